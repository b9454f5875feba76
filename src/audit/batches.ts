import { batchFinderOver, batchesOf } from "../core/batch/finder.ts";
import type { Keccak256 } from "../core/batch/keccak256.ts";
import type { AnchoredBatch } from "../core/batch/list.ts";
import type { VerifiedBatch } from "../core/batch/read.ts";
import { isRefusedList } from "../core/batch/refused.ts";
import { cidDigest } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, isFailure } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import type { FirstRevision, Issues } from "../core/history/issues.ts";
import { counted } from "../core/plural.ts";
import type { RegistryView, Store } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Fault } from "./report.ts";
import type { Holding } from "./holding.ts";

/** The batches whose lists could be read, by the digests of their lists, and what is wrong with the others. */
export interface ReadBatches {
  readonly verified: ReadonlyMap<Digest, VerifiedBatch>;
  readonly faults: readonly Fault[];
}

/** Reads the list of every batch and holds it against the root and the count that the registry has. */
export async function readBatches(
  ref: PublicationRef,
  entries: readonly Entry[],
  { stores, ...hashing }: { stores: readonly Store[]; sha256: Sha256; keccak?: Keccak256 },
): Promise<ReadBatches> {
  const finder = batchFinderOver(stores, hashing);
  const verified = new Map<Digest, VerifiedBatch>();
  const faults: Fault[] = [];
  for (const batch of batchesOf(ref, entries)) {
    try {
      verified.set(batch.list, await finder.verified(batch));
    } catch (error) {
      faults.push(listFault(batch, numberOf(batch, entries), error));
    }
  }
  return { verified, faults };
}

function listFault({ count, list }: AnchoredBatch, entry: number, error: unknown): Fault {
  const { message } = asFailure(error);
  const about = { entry, digest: list };
  if (isRefusedList(error)) {
    const says = `The list of the batch in entry ${entry} is not what its root and count stand for: ${message}`;
    return { fault: "list-invalid", says, ...about };
  }
  if (isFailure(error, "LIST_TYPE_UNKNOWN")) {
    const says = `The list of the batch in entry ${entry} is of a later format: ${message}`;
    return { fault: "list-newer", says, ...about };
  }
  if (isFailure(error, "STORE_UNREACHABLE", "STORE_SILENT")) {
    const says = `The list of the batch of ${counted(count, "issue")} in entry ${entry} could not be asked of every store: ${message}`;
    return { fault: "list-unanswered", says, ...about };
  }
  const says = `No store gives the list of the batch of ${counted(count, "issue")} in entry ${entry}: ${message}`;
  return { fault: "list-missing", says, ...about };
}

function numberOf({ root }: AnchoredBatch, entries: readonly Entry[]): number {
  return entries.find((entry) => entry.kind === "batch-anchored" && entry.root === root)?.number ?? 0;
}

/** The blocks of every list that could be read, and the digest that names each that could not. */
export function listHoldings(
  ref: PublicationRef,
  entries: readonly Entry[],
  { verified }: Pick<ReadBatches, "verified">,
): readonly Holding[] {
  return batchesOf(ref, entries).flatMap(({ list }) => {
    const parts = verified.get(list)?.list.parts ?? [];
    return [list, ...parts.map(({ cid }) => cidDigest(cid))].map((digest) => ({
      ...{ digest, alone: true, root: list },
    }));
  });
}

/** Which list pins an issue of a batch: that of the first batch that holds it. */
export function listsOfIssues({ verified }: Pick<ReadBatches, "verified">): ReadonlyMap<Digest, Digest> {
  const lists = new Map<Digest, Digest>();
  for (const [list, { issues }] of verified)
    for (const { digest } of issues) if (!lists.has(digest)) lists.set(digest, list);
  return lists;
}

/** Two issues under one label, of which the registry itself cannot know: one at least came in a batch. */
export function labelFaults({ conflicts }: Pick<Issues, "conflicts">): readonly Fault[] {
  return conflicts
    .filter(({ stands, other }) => stands.batched || other.batched)
    .map(({ stands, other }) => ({
      fault: "label-conflict",
      says: `Issue ${other.label} was anchored twice: ${stands.digest} in ${placeOf(stands)} stands, ${other.digest} came in ${placeOf(other)}.`,
      ...{ label: other.label, digest: other.digest, entry: other.entry },
    }));
}

function placeOf({ batched, entry }: FirstRevision): string {
  return `${batched ? "the batch of entry" : "entry"} ${entry}`;
}

/** Asks the registry about every issue of a batch: does it say that the batch holds it, since that entry? */
export async function compareBatched(
  ref: PublicationRef,
  first: readonly FirstRevision[],
  { view, verified }: { view: RegistryView; verified: ReadBatches["verified"] },
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const { label, digest, entry, time, batched } of first) {
    if (!batched) continue;
    for (const { list, tree, issues } of verified.values()) {
      if (issues.find(label) !== digest) continue;
      const path = tree.path({ label, digest }) ?? [];
      const held = await view.batched(ref.id, { root: list.root, label, digest, path });
      if (held?.record.entry === entry && held.record.time === time) break;
      const got = held === undefined ? "none" : `entry ${held.record.entry}, time ${held.record.time}`;
      faults.push({
        fault: "record-mismatch",
        says: `The registry's record of issue ${label} is not what its batch says: expected entry ${entry}, time ${time}; got ${got}.`,
        ...{ label, digest, entry },
      });
      break;
    }
  }
  return faults;
}
