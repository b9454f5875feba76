/** The questions asked of a copy, in the order in which they are shown (docs/spec/verdict.md). */
export const CHECKS = ["integrity", "anchored", "final", "time", "identity", "standing", "available"] as const;

export type CheckName = (typeof CHECKS)[number];

/** `unknown`: it could not be asked. `skipped`: it was not asked, or does not apply. Neither is ever a fault found. */
export type CheckStatus = "pass" | "fail" | "unknown" | "skipped";

/** One question answered, with what was seen and who had to be believed. */
export interface Check {
  readonly check: CheckName;
  readonly status: CheckStatus;
  /** One plain sentence for a person. */
  readonly says: string;
  /** The same for a program: numbers, digests, times. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Who was believed for this answer: "your own machine", "the node at 127.0.0.1:8545". */
  readonly trusted: readonly string[];
}

export type VerdictName = "authentic" | "authentic-but" | "altered" | "not-anchored" | "could-not-check";

/** Why an authentic copy is not the last word. */
export type Standing = "current" | "superseded" | "correction" | "retraction" | "concern" | "withdrawal";

/** Exit status of a verdict: 0 authentic, 1 negative, 3 could not check. */
export const VERDICT_EXIT = {
  authentic: 0,
  "authentic-but": 0,
  altered: 1,
  "not-anchored": 1,
  "could-not-check": 3,
} as const satisfies Record<VerdictName, 0 | 1 | 3>;
