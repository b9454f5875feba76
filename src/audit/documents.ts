import { batchesOf } from "../core/batch/finder.ts";
import type { AnchoredBatch } from "../core/batch/list.ts";
import { readListHead } from "../core/batch/read.ts";
import type { Block } from "../core/block.ts";
import { type CID, cidDigest, documentCid } from "../core/cid.ts";
import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import { isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";

/** A small document that a history refers to: a profile, a reason, the list of a batch or a part of that. */
export interface HistoryDocument {
  readonly digest: Digest;
  /** What stores pin it by: the list that it is a part of, else the document itself. */
  readonly root: Digest;
  /** Undefined where nobody gives it. */
  readonly block: Block | undefined;
}

export interface DocumentReading {
  /** Undefined where it cannot be had, for whatever reason. */
  readonly block: (cid: CID) => Promise<Block | undefined>;
  readonly sha256: Sha256;
}

/** Each once, in the order in which the history refers to them; the parts of a list after it. Manifests are issues. */
export async function* historyDocuments(
  publication: PublicationRef,
  entries: readonly Entry[],
  reading: DocumentReading,
): AsyncGenerator<HistoryDocument> {
  const lists = new Map(batchesOf(publication, entries).map((batch) => [batch.list, batch]));
  const seen = new Set<Digest>([ZERO_DIGEST]);
  for (const root of entries.flatMap(referred)) {
    if (seen.has(root)) continue;
    seen.add(root);
    yield { digest: root, root, block: await reading.block(documentCid(root)) };
    const batch = lists.get(root);
    for (const digest of batch === undefined ? [] : await partsOf(batch, reading)) {
      if (seen.has(digest)) continue;
      seen.add(digest);
      yield { digest, root, block: await reading.block(documentCid(digest)) };
    }
  }
}

function referred(entry: Entry): readonly Digest[] {
  switch (entry.kind) {
    case "registered":
    case "profile-set":
      return [entry.profile];
    case "revised":
    case "notice":
      return [entry.reason];
    case "batch-anchored":
      return [entry.list];
    case "anchored":
    case "extracted":
    case "publisher-granted":
    case "publisher-revoked":
    case "transfer-started":
    case "transferred":
    case "closed":
      return [];
  }
}

/** None of a list that cannot be read, or that is none: the audit tells of that. */
async function partsOf(batch: AnchoredBatch, { block, sha256 }: DocumentReading): Promise<readonly Digest[]> {
  try {
    const { parts } = await readListHead(batch, async (cid) => (await block(cid))?.bytes, sha256);
    return parts.map(({ cid }) => cidDigest(cid));
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}
