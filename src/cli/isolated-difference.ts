import { Worker } from "node:worker_threads";
import { type TextDifference, textDifference } from "../verify/difference.ts";
import type { Searching } from "../verify/search/parts.ts";
import type { Pair } from "./difference-worker.ts";

export interface IsolatedDifference extends Pick<Searching, "differenceOf"> {
  close(): Promise<void>;
}

export interface DifferenceBounds {
  /** For one pair of texts. */
  readonly milliseconds: number;
  /** Of the thread's heap. */
  readonly mebibytes: number;
}

const ENTRY = new URL("difference-worker.ts", import.meta.url);
const BOUNDS: DifferenceBounds = { milliseconds: 5000, mebibytes: 512 };
/** In UTF-16 units, of both texts: less is compared sooner than it is handed over. */
const SMALL = 20_000;

/**
 * Compares texts one pair after the other in a thread of its own, so that a server goes on answering and a hostile pair
 * costs its bounds and nothing else. It does not keep the process alive.
 */
export function isolatedDifference(bounds: DifferenceBounds = BOUNDS): IsolatedDifference {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const dismiss = async () => {
    const gone = worker;
    worker = undefined;
    await gone?.terminate();
  };
  const compareNext = async (pair: Pair): Promise<TextDifference | undefined> => {
    worker ??= started(bounds);
    const answer = await answerOf(worker, pair, bounds);
    if (answer === "gone") await dismiss();
    return answer === "gone" ? undefined : answer;
  };
  return {
    differenceOf(from, to) {
      if (lengthOf(from) + lengthOf(to) <= SMALL) return Promise.resolve(textDifference(from, to));
      const difference = last.then(() => compareNext({ from, to }));
      last = difference.catch(() => undefined);
      return difference;
    },
    close: dismiss,
  };
}

function started({ mebibytes }: DifferenceBounds): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: mebibytes, maxYoungGenerationSizeMb: 32 };
  const made = new Worker(ENTRY, { execArgv: [], resourceLimits, stdout: true, stderr: true });
  // Also of one that ends when nobody waits for it: that must not end the program.
  made.on("error", () => undefined);
  made.unref();
  return made;
}

type Reply = TextDifference | undefined | "gone";

function answerOf(worker: Worker, pair: Pair, { milliseconds }: DifferenceBounds): Promise<Reply> {
  return new Promise((resolve) => {
    const settle = (reply: Reply) => {
      clearTimeout(timer);
      worker.off("message", settle);
      worker.off("error", gone);
      worker.off("exit", gone);
      worker.unref();
      resolve(reply);
    };
    const gone = () => settle("gone");
    const timer = setTimeout(gone, milliseconds);
    worker.on("message", settle);
    worker.on("error", gone);
    worker.on("exit", gone);
    worker.ref();
    worker.postMessage(pair);
  });
}

function lengthOf(blocks: readonly string[]): number {
  return blocks.reduce((length, block) => length + block.length, 0);
}
