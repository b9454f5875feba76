import type { FileEntry, Manifest } from "../../core/manifest/manifest.ts";
import { MAX_COMPARED_BYTES } from "../compare.ts";
import type { Difference, HeldFile } from "../evidence.ts";

/**
 * A difference as far as it can be believed: both sides are taken from the reader's file and from the manifest, the
 * likeness is worked out anew, and undefined comes back where the counts cannot be right.
 */
export function soundDifference(
  told: Difference,
  held: HeldFile,
  manifest: Manifest,
): Difference | undefined {
  const entry = manifest.files.find((file) => file.path === told.archived.path);
  if (entry === undefined || entry.sha256 === held.sha256) return undefined;
  const { commonStart, commonEnd } = told;
  if (!isCount(commonStart) || !isCount(commonEnd)) return undefined;
  const common = commonStart + commonEnd;
  const longer = Math.max(held.size, entry.size);
  // Files of one size that share every byte would be one file.
  if (common > Math.min(held.size, entry.size) || common >= longer) return undefined;
  const { path, size, sha256 } = entry;
  const unread = told.unread === undefined ? {} : { unread: told.unread };
  const { wordsAlike } = told;
  const words = wordsAlike === undefined || !(wordsAlike >= 0 && wordsAlike <= 1) ? {} : { wordsAlike };
  return {
    held,
    archived: { path, size, sha256 },
    commonStart,
    commonEnd,
    resemblance: common / longer,
    ...unread,
    ...words,
  };
}

/** False for files too large to be held side by side: that they differ is certain, where they do is not known. */
export function wasCompared(held: HeldFile, archived: Pick<FileEntry, "size">): boolean {
  return Math.max(held.size, archived.size) <= MAX_COMPARED_BYTES;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
