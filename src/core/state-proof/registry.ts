import type { Address } from "../address.ts";
import type { Bytes32, Digest } from "../digest.ts";
import type { Label } from "../label.ts";
import type { PublicationState } from "../ports.ts";
import type { PublicationId } from "../publication.ts";
import { fail } from "../errors/error.ts";
import { COUNT_SLOT, publicationSlots } from "./layout.ts";
import { type ProvenState, provenWord } from "./state-proof.ts";
import {
  type BatchWord,
  batchOf,
  digestOf,
  offerOf,
  publicationOf,
  type RecordWord,
  recordOf,
} from "./words.ts";

/*
 * The registry's views, told from proven storage. Each throws STATE_PROOF_SLOT_MISSING when the proof does not cover
 * what it needs, and STATE_PROOF_VALUE_MALFORMED when a word is none that the registry writes.
 */

export interface ProvenPublication extends PublicationState {
  /** Who may take it over; undefined when it is not on offer. */
  readonly pendingOwner: Address | undefined;
}

/** The slots that `provenPublication` reads. */
export function slotsOfPublication(id: PublicationId): readonly Bytes32[] {
  const { state, head, offer, profile } = publicationSlots(id);
  return [state, head, offer, profile];
}

export function provenPublications(state: ProvenState): number {
  return Number(provenWord(state, COUNT_SLOT));
}

/** Undefined when it is proved that there is no such publication. */
export function provenPublication(state: ProvenState, id: PublicationId): ProvenPublication | undefined {
  const slots = publicationSlots(id);
  const fields = publicationOf(provenWord(state, slots.state));
  if (fields === undefined) return undefined;
  return {
    id,
    ...fields,
    ...offerOf(provenWord(state, slots.offer)),
    head: writtenDigest(provenWord(state, slots.head), "its head"),
    profile: provenProfile(state, id),
  };
}

/** Digest of the publication's profile. */
export function provenProfile(state: ProvenState, id: PublicationId): Digest {
  return writtenDigest(provenWord(state, publicationSlots(id).profile), "its profile");
}

/** The digest that is current under a label; undefined when it is proved that there is none. */
export function provenCurrent(state: ProvenState, id: PublicationId, label: Label): Digest | undefined {
  return digestOf(provenWord(state, publicationSlots(id).current(label)));
}

/** Undefined when it is proved that the digest has no record of its own: it may still be in a batch. */
export function provenRecord(state: ProvenState, id: PublicationId, digest: Digest): RecordWord | undefined {
  return recordOf(provenWord(state, publicationSlots(id).record(digest)));
}

/** Undefined when it is proved that there is no such batch. */
export function provenBatch(state: ProvenState, id: PublicationId, root: Bytes32): BatchWord | undefined {
  return batchOf(provenWord(state, publicationSlots(id).batch(root)));
}

/** Digest of the list of the batch that is this entry; undefined when it is proved that the entry is no batch. */
export function provenList(state: ProvenState, id: PublicationId, entry: number): Digest | undefined {
  return digestOf(provenWord(state, publicationSlots(id).list(entry)));
}

/** Whether the account is granted. The owner may publish without. */
export function provenGrant(state: ProvenState, id: PublicationId, account: Address): boolean {
  return provenWord(state, publicationSlots(id).grant(account)) !== 0n;
}

/** A digest that the registry always writes with a publication. */
function writtenDigest(word: bigint, of: string): Digest {
  return digestOf(word) ?? fail("STATE_PROOF_VALUE_MALFORMED", { of, problem: "it is zero" });
}
