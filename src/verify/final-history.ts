import type { Digest } from "../core/digest.ts";
import type { Entry } from "../core/history/entry.ts";
import { foldAll } from "../core/history/fold.ts";
import type { BlockRef, LocatedEntry } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";

/** A publication's history as of one block that is final, and up to which it was read. */
export interface FinalHistory {
  readonly block: BlockRef;
  readonly entries: readonly Entry[];
  /** What these entries fold to: the registry's own head at that block. */
  readonly head: Digest;
}

/**
 * Cuts a history at the latest block that is both final and read. A block that became final after the reading may hold
 * what was never read; what was read beyond the final block may still be taken back.
 */
export function finalHistory(
  ref: PublicationRef,
  located: readonly LocatedEntry[],
  { final, read, sha256 }: { readonly final: BlockRef; readonly read: BlockRef; readonly sha256: Sha256 },
): FinalHistory {
  const block = read.number <= final.number ? read : final;
  const entries = located.filter((one) => one.block.number <= block.number).map(({ entry }) => entry);
  return { block, entries, head: foldAll(ref, entries, sha256).head };
}
