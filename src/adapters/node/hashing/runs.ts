import { hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { FileIdentity } from "../../../core/ports/hashing.ts";

/*
 * What a worker does, and what the main thread does by the same code when no worker is free. It loads nothing but Node's
 * own modules, so that a worker starts quickly.
 */

/** Bytes of one file that lie together, to be read into a slab and hashed in cuts. */
export interface Run {
  readonly path: string;
  /** What the file must be when it was read. It was the same before then: a write changes the time of change for good. */
  readonly identity?: FileIdentity;
  readonly offset: number;
  /** Where in the slab they go. */
  readonly at: number;
  readonly length: number;
  /** Where in the slab each piece begins and how long it is, by turns. */
  readonly cuts: readonly number[];
}

/** For every cut of every run, in order. */
export interface Hashed {
  /** 32 bytes each. */
  readonly digests: Uint8Array<ArrayBuffer>;
  /** 1 where the whole piece was read, 0 where not: then its digest says nothing. */
  readonly read: Uint8Array<ArrayBuffer>;
}

const DIGEST_BYTES = 32;
// A link or a pipe put in the file's place is neither followed nor waited for.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Never throws: what goes wrong with a file is said by whoever reads it in the ordinary way. */
export function hashRuns(slab: ArrayBuffer, runs: readonly Run[]): Hashed {
  const count = runs.reduce((sum, { cuts }) => sum + cuts.length / 2, 0);
  const hashed = { digests: new Uint8Array(count * DIGEST_BYTES), read: new Uint8Array(count) };
  let first = 0;
  for (const run of runs) {
    const end = run.at + readRun(slab, run);
    for (let i = 0; i < run.cuts.length; i += 2) {
      const [start = 0, length = 0] = [run.cuts[i], run.cuts[i + 1]];
      const index = first + i / 2;
      if (start + length > end) continue;
      hashed.digests.set(hash("sha256", new Uint8Array(slab, start, length), "buffer"), index * DIGEST_BYTES);
      hashed.read[index] = 1;
    }
    first += run.cuts.length / 2;
  }
  return hashed;
}

export function digestAt({ digests, read }: Hashed, index: number): Uint8Array | undefined {
  return read[index] === 1 ? digests.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES) : undefined;
}

/** How many bytes were read, or less than none when none of them count. */
function readRun(slab: ArrayBuffer, run: Run): number {
  let file: number | undefined;
  try {
    file = openSync(run.path, FLAGS);
    const filled = fill(file, new Uint8Array(slab, run.at, run.length), run.offset);
    return isStill(run.identity, file) ? filled : -1;
  } catch {
    return -1;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function fill(file: number, target: Uint8Array, offset: number): number {
  let filled = 0;
  while (filled < target.length) {
    const count = readSync(file, target, filled, target.length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

function isStill(identity: FileIdentity | undefined, file: number): boolean {
  if (identity === undefined) return true;
  const now = fstatSync(file, { bigint: true });
  return (["dev", "ino", "size", "mtimeNs", "ctimeNs"] as const).every(
    (part) => now[part] === identity[part],
  );
}
