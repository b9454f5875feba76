import { type Digest, digestFromBytes } from "../../core/digest.ts";
import { failure } from "../../core/errors/error.ts";
import type { HashReply, HashRequest } from "./message.ts";

/** Hashes a file and tells how many of its bytes are done. @throws SOURCE_UNREADABLE */
export type HashFile = (file: File, onProgress: (bytes: number) => void) => Promise<Digest>;

interface Waiting {
  readonly name: string;
  readonly onProgress: (bytes: number) => void;
  readonly resolve: (digest: Digest) => void;
  readonly reject: (error: Error) => void;
}

/** One worker for all files; it is started with the first of them. */
export function hashingWorker(): HashFile {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let last = 0;
  return (file, onProgress) => {
    worker ??= started(waiting);
    const request: HashRequest = { id: ++last, file };
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { name: file.name, onProgress, resolve, reject });
      worker?.postMessage(request);
    });
  };
}

function started(waiting: Map<number, Waiting>): Worker {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<HashReply>) => {
    settle(event.data, waiting);
  });
  worker.addEventListener("error", () => {
    for (const id of [...waiting.keys()])
      settle({ id, kind: "failed", problem: "the page could not hash it" }, waiting);
  });
  return worker;
}

function settle(reply: HashReply, waiting: Map<number, Waiting>): void {
  const one = waiting.get(reply.id);
  if (one === undefined) return;
  if (reply.kind === "progress") return one.onProgress(reply.bytes);
  waiting.delete(reply.id);
  if (reply.kind === "done") one.resolve(digestFromBytes(reply.sha256));
  else one.reject(failure("SOURCE_UNREADABLE", { path: one.name, problem: reply.problem }));
}
