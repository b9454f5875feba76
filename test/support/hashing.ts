import { nodeSha256, nodeSha256Stream } from "../../src/adapters/node/sha256.ts";
import type { Hashing } from "../../src/core/dag/pack.ts";
import { parseIssuePath } from "../../src/core/path.ts";
import type { SourceFile } from "../../src/core/ports.ts";

export const hashing: Hashing = { sha256: nodeSha256, stream: nodeSha256Stream };

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file that lies in memory. */
export function memoryFile(path: string, content: string | Uint8Array): SourceFile {
  const bytes = typeof content === "string" ? utf8(content) : content;
  return {
    path: parseIssuePath(path),
    size: bytes.length,
    async *read() {
      for (let at = 0; at < bytes.length; at += 1024 * 1024) yield bytes.subarray(at, at + 1024 * 1024);
    },
  };
}
