import type { Digest } from "../digest.ts";
import type { Entry } from "../history/entry.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { Label } from "../label.ts";
import type { Store } from "../ports.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import { blockFromAny } from "../retrieval.ts";
import { portableKeccak256 } from "./keccak256.ts";
import type { AnchoredBatch, BatchHashing, ReadBlock } from "./list.ts";
import type { BatchedIssue } from "./path.ts";
import { readList, readListHead, uncheckedLookUp, type VerifiedBatch } from "./read.ts";
import { isRefusedList } from "./refused.ts";

/** Finds issues in batches, and reads no list twice in a row. */
export interface BatchFinder {
  /**
   * The issue with its path, from the earliest of the batches that holds it; undefined when none does. A batch whose
   * list is none holds nothing.
   *
   * @throws BLOCK_MISSING | BLOCK_MISMATCH | LIST_DIGEST_MISMATCH | LIST_TYPE_UNKNOWN and what the store throws: while a
   *   list cannot be read, nobody can say that the issue is in no batch
   */
  find(batches: readonly AnchoredBatch[], issue: ListedIssue): Promise<BatchedIssue | undefined>;
  /** The same for whatever issue has the label; `counts` may pass over one whose place is elsewhere. */
  under(
    batches: readonly AnchoredBatch[],
    label: Label,
    counts?: (digest: Digest, batch: AnchoredBatch) => boolean,
  ): Promise<BatchedIssue | undefined>;
  /** The same for a digest whose label is not known: reads every list whole. Undefined when a list has it under two. */
  holding(batches: readonly AnchoredBatch[], digest: Digest): Promise<BatchedIssue | undefined>;
  /** @throws those of `readList` */
  verified(batch: AnchoredBatch): Promise<VerifiedBatch>;
}

/** Trees take 64 bytes for each issue: those of the batches asked about last are kept. */
const KEPT = 4;

export function batchFinder(read: ReadBlock, hashing: BatchHashing): BatchFinder {
  const kept = new Map<string, VerifiedBatch>();
  const verified = async (batch: AnchoredBatch): Promise<VerifiedBatch> => {
    const key = keyOf(batch);
    const found = kept.get(key) ?? (await readList(batch, read, hashing));
    kept.delete(key);
    kept.set(key, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return found;
  };
  const listed = async (batch: AnchoredBatch, label: Label): Promise<Digest | undefined> => {
    const whole = kept.get(keyOf(batch));
    if (whole !== undefined) return whole.issues.find(label);
    const list = await readListHead(batch, read, hashing.sha256);
    return (await uncheckedLookUp(list, label, read, hashing.sha256))?.digest;
  };
  const proved = async (batch: AnchoredBatch, { label, digest }: ListedIssue) => {
    const path = (await verified(batch)).tree.path({ label, digest });
    return path === undefined ? undefined : { label, digest, root: batch.root, path };
  };
  /** From the first batch whose list names an issue that is looked for. */
  const first = async (
    batches: readonly AnchoredBatch[],
    named: (batch: AnchoredBatch) => Promise<ListedIssue | undefined>,
  ): Promise<BatchedIssue | undefined> => {
    for (const batch of batches) {
      try {
        const issue = await named(batch);
        const found = issue === undefined ? undefined : await proved(batch, issue);
        if (found !== undefined) return found;
      } catch (error) {
        if (!isRefusedList(error)) throw error;
      }
    }
    return undefined;
  };
  return {
    verified,
    find: (batches, issue) =>
      first(batches, async (batch) =>
        (await listed(batch, issue.label)) === issue.digest ? issue : undefined,
      ),
    under: (batches, label, counts = () => true) =>
      first(batches, async (batch) => {
        const digest = await listed(batch, label);
        return digest === undefined || !counts(digest, batch) ? undefined : { label, digest };
      }),
    holding: (batches, digest) =>
      first(batches, async (batch) => {
        const [issue, another] = [...(await verified(batch)).issues].filter((one) => one.digest === digest);
        return another === undefined ? issue : undefined;
      }),
  };
}

/** All that a list is held against: a publisher may anchor two batches with one list. */
function keyOf({ publication, root, count, list }: AnchoredBatch): string {
  return [publicationKey(publication), root, count, list].join(" ");
}

/** Over the stores in the order given: the first that gives a block intact is believed. */
export function batchFinderOver(
  stores: readonly Store[],
  { sha256, keccak = portableKeccak256 }: Pick<BatchHashing, "sha256"> & Partial<BatchHashing>,
): BatchFinder {
  const read: ReadBlock = async (cid) => (await blockFromAny(stores, cid, sha256))?.bytes;
  return batchFinder(read, { sha256, keccak });
}

/** The batches that a history tells of, the earliest first. */
export function batchesOf(publication: PublicationRef, entries: Iterable<Entry>): readonly AnchoredBatch[] {
  const found: AnchoredBatch[] = [];
  for (const entry of entries) {
    if (entry.kind !== "batch-anchored") continue;
    const { root, count, list } = entry;
    found.push({ publication, root, count, list });
  }
  return found;
}
