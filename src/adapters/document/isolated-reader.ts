import { Worker } from "node:worker_threads";
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
/** A thread fills some 10 MiB in this time. */
const LOOK_EVERY_MS = 10;

/**
 * Reads documents one after the other in a thread of its own, so that a hostile one costs its bounds and nothing else:
 * the thread is ended then, and the next document gets another. It does not keep the process alive.
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
    const text = await answerOf(worker, order, bounds);
    if (text === "gone") await dismiss();
    return text === "gone" ? undefined : text;
  };
  return {
    limit: limitOf,
    read(bytes, type) {
      if (bytes.length > limitOf(type)) return Promise.resolve(undefined);
      const text = last.then(() => readNext({ bytes: new Uint8Array(bytes), type }));
      last = text;
      return text;
    },
    close: dismiss,
  };
}

function limitOf(type: string): number {
  return type === PDF ? MOST_PDF_BYTES : textLimit(type);
}

function answerOf(worker: Worker, order: Order, bounds: Bounds): Promise<DocumentText | undefined | "gone"> {
  return new Promise((resolve) => {
    const settle = (answer: DocumentText | undefined | "gone") => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.off("message", settle);
      worker.off("error", gone);
      worker.off("exit", gone);
      worker.unref();
      resolve(answer);
    };
    const gone = () => settle("gone");
    const timer = setTimeout(gone, bounds.milliseconds);
    const watch = setInterval(() => {
      void outsideHeap(worker).then((held) => {
        if (held > bounds.outside * MIB) gone();
      });
    }, LOOK_EVERY_MS);
    worker.on("message", settle);
    worker.on("error", gone);
    worker.on("exit", gone);
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
