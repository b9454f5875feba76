import type { CID } from "../cid.ts";
import type { Digest } from "../digest.ts";
import { ENTRY_BYTES } from "../history/entry.ts";
import type { BlockRef } from "../ports.ts";
import type { PublicationRef } from "../publication.ts";

export const MIRROR_TYPE = "colophon/mirror/1";
/** Entries in every block of the history but the last, which may have fewer: 985,000 bytes. */
export const BLOCK_ENTRIES = 5000;
/** 1 MiB: more than 55 million entries. */
export const MAX_ROOT_BYTES = 1024 * 1024;

/** What a mirror says of itself (docs/spec/mirror.md): a claim, until its head is compared with the registry's. */
export interface MirrorRoot {
  readonly publication: PublicationRef;
  /** The block that the registry was asked at. */
  readonly block: BlockRef;
  readonly entries: number;
  /** What the entries fold to. */
  readonly head: Digest;
  /** The blocks of the history, in order. */
  readonly history: readonly CID[];
}

/** How many blocks a history of so many entries has. */
export function historyBlocks(entries: number): number {
  return Math.ceil(entries / BLOCK_ENTRIES);
}

/** How many bytes a block of the history has, by its index. */
export function historyBlockBytes(index: number, entries: number): number {
  return Math.min(BLOCK_ENTRIES, entries - index * BLOCK_ENTRIES) * ENTRY_BYTES;
}
