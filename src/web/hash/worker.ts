import { portableSha256Stream } from "../../core/sha256.ts";
import type { HashReply, HashRequest } from "./message.ts";

/*
 * Hashes files beside the page, so that it stays alive. The browser's own SHA-256 is several times faster but takes a
 * file only whole: so it has the files that fit in memory, and the portable one the rest, piece by piece.
 */
const WHOLE_UP_TO = 64 * 1024 * 1024;
const TELL_EVERY = 4 * 1024 * 1024;

const tell = (reply: HashReply) => {
  postMessage(reply);
};

addEventListener("message", (event: MessageEvent<HashRequest>) => {
  const { id, file } = event.data;
  hashed(id, file).then(
    (sha256) => {
      tell({ id, kind: "done", sha256 });
    },
    (error: unknown) => {
      tell({ id, kind: "failed", problem: error instanceof Error ? error.message : String(error) });
    },
  );
});

async function hashed(id: number, file: File): Promise<Uint8Array> {
  // A page that was not fetched securely (and not from this machine) has no crypto.subtle.
  if (file.size <= WHOLE_UP_TO && globalThis.isSecureContext)
    return new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const hash = portableSha256Stream();
  let [bytes, told] = [0, 0];
  for await (const chunk of file.stream()) {
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes - told < TELL_EVERY) continue;
    told = bytes;
    tell({ id, kind: "progress", bytes });
  }
  return hash.digest();
}
