import { statSync } from "node:fs";
import type { CID } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import type { IndexedBlock } from "./block-index.ts";

/** What is smaller is hashed again in no time. */
const SMALLEST_BYTES = 8 * 1024 * 1024;
const FRESH_MS = 60_000;

/** A CAR file, all of whose blocks were hashed by reading it. */
export interface HashedFile {
  readonly root: CID;
  readonly file: string;
  /** As it was before it was read. */
  readonly before: string;
  readonly blocks: readonly IndexedBlock[];
}

/**
 * What taking a CAR has hashed where it lies now, for the one reading back that follows it (docs/adr/0009): good for a
 * minute, for as long as the file is the same and was not written to, and once.
 */
export class JustTaken {
  #last: (HashedFile & { readonly at: number }) | undefined;

  note(hashed: HashedFile): void {
    const large = hashed.blocks.reduce((sum, { length }) => sum + length, 0) >= SMALLEST_BYTES;
    this.#last = large ? { ...hashed, at: performance.now() } : undefined;
  }

  /** The digests and how many bytes they are of; undefined where the file has to be read. */
  hashes(root: CID): ReadonlyMap<Digest, number> | undefined {
    const last = this.#last;
    if (last === undefined || !last.root.equals(root)) return undefined;
    this.#last = undefined;
    if (performance.now() - last.at > FRESH_MS || contentStamp(last.file) !== last.before) return undefined;
    return new Map(last.blocks.map(({ digest, length }) => [digest, length]));
  }
}

/** Changes whenever the bytes under a name do, not when the file is renamed or linked; empty when there is none. */
export function contentStamp(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}`;
}
