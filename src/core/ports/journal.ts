import type { Address } from "../address.ts";
import type { Action } from "./action.ts";
import type { Fees, TransactionHash } from "./chain.ts";

/** The steps of one job; each is written down before it is acted on (docs/operations.md). */
export const STEPS = [
  "planned",
  "packed",
  "stored",
  "read-back",
  "signed",
  "sent",
  "mined",
  "final",
] as const;
export type Step = (typeof STEPS)[number];

/** One action that must happen exactly once, keyed by what it does. */
export interface Job {
  /** The same input gives the same key: `anchor:eip155:31337:0x…:1:<digest>`. */
  readonly key: string;
  readonly action: Action;
  readonly step: Step;
  /** The documents and issues whose blocks must be stored before the action. */
  readonly roots: readonly string[];
  /** Set when the registry refused it for good: nothing more will be tried. */
  readonly refused: string | undefined;
  /** The mined transaction, from `mined` on; unset again when a reorganisation took it away. */
  readonly transaction: TransactionHash | undefined;
}

/** One signed transaction for a job. Kept for ever: it may still be mined as long as its nonce is free. */
export interface Attempt {
  readonly job: string;
  readonly from: Address;
  readonly nonce: number;
  readonly hash: TransactionHash;
  readonly raw: `0x${string}`;
  readonly fees: Fees;
}

/**
 * What the publisher has begun. Every method is durable on return (synced), or throws ARCHIVE_DISK or JOURNAL_BROKEN
 * and has changed nothing. One process at a time holds it.
 */
export interface Journal {
  /** The job as it stands; a new key is written down as `planned`. */
  begin(job: Pick<Job, "key" | "action" | "roots">): Job;
  find(key: string): Job | undefined;
  /** Jobs that are neither final nor refused, the oldest first. */
  unfinished(): readonly Job[];
  /** Sets the step, forwards or (after a reorganisation) backwards; without a transaction the old one is unset. */
  advance(key: string, step: Step, transaction?: TransactionHash): Job;
  refuse(key: string, reason: string): Job;
  attempt(attempt: Attempt): void;
  attempts(key: string): readonly Attempt[];
  /** The highest nonce of any attempt of this account on any job that is not final. */
  highestNonce(account: Address): number | undefined;
  close(): void;
}
