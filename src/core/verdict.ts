/** The questions asked of a copy, in the order in which they are shown (docs/spec/verdict.md). */
const CHECKS = ["integrity", "anchored", "final", "time", "identity", "standing", "available"] as const;

export type CheckName = (typeof CHECKS)[number];

/** `unknown`: it could not be asked. `skipped`: it was not asked, or does not apply. Neither is ever a fault found. */
export type CheckStatus = "pass" | "fail" | "unknown" | "skipped";

/** What each check can come to; the wording of a language has one sentence for each. */
export interface CheckReasons {
  integrity:
    | "file-listed"
    | "folder-complete"
    | "manifest-intact"
    | "file-differs"
    | "folder-differs"
    | "manifest-unavailable"
    | "manifest-unusable"
    | "manifest-forged"
    | "another-issue"
    | "nothing-alike"
    | "none-of-proof"
    | "search-failed";
  anchored: "recorded" | "not-recorded" | "label-taken" | "elsewhere" | "unreachable" | "nothing-to-ask";
  final: "final" | "not-yet" | "unreachable" | "nothing-to-ask";
  time: "known" | "claimed-later" | "unreachable" | "nothing-to-ask";
  identity:
    | "vouched"
    | "not-named"
    | "names-others"
    | "disagree"
    | "reserved"
    | "unreachable"
    | "no-domain"
    | "not-looked-up"
    | "not-given"
    | "nothing-to-ask";
  standing:
    | "current"
    | "superseded"
    | "noticed"
    | "noticed-elsewhere"
    | "elsewhere-unasked"
    | "earlier-unasked"
    | "unreachable"
    | "nothing-to-ask";
  available: "served" | "not-served" | "unreachable" | "nothing-to-ask";
}

/** One question answered, with what was seen and who had to be believed. */
export interface Check<Name extends CheckName = CheckName> {
  readonly check: Name;
  readonly status: CheckStatus;
  readonly reason: CheckReasons[Name];
  /** Numbers, digests and times for a program, and for the sentence. */
  readonly evidence: Readonly<Record<string, string | number | readonly string[]>>;
  /** Who was believed for this answer, such as the node's or the store's name; empty when nobody had to be. */
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
