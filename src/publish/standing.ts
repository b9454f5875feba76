import { anchoredBatches } from "../core/batch/anchored.ts";
import { batchFinderOver } from "../core/batch/finder.ts";
import type { AnchoredBatch, ReadBlock } from "../core/batch/list.ts";
import type { BatchedIssue } from "../core/batch/path.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { RegistryRecord, RegistryView } from "../core/ports.ts";
import type { PublicationId, PublicationRef } from "../core/publication.ts";
import { publicationRef } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Publisher } from "./publisher.ts";

/** An issue that the registry holds, singly or in a batch. */
export interface Standing {
  readonly digest: Digest;
  readonly record: RegistryRecord;
  /** Set while it has no record of its own: a notice or a revision then shows its path. */
  readonly batched?: BatchedIssue;
}

/**
 * What a publication holds, as a publisher must know it before anchoring more: the registry's state, and the lists of
 * its batches, whose labels the registry cannot know. All at one block.
 */
export interface Standings {
  readonly view: RegistryView;
  /**
   * @throws BLOCK_MISSING | STORE_UNREACHABLE while a list cannot be read: what it holds must not be anchored again
   */
  under(label: Label): Promise<Standing | undefined>;
  /** The same for many labels; what only a batch holds is told without its path. */
  among(labels: readonly Label[]): Promise<ReadonlyMap<Label, Digest>>;
  of(digest: Digest, label?: Label): Promise<Standing | undefined>;
}

export function standingsIn(id: PublicationId, view: RegistryView, publisher: Publisher): Standings {
  const { registry, replication, keccak } = publisher;
  const { stores, sha256 } = replication;
  const ref: PublicationRef = publicationRef(registry.chain, registry.address, id);
  const finder = batchFinderOver(stores, { sha256, ...(keccak === undefined ? {} : { keccak }) });
  const read: ReadBlock = async (cid) => (await blockFromAny(stores, cid, sha256))?.bytes;
  let asked: Promise<readonly AnchoredBatch[]> | undefined;
  const batches = () => (asked ??= anchoredBatches(view, ref, { read, sha256 }));
  const shown = async (issue: BatchedIssue | undefined): Promise<Standing | undefined> => {
    const held = issue === undefined ? undefined : await view.batched(id, issue);
    if (issue === undefined || held === undefined) return undefined;
    return { digest: issue.digest, record: held.record, batched: issue };
  };
  const recorded = async (digest: Digest | undefined): Promise<Standing | undefined> => {
    const record = digest === undefined ? undefined : await view.record(id, digest);
    return digest === undefined || record === undefined ? undefined : { digest, record };
  };
  return {
    view,
    under: async (label) =>
      (await recorded(await view.current(id, label))) ??
      (await shown(await finder.under(await batches(), label))),
    async among(labels) {
      const found = new Map<Label, Digest>();
      const current = await view.currents(id, labels);
      for (const [i, label] of labels.entries()) {
        const digest = current[i] ?? (await finder.under(await batches(), label))?.digest;
        if (digest !== undefined) found.set(label, digest);
      }
      return found;
    },
    of: async (digest, label) =>
      (await recorded(digest)) ??
      (await shown(
        label === undefined
          ? await finder.holding(await batches(), digest)
          : await finder.find(await batches(), { label, digest }),
      )),
  };
}
