import type { ColophonError } from "../core/errors/error.ts";
import type { Claim } from "../core/ports.ts";

/**
 * What there is to show that a store holds something, the weakest first. The steps are never merged: a higher one is
 * reached by evidence of its own kind, and says nothing of the lower ones.
 */
export const STEPS = ["none", "claimed", "indexed", "sample-served", "fully-served"] as const;

export type Step = (typeof STEPS)[number];

/** What one store gave of one holding. Only bytes read from it and hashed count. */
export interface CopyEvidence {
  /** Blocks that were asked for, or whose absence was seen. */
  readonly blocks: number;
  readonly verified: number;
  /** In bytes, of the blocks that were verified. */
  readonly bytes: number;
  readonly missing: readonly string[];
  readonly corrupt: readonly string[];
  /** Given intact, but no links can be read from them: what is below them was not seen. */
  readonly malformed: readonly string[];
  /** Set when every block was asked for, not a sample. */
  readonly full: boolean;
  /** The store's own word on what it pins the holding by; absent where it was not asked or did not say. */
  readonly claim?: Claim;
  readonly indexed?: boolean;
  /** Set when the store stopped answering: then the counts say only how far it got. */
  readonly failure?: ColophonError;
}

/** Was everything that was asked for given, and intact? Not so when the store did not answer. */
export function isServed({ failure, missing, corrupt, verified }: CopyEvidence): boolean {
  return failure === undefined && missing.length + corrupt.length === 0 && verified > 0;
}

/** Is anything known to be wrong with the copy? Then no silence can excuse it. */
export function isDamaged({ missing, corrupt }: CopyEvidence): boolean {
  return missing.length + corrupt.length > 0;
}

/** Does the store itself say that it does not keep what it gives? It may be collected any time. */
export function isUnpinned(copy: CopyEvidence): boolean {
  const { claim, failure } = copy;
  return failure === undefined && !isDamaged(copy) && (claim === "absent" || claim === "failed");
}

/** The highest step that there is evidence for. */
export function stepOf(copy: CopyEvidence): Step {
  if (isServed(copy)) return copy.full ? "fully-served" : "sample-served";
  if (copy.indexed === true) return "indexed";
  return copy.claim === "pinned" ? "claimed" : "none";
}

/** The lowest of many; undefined when there is none. */
export function lowestStep(steps: Iterable<Step>): Step | undefined {
  const reached = new Set(steps);
  return STEPS.find((step) => reached.has(step));
}
