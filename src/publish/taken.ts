import { anchoredBatches, type NumberedBatch, readable } from "../core/batch/anchored.ts";
import { portableKeccak256 } from "../core/batch/keccak256.ts";
import type { BatchHashing, ReadBlock } from "../core/batch/list.ts";
import type { PackedIssues } from "../core/batch/packed.ts";
import { readList } from "../core/batch/read.ts";
import { isRefusedList } from "../core/batch/refused.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { RegistryView } from "../core/ports.ts";
import { type PublicationId, publicationRef } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { StandingSources } from "./standing.ts";

/** The digests that stand under each of these labels, as far as one question tells; a label that is free has none. */
export type TakenLabels = (labels: readonly Label[]) => Promise<readonly (readonly Digest[])[]>;

/** Lists that were read whole and held against the registry: they never change, whatever is anchored after them. */
export type KnownLists = Map<string, PackedIssues | undefined>;

/**
 * Which labels are taken, for thousands of them: the lists of all batches are read once, and the registry is asked about
 * hundreds of labels with one call. What a correction has put in the place of another digest is for `standingsIn` to say.
 *
 * @throws LIST_UNREADABLE while a list cannot be read: what it holds must not be anchored again
 */
export async function takenLabels(
  id: PublicationId,
  view: RegistryView,
  { sources, known }: { sources: StandingSources; known: KnownLists },
): Promise<TakenLabels> {
  const { registry, replication, despite, keccak = portableKeccak256 } = sources;
  const { stores, sha256 } = replication;
  const read: ReadBlock = async (cid) => (await blockFromAny(stores, cid, sha256))?.bytes;
  const reading = { read, sha256, ...(despite === undefined ? {} : { despite }) };
  const ref = publicationRef(registry.chain, registry.address, id);
  const lists: PackedIssues[] = [];
  for (const batch of await anchoredBatches(view, ref, reading)) {
    const key = `${batch.list} ${batch.root} ${batch.count}`;
    if (!known.has(key)) {
      const list = await readable(batch, reading, () => issuesOf(batch, read, { sha256, keccak }));
      if (list === undefined) continue;
      known.set(key, list.issues);
    }
    const issues = known.get(key);
    if (issues !== undefined) lists.push(issues);
  }
  return async (labels) => {
    const current = await view.currents(id, labels);
    return labels.map((label, i) =>
      [current[i], ...lists.map((issues) => issues.find(label))].filter((digest) => digest !== undefined),
    );
  };
}

/** Of a batch whose list is none nothing may be counted. */
async function issuesOf(
  batch: NumberedBatch,
  read: ReadBlock,
  hashing: BatchHashing,
): Promise<{ readonly issues: PackedIssues | undefined }> {
  try {
    return { issues: (await readList(batch, read, hashing)).issues };
  } catch (error) {
    if (!isRefusedList(error)) throw error;
    return { issues: undefined };
  }
}
