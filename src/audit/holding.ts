import type { CID } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { Store } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Sampling } from "./sample.ts";

/** Something that every store must hold whole: an issue with all its blocks, or a small document. */
export interface Holding {
  readonly digest: Digest;
  readonly label?: Label;
  /** Without what it links to: of the blocks of a list, whose issues are holdings of their own. */
  readonly alone?: boolean;
  /** What stores pin it by, where that is not the holding itself: the list of its batch. */
  readonly root?: Digest;
}

/** How many copies there have to be, as for publishing. */
export interface CopyPolicy {
  /** Stores that hold every block. */
  readonly minCopies: number;
  /** How many different operators they belong to. */
  readonly minOperators: number;
}

/** Does a public index know the store as a provider of the root? Undefined when nobody could say. */
export type Indexed = (root: CID, store: Store) => Promise<boolean | undefined>;

/**
 * How long stores may take. `begin` starts a store's time; what it returns waits for one answer of that store.
 * Without one an audit waits for as long as the store's adapter does.
 */
export interface Deadline {
  /** What it returns throws STORE_SILENT when the answer, or the store as a whole, takes too long. */
  begin(store: string): <T>(answer: Promise<T>) => Promise<T>;
}

/** How holdings are audited. Everything but the hash may be left out. */
export interface HoldingsAuditing {
  readonly sha256: Sha256;
  /** One copy with one operator, where nothing is said. */
  readonly policy?: CopyPolicy;
  /** Which blocks are read; every one where nothing is said. */
  readonly sampling?: Sampling;
  readonly indexed?: Indexed;
  readonly deadline?: Deadline;
  /** Told what is no finding and somebody should know. */
  readonly onNote?: (note: string) => void;
  /** Told of every intact block, in bytes. */
  readonly onBlock?: (store: string, bytes: number) => void;
}
