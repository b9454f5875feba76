import { batchFinder, type BatchFinder } from "../../core/batch/finder.ts";
import { decodeList } from "../../core/batch/codec.ts";
import { portableKeccak256 } from "../../core/batch/keccak256.ts";
import type { AnchoredBatch } from "../../core/batch/list.ts";
import { isRefusedList } from "../../core/batch/refused.ts";
import type { CID } from "../../core/cid.ts";
import { documentCid } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { PublicationRef } from "../../core/publication.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { publicationSlots } from "../../core/state-proof/layout.ts";
import { provenBatch, provenList } from "../../core/state-proof/registry.ts";
import type { Storage } from "./proven-state.ts";

/** A batch as the registry's own storage has it. */
export interface ProvenBatch extends AnchoredBatch {
  readonly entry: number;
  /** Unix seconds. */
  readonly time: number;
}

export interface ListReading {
  readonly publication: PublicationRef;
  /** A block, hashed; undefined when nobody gives it. */
  readonly block: (cid: CID) => Promise<{ readonly bytes: Uint8Array } | undefined>;
  readonly sha256: Sha256;
}

/** Each is a slot to be proved, of some kilobytes: of a longer history nodes are asked which entries are batches. */
const MOST_SLOTS_SOUGHT = 1_000;
/** In calls, some dozen to each node. */
const MOST_ENTRIES = 100_000;
/** Two blocks to be fetched for each. */
const MOST_BATCHES = 500;

/**
 * All batches among a publication's entries before one. The slots in which the registry keeps the digests of their lists
 * prove which they are: nobody can leave one out. Of a history that is too long for that enough nodes have to say the
 * same, and the batches that they name are proved. A batch whose list is none holds nothing.
 *
 * @throws CHAIN_UNREACHABLE | NODES_DISAGREE | HISTORY_BROKEN when there are too many | BLOCK_MISSING and what the store
 *   throws
 */
export async function provenBatches(
  storage: Storage,
  before: number,
  reading: ListReading,
): Promise<readonly ProvenBatch[]> {
  const { id } = reading.publication;
  if (before > MOST_ENTRIES) tooMany(id, `${before} entries`);
  const slots = publicationSlots(id);
  const entries = before > MOST_SLOTS_SOUGHT ? await storage.batchEntries(id, before) : numbersBelow(before);
  if (entries.length === 0) return [];
  const state = await storage.read(entries.map((entry) => slots.list(entry)));
  const lists = entries.flatMap((entry) => {
    const list = provenList(state, id, entry);
    return list === undefined ? [] : [{ entry, list }];
  });
  if (lists.length > MOST_BATCHES) tooMany(id, `${lists.length} batches`);
  const found: ProvenBatch[] = [];
  for (const { entry, list } of lists) {
    const batch = await batchWith(list, storage, reading);
    if (batch?.entry === entry) found.push(batch);
  }
  return found;
}

function numbersBelow(before: number): readonly number[] {
  return Array.from({ length: Math.max(0, before - 1) }, (_, i) => i + 1);
}

function tooMany(id: PublicationRef["id"], what: string): never {
  return fail("HISTORY_BROKEN", { id, problem: `it has ${what}, more than a page goes through` });
}

async function batchWith(
  list: Digest,
  storage: Storage,
  { publication, block, sha256 }: ListReading,
): Promise<ProvenBatch | undefined> {
  const cid = documentCid(list);
  const found = (await block(cid)) ?? fail("BLOCK_MISSING", { cid: cid.toString() });
  try {
    // What a list says of itself is held against what the registry has under the root that it names.
    const { root } = decodeList(found.bytes, list, sha256);
    const state = await storage.read([publicationSlots(publication.id).batch(root)]);
    const held = provenBatch(state, publication.id, root);
    return held === undefined ? undefined : { publication, root, list, ...held };
  } catch (error) {
    if (isRefusedList(error)) return undefined;
    throw error;
  }
}

export function finderOver({ block, sha256 }: ListReading): BatchFinder {
  return batchFinder(async (cid) => (await block(cid))?.bytes, { sha256, keccak: portableKeccak256 });
}
