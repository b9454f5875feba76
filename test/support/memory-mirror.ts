import type { MirrorFile } from "../../src/core/mirror/port.ts";

/** A mirror that lies in memory. */
export function memoryMirror(name: string, bytes: Uint8Array): MirrorFile {
  return {
    name,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    },
    at: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}
