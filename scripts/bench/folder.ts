import { randomFillSync } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

const CHUNK_BYTES = 1024 * 1024;

/** Random files of nearly equal sizes, every hundred in a folder of their own. */
export function folderOf(
  folder: string,
  { files, bytes }: { readonly files: number; readonly bytes: number },
): { folder: string; paths: string[] } {
  const paths = Array.from({ length: files }, (_, i) => {
    const parent = join(folder, `part-${Math.floor(i / 100)}`);
    mkdirSync(parent, { recursive: true });
    const path = join(parent, `${i}.bin`);
    fill(path, files === 1 || bytes < CHUNK_BYTES / 8 ? bytes : bytes + (i % 2 === 0 ? 4096 : -4096));
    return path;
  });
  return { folder, paths };
}

function fill(path: string, bytes: number): void {
  const file = openSync(path, "w");
  for (let left = bytes; left > 0; left -= CHUNK_BYTES)
    writeSync(file, randomFillSync(new Uint8Array(Math.min(left, CHUNK_BYTES))));
  closeSync(file);
}
