import { hashBlob } from "./hashing.ts";
import type { HashReply, HashRequest } from "./message.ts";

/** Progress is told ten times a second: more often only keeps the page busy. */
const TELL_EVERY_MS = 100;

const running = new Map<number, AbortController>();

const tell = (reply: HashReply) => {
  postMessage(reply);
};

addEventListener("message", ({ data }: MessageEvent<HashRequest>) => {
  if (data.kind === "cancel") running.get(data.id)?.abort();
  else void answer(data);
});

async function answer({ id, kind, file }: Exclude<HashRequest, { kind: "cancel" }>): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  running.set(id, controller);
  let told = performance.now();
  const onProgress = (bytes: number) => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    tell({ id, kind: "progress", bytes });
  };
  try {
    const value = await hashBlob(file, kind, { onProgress, signal });
    if (!signal.aborted) tell({ id, kind: "done", value });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    if (!signal.aborted) tell({ id, kind: "failed", problem });
  } finally {
    running.delete(id);
  }
}
