import { type Address, ZERO_ADDRESS } from "../../../src/core/address.ts";
import { type Digest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { Entry, NoticeKind } from "../../../src/core/history/entry.ts";

export interface ReplayedRecord {
  readonly entry: number;
  readonly time: number;
  readonly revision: number;
  readonly kind: "anchored" | "revised";
  readonly standing: NoticeKind | "none";
  readonly notice: number;
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
      state.records.set(entry.digest, recorded(entry, 1));
      break;
    case "revised":
      state.current.set(entry.label, entry.digest);
      state.records.set(
        entry.digest,
        recorded(entry, (state.records.get(entry.supersedes)?.revision ?? 0) + 1),
      );
      break;
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

function recorded(
  entry: { number: number; time: number; kind: "anchored" | "revised" },
  revision: number,
): ReplayedRecord {
  return { entry: entry.number, time: entry.time, revision, kind: entry.kind, standing: "none", notice: 0 };
}
