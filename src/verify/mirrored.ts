import { type Entries, firstEntries } from "../core/history/packed.ts";
import type { BlockRef, LocatedEntry } from "../core/ports.ts";
import type { PublicationId } from "../core/publication.ts";
import type { EntrySource } from "./follow.ts";

/** The history that a mirror tells of one publication. */
export interface MirroredHistory {
  readonly id: PublicationId;
  readonly entries: Entries;
  /** The block at which these were all, where that is known: newer entries are looked for from there. */
  readonly since: number | undefined;
}

/**
 * A mirror's entries, and from the logs only those after them: what nodes have kept the logs of is not asked for again.
 * Hostile as both are: `follow` folds what comes. A mirror tells of no transactions, and its entries are placed at the
 * block as of which they are asked for: by then they are there, if they fold.
 *
 * @param count how many entries the registry has at that block
 */
export function mirrored(logs: EntrySource, mirror: MirroredHistory, count: number): EntrySource {
  const held = firstEntries(mirror.entries, count);
  return {
    chain: logs.chain,
    address: logs.address,
    async entries(id, after, until, from) {
      if (id !== mirror.id || after >= held.length) return logs.entries(id, after, until, from);
      const newer = held.length < count ? await logs.entries(id, held.length, until, mirror.since) : [];
      return [...placed(held, after, until), ...newer];
    },
  };
}

function* placed(entries: Entries, after: number, { number, hash }: BlockRef): Generator<LocatedEntry> {
  for (let at = after; at < entries.length; at++) {
    const entry = entries.at(at);
    if (entry !== undefined) yield { entry, block: { number, hash } };
  }
}
