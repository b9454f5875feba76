import type { IssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";

const CHUNK = 1024 * 1024;

/** A file whose bytes came out of a larger one (a feed, a message) and are in memory. */
export function heldFile(path: IssuePath, bytes: Uint8Array): SourceFile {
  return { path, size: bytes.length, read: () => pieces(bytes) };
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK) yield bytes.subarray(from, from + CHUNK);
}
