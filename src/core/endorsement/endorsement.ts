import type { Address } from "../address.ts";
import type { Bytes32, Digest } from "../digest.ts";
import type { PublicationRef } from "../publication.ts";
import type { Signature } from "../signed-call/call.ts";

/** How much of what the history refers to the endorser holds, the least first. */
export const HOLDS = ["none", "manifests", "full"] as const;

/**
 * - `none`: has seen the head, and says nothing of copies.
 * - `manifests`: holds every document: profiles, reasons, lists of batches, manifests.
 * - `full`: holds every block of every issue, too.
 */
export type Holds = (typeof HOLDS)[number];

/** "I have seen head H at entry N, as of block B, and hold so much": what an endorser signs (docs/spec/endorsement.md). */
export interface Statement {
  readonly publication: PublicationRef;
  /** Whose word it is. */
  readonly endorser: Address;
  /** The number of the last entry that was seen. */
  readonly entries: number;
  /** What the first so many entries fold to. */
  readonly head: Digest;
  /** The final block at which the registry had that head as its latest. */
  readonly block: { readonly number: number; readonly hash: Bytes32 };
  /** Unix seconds by the endorser's own clock. */
  readonly seen: number;
  readonly holds: Holds;
}

export interface Endorsement extends Statement {
  readonly signature: Signature;
}

/** Does it say that at least so much is held? */
export function holdsAtLeast({ holds }: Pick<Statement, "holds">, least: Holds): boolean {
  return HOLDS.indexOf(holds) >= HOLDS.indexOf(least);
}
