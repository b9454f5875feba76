import { parentPort } from "node:worker_threads";
import { textDifference } from "../verify/difference.ts";

/* The thread in which texts are compared that anybody may have written: it can be ended when that takes too long. */

export interface Pair {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

parentPort?.on("message", ({ from, to }: Pair) => {
  parentPort?.postMessage(textDifference(from, to));
});
