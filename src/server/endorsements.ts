import type { Address } from "../core/address.ts";
import type { Digest } from "../core/digest.ts";
import type { Endorsement } from "../core/endorsement/endorsement.ts";
import type { Fork } from "../core/endorsement/fork.ts";
import type { Grade } from "../core/endorsement/policy.ts";
import type { ColophonError } from "../core/errors/error.ts";
import type { PublicationId } from "../core/publication.ts";

/** Somebody whose endorsements an archive takes, by the name that it gives them. */
export interface Endorser {
  readonly address: Address;
  readonly name: string;
  readonly url?: string | undefined;
}

/** An endorsement with what came of holding it against the registry's history. */
export interface ToldEndorsement {
  readonly statement: Endorsement;
  readonly grade: Grade;
  /** What the history has after as many entries, where that is another head. */
  readonly expected?: Digest;
  /** Who has signed; absent where nobody, or where it could not be asked. */
  readonly by?: "key" | "contract";
  readonly endorser?: Endorser;
}

export interface ToldEndorsements {
  readonly endorsements: readonly ToldEndorsement[];
  readonly forks: readonly Fork[];
  /** Why the registry could not be asked: then every grade is `unknown`. */
  readonly failure?: ColophonError;
}

/** What others have signed of an archive's publications (docs/endorsements.md). */
export interface Endorsements {
  /** Whose are taken. */
  readonly endorsers: readonly Endorser[];
  /** What is kept. Never throws for what a node does. */
  of(publication: PublicationId): Promise<ToldEndorsements>;
  /**
   * Keeps what one of the archive's endorsers has signed, also where it conflicts.
   *
   * @throws ENDORSEMENT_INVALID | ENDORSEMENT_TYPE_UNKNOWN | ENDORSEMENT_FOREIGN | ENDORSER_UNKNOWN | ENDORSEMENT_UNSIGNED
   *   | ENDORSEMENT_UNCHECKED | ENDORSEMENTS_FULL | CHAIN_UNREACHABLE
   */
  take(publication: PublicationId, bytes: Uint8Array): Promise<ToldEndorsement>;
}
