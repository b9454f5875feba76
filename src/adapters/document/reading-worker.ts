import { parentPort } from "node:worker_threads";
import { documentText } from "./reading.ts";

/*
 * The thread in which documents are read that anybody may have written: it can be ended when one takes too long, and
 * one that fills its memory ends it and nothing else.
 */

export interface Order {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

parentPort?.on("message", ({ bytes, type }: Order) => {
  void documentText(bytes, type).then(
    (text) => parentPort?.postMessage(text),
    () => parentPort?.postMessage(undefined),
  );
});
