import { anchoredBatches, type NumberedBatch, readable } from "../core/batch/anchored.ts";
import { type BatchFinder, batchFinderOver } from "../core/batch/finder.ts";
import type { ReadBlock } from "../core/batch/list.ts";
import type { BatchedIssue } from "../core/batch/path.ts";
import { isRefusedList } from "../core/batch/refused.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { RegistryRecord, RegistryView } from "../core/ports.ts";
import { type PublicationId, publicationRef } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Publisher } from "./publisher.ts";
import type { Replication } from "./replicate.ts";

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
  /**
   * @throws LIST_UNREADABLE while a list cannot be read: what it holds must not be anchored again
   */
  under(label: Label): Promise<Standing | undefined>;
  /** All that was ever anchored first under a label, whether or not it counts; none while it is free. @throws as `under` */
  digestsUnder(label: Label): Promise<readonly Digest[]>;
  /** The labels that are taken, of many at once. @throws as `under` */
  taken(labels: readonly Label[]): Promise<ReadonlySet<Label>>;
  of(digest: Digest, label?: Label): Promise<Standing | undefined>;
}

/** Where the registry and the lists are read. */
export type StandingSources = Pick<Publisher, "registry" | "keccak" | "despite"> & {
  readonly replication: Pick<Replication, "stores" | "sha256">;
};

export function standingsIn(id: PublicationId, view: RegistryView, sources: StandingSources): Standings {
  const { finder, first, each } = batchesIn(id, view, sources);
  const recorded = async (digest: Digest | undefined): Promise<Standing | undefined> => {
    const record = digest === undefined ? undefined : await view.record(id, digest);
    return digest === undefined || record === undefined ? undefined : { digest, record };
  };
  const shown = async (issue: BatchedIssue | undefined): Promise<Standing | undefined> => {
    const held = issue === undefined ? undefined : await view.batched(id, issue);
    if (issue === undefined || held === undefined) return undefined;
    return { digest: issue.digest, record: held.record, batched: issue };
  };
  const of: Standings["of"] = async (digest, label) => {
    const single = await recorded(digest);
    if (single !== undefined) return single;
    const found = await first((batch) =>
      label === undefined ? finder.holding([batch], digest) : finder.find([batch], { label, digest }),
    );
    return shown(found);
  };
  return {
    of,
    async under(label) {
      // The registry does not know the labels of batches, but shown a path it says what stands.
      const issue = await first((batch) => finder.under([batch], label));
      const held = issue === undefined ? undefined : await view.batched(id, issue);
      if (issue === undefined || held === undefined) return recorded(await view.current(id, label));
      return (await recorded(held.current)) ?? shown(issue);
    },
    async digestsUnder(label) {
      const found = new Set<Digest>();
      const current = await view.current(id, label);
      if (current !== undefined) found.add(current);
      await each(async (batch) => {
        const issue = await finder.under([batch], label);
        if (issue !== undefined) found.add(issue.digest);
      });
      return [...found];
    },
    async taken(labels) {
      const current = await view.currents(id, labels);
      const found = new Set(labels.filter((_, i) => current[i] !== undefined));
      await each(async (batch) => {
        const { issues } = (await wholeList(batch, finder)) ?? { issues: undefined };
        for (const label of labels) if (issues?.find(label) !== undefined) found.add(label);
      });
      return found;
    },
  };
}

function batchesIn(
  id: PublicationId,
  view: RegistryView,
  { registry, replication, keccak, despite }: StandingSources,
) {
  const { stores, sha256 } = replication;
  const finder = batchFinderOver(stores, { sha256, ...(keccak === undefined ? {} : { keccak }) });
  const read: ReadBlock = async (cid) => (await blockFromAny(stores, cid, sha256))?.bytes;
  const sources = { read, sha256, ...(despite === undefined ? {} : { despite }) };
  let asked: Promise<readonly NumberedBatch[]> | undefined;
  const batches = () =>
    (asked ??= anchoredBatches(view, publicationRef(registry.chain, registry.address, id), sources));
  type Look<T> = (batch: NumberedBatch) => Promise<T>;
  return {
    finder,
    /** One batch at a time, so that a failure can name the batch whose list it is. */
    first: async <T>(look: Look<T | undefined>): Promise<T | undefined> => {
      for (const batch of await batches()) {
        const found = await readable(batch, sources, () => look(batch));
        if (found !== undefined) return found;
      }
      return undefined;
    },
    each: async (look: Look<void>): Promise<void> => {
      for (const batch of await batches()) await readable(batch, sources, () => look(batch));
    },
  };
}

/** Of a batch whose list is none nothing may be counted. */
async function wholeList(batch: NumberedBatch, finder: BatchFinder) {
  try {
    return await finder.verified(batch);
  } catch (error) {
    if (!isRefusedList(error)) throw error;
    return undefined;
  }
}
