import { type Address, ZERO_ADDRESS } from "../../../src/core/address.ts";
import { type Bytes32, type Digest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { Entry, NoticeKind } from "../../../src/core/history/entry.ts";

export interface ReplayedRecord {
  readonly entry: number;
  readonly time: number;
  readonly revision: number;
  readonly kind: "anchored" | "batch-anchored" | "revised";
  readonly standing: NoticeKind | "none";
  readonly notice: number;
  /** Number of the entry that anchored revision 1. */
  readonly first: number;
}

export interface ReplayedBatch {
  readonly entry: number;
  readonly time: number;
  readonly count: number;
  readonly list: Digest;
}

/** The state of a publication as its entries alone give it. */
export interface Replayed {
  owner: Address;
  pendingOwner: Address;
  profile: Digest;
  closed: boolean;
  entries: number;
  registeredAt: number;
  updatedAt: number;
  readonly current: Map<string, Digest>;
  readonly records: Map<Digest, ReplayedRecord>;
  readonly granted: Set<Address>;
  readonly batches: Map<Bytes32, ReplayedBatch>;
}

export function nothing(): Replayed {
  return {
    owner: ZERO_ADDRESS,
    pendingOwner: ZERO_ADDRESS,
    profile: ZERO_DIGEST,
    closed: false,
    entries: 0,
    registeredAt: 0,
    updatedAt: 0,
    current: new Map(),
    records: new Map(),
    granted: new Set(),
    batches: new Map(),
  };
}

/** Applies one entry, without asking whether it may be there: that is the registry's duty, and the model's. */
export function apply(state: Replayed, entry: Entry): void {
  state.entries = entry.number;
  state.updatedAt = entry.time;
  switch (entry.kind) {
    case "registered":
      state.owner = entry.actor;
      state.registeredAt = entry.time;
      state.profile = entry.profile;
      break;
    case "profile-set":
      state.profile = entry.profile;
      break;
    case "anchored":
      state.current.set(entry.label, entry.digest);
      state.records.set(entry.digest, { ...unnoticed, ...whenOf(entry), first: entry.number, revision: 1 });
      break;
    case "revised": {
      const { revision = 0, first = entry.number } = state.records.get(entry.supersedes) ?? {};
      state.current.set(entry.label, entry.digest);
      state.records.set(entry.digest, { ...unnoticed, ...whenOf(entry), first, revision: revision + 1 });
      break;
    }
    case "batch-anchored": {
      const { number, time, root, count, list } = entry;
      state.batches.set(root, { entry: number, time, count, list });
      break;
    }
    case "extracted": {
      const batch = state.batches.get(entry.root);
      if (batch === undefined) break;
      state.records.set(entry.digest, extractedFrom(batch));
      if (standsBefore(state, batch, entry.label)) state.current.set(entry.label, entry.digest);
      break;
    }
    case "notice": {
      const held = state.records.get(entry.digest);
      if (held !== undefined)
        state.records.set(entry.digest, { ...held, standing: entry.notice, notice: entry.number });
      break;
    }
    case "publisher-granted":
      state.granted.add(entry.account);
      break;
    case "publisher-revoked":
      state.granted.delete(entry.account);
      break;
    case "transfer-started":
      state.pendingOwner = entry.pendingOwner;
      break;
    case "transferred":
      state.owner = entry.actor;
      state.pendingOwner = ZERO_ADDRESS;
      break;
    case "closed":
      state.closed = true;
      break;
  }
}

/** The record that an issue of a batch has once it is extracted. */
export function extractedFrom({ entry, time }: ReplayedBatch): ReplayedRecord {
  return { ...unnoticed, entry, time, kind: "batch-anchored", revision: 1, first: entry };
}

/** Of two issues under one label the one that was anchored by the earlier entry stands. */
export function standsBefore(state: Replayed, batch: ReplayedBatch, label: string): boolean {
  const standing = state.current.get(label);
  const held = standing === undefined ? undefined : state.records.get(standing);
  return held === undefined || batch.entry < held.first;
}

const unnoticed = { standing: "none", notice: 0 } as const;

function whenOf({ number, time, kind }: Extract<Entry, { kind: "anchored" | "revised" }>) {
  return { entry: number, time, kind };
}
