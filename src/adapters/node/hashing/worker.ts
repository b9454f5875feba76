import { parentPort } from "node:worker_threads";
import { hashRuns, type Run } from "./runs.ts";

/** A slab goes back and forth; it belongs to whoever has it. */
export interface Order {
  readonly slab: ArrayBuffer;
  readonly runs: readonly Run[];
}

parentPort?.on("message", ({ slab, runs }: Order) => {
  const { digests, read } = hashRuns(slab, runs);
  parentPort?.postMessage({ slab, digests, read }, [slab, digests.buffer, read.buffer]);
});
parentPort?.postMessage("ready");
