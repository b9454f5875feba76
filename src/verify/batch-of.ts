import { type BatchFinder, batchesOf } from "../core/batch/finder.ts";
import type { BatchedIssue } from "../core/batch/path.ts";
import type { Digest } from "../core/digest.ts";
import type { CataloguedIssue, LocatedEntry } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";

/** The batch that an issue was anchored with, and the path with which anybody can prove that it was. */
export interface IssueBatch {
  readonly publication: PublicationRef;
  readonly entry: number;
  readonly count: number;
  readonly list: Digest;
  readonly issue: BatchedIssue;
}

/**
 * Undefined when the issue was anchored alone, or is a later revision.
 *
 * @throws those of `BatchFinder.find` while the list cannot be had
 */
export async function batchOf(
  { manifest, label, entry }: CataloguedIssue,
  publication: PublicationRef,
  { entries, batches }: { entries: readonly LocatedEntry[]; batches: BatchFinder },
): Promise<IssueBatch | undefined> {
  const made = entries.find((one) => one.entry.number === entry)?.entry;
  if (made?.kind !== "batch-anchored") return undefined;
  const issue = await batches.find(batchesOf(publication, [made]), { label, digest: manifest });
  const { count, list } = made;
  return issue === undefined ? undefined : { publication, entry, count, list, issue };
}
