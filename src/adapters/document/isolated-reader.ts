import { Worker } from "node:worker_threads";
import { fail } from "../../core/errors/error.ts";
import type { DocumentReader, DocumentText } from "../../core/ports/document-reader.ts";
import { textLimit } from "./limits.ts";
import { MOST_PDF_BYTES, PDF } from "./pdf-limits.ts";
import type { Order } from "./reading-worker.ts";

export interface IsolatedReader extends DocumentReader {
  close(): Promise<void>;
}

export interface Bounds {
  /** For one document. */
  readonly milliseconds: number;
  /** Of the thread's heap. */
  readonly mebibytes: number;
  /** Of what the thread holds outside its heap, the document's own bytes among it. */
  readonly outside: number;
}

const ENTRY = new URL("reading-worker.ts", import.meta.url);
const BOUNDS: Bounds = { milliseconds: 20_000, mebibytes: 768, outside: 192 };
const MIB = 1024 * 1024;
const LOOK_EVERY_MS = 10;

/**
 * Reads documents one after the other in a thread of its own, so that a hostile one costs its bounds and nothing else:
 * the thread is ended then, and the next document gets another. It does not keep the process alive. `read` fails with
 * DOCUMENT_UNREAD when a document takes more than its bounds: it may have words all the same.
 */
export function isolatedReader(bounds: Bounds = BOUNDS): IsolatedReader {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const start = () => {
    const resourceLimits = { maxOldGenerationSizeMb: bounds.mebibytes, maxYoungGenerationSizeMb: 32 };
    const made = new Worker(ENTRY, { execArgv: [], resourceLimits, stdout: true, stderr: true });
    // Also of one that ends when nobody waits for it: that must not end the program.
    made.on("error", () => undefined);
    made.unref();
    return made;
  };
  const dismiss = async () => {
    const gone = worker;
    worker = undefined;
    await gone?.terminate();
  };
  const readNext = async (order: Order): Promise<DocumentText | undefined> => {
    worker ??= start();
    const answer = await answerOf(worker, order, bounds);
    if (!("gone" in answer)) return answer.text;
    await dismiss();
    return fail("DOCUMENT_UNREAD", { problem: answer.gone });
  };
  return {
    limit: limitOf,
    read(bytes, type) {
      if (bytes.length > limitOf(type)) return Promise.resolve(undefined);
      const text = last.then(() => readNext({ bytes: new Uint8Array(bytes), type }));
      last = text.catch(() => undefined);
      return text;
    },
    close: dismiss,
  };
}

function limitOf(type: string): number {
  return type === PDF ? MOST_PDF_BYTES : textLimit(type);
}

type Answer = { readonly text: DocumentText | undefined } | { readonly gone: string };

function answerOf(worker: Worker, order: Order, bounds: Bounds): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.off("message", read);
      worker.off("error", ended);
      worker.off("exit", ended);
      worker.unref();
      resolve(answer);
    };
    const read = (text: DocumentText | undefined) => settle({ text });
    const ended = () => settle({ gone: "it takes more memory than it is given" });
    const timer = setTimeout(
      () => settle({ gone: `it takes more than ${bounds.milliseconds / 1000} s` }),
      bounds.milliseconds,
    );
    const watch = setInterval(() => {
      void outsideHeap(worker).then((held) => {
        if (held > bounds.outside * MIB) ended();
      });
    }, LOOK_EVERY_MS);
    worker.on("message", read);
    worker.on("error", ended);
    worker.on("exit", ended);
    worker.ref();
    worker.postMessage(order, [order.bytes.buffer]);
  });
}

/**
 * Bytes that the thread holds outside its heap, which `resourceLimits` do not count: what a stream of a PDF unfolds to.
 * It answers while the thread is busy. 0 of a thread that has ended.
 */
function outsideHeap(worker: Worker): Promise<number> {
  return worker.getHeapStatistics().then(
    (heap) => heap.external_memory,
    () => 0,
  );
}
