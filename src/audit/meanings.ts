import type { FaultKind } from "./report.ts";

/**
 * How much a fault weighs. Grave: the history or what it refers to is not what was anchored, or is gone. Serious: it is
 * still whole, but somebody is wrong, or a copy is. Minor: damage that other copies make up for. Unasked: no finding.
 */
export const GRADES = ["grave", "serious", "minor", "unasked"] as const;
export type Grade = (typeof GRADES)[number];

export interface Meaning {
  readonly grade: Grade;
  readonly means: string;
  /** What to do; programs are between backquotes. */
  readonly next: string;
}

/** What each fault means, as docs/audit.md has it. */
export const MEANINGS: Readonly<Record<FaultKind, Meaning>> = {
  "issue-lost": {
    grade: "grave",
    means: "no store holds the issue whole any more",
    next: "`colophon repair`, if the stores have it between them; else a backup",
  },
  "head-mismatch": {
    grade: "grave",
    means: "the entries of the node's logs do not fold to the registry's head; the node is named",
    next: "ask another node, or go on from a mirror: `--from`",
  },
  "history-broken": {
    grade: "grave",
    means: "entries are missing or out of order",
    next: "ask another node",
  },
  "record-mismatch": {
    grade: "grave",
    means: "the registry's record of an issue is not what its history says",
    next: "ask another node",
  },
  "current-mismatch": {
    grade: "grave",
    means: "another revision stands than the history ends with",
    next: "ask another node",
  },
  "label-conflict": {
    grade: "grave",
    means: "two issues were anchored under one label",
    next: "the earlier stands; nothing anchored can be taken back",
  },
  "revision-chain": {
    grade: "grave",
    means: "a revision supersedes what did not stand",
    next: "ask another node",
  },
  "not-allowed": {
    grade: "grave",
    means: "an entry was written by somebody without the right",
    next: "ask another node",
  },
  "list-invalid": {
    grade: "grave",
    means: "the list of a batch is not what its root and count stand for",
    next: "it holds no issue; the publisher anchors them again",
  },
  "list-missing": {
    grade: "grave",
    means: "no store gives the list of a batch",
    next: "a backup of the list's CAR",
  },
  "document-lost": {
    grade: "grave",
    means: "no store holds a profile, a reason or a part of a list",
    next: "a backup",
  },
  "mirror-mismatch": {
    grade: "serious",
    means: "the entries of a mirror do not fold to the registry's head",
    next: "get a mirror from somebody else",
  },
  "logs-mismatch": {
    grade: "serious",
    means: "a node's logs lack entries, or give others than those that fold to the registry's head",
    next: "ask another node; this one is named",
  },
  "manifest-foreign": {
    grade: "serious",
    means: "a manifest belongs to another publication",
    next: "ask the publisher",
  },
  "manifest-mismatch": {
    grade: "serious",
    means: "a manifest says another label or revision than its entry",
    next: "ask the publisher",
  },
  "content-mismatch": {
    grade: "serious",
    means:
      "an issue's content is not the directory of the files that its manifest lists, or their bytes have other sums",
    next: "ask the publisher",
  },
  "identity-mismatch": {
    grade: "serious",
    means: "what a manifest refers to as its domain's word is none, or is about another publication",
    next: "ask the publisher",
  },
  "document-invalid": {
    grade: "serious",
    means: "a profile or a reason cannot be read",
    next: "ask the publisher",
  },
  "manifest-invalid": {
    grade: "serious",
    means: "a manifest cannot be read",
    next: "ask the publisher",
  },
  "block-malformed": {
    grade: "serious",
    means: "a block is the one that was anchored, and cannot be decoded",
    next: "nothing heals it: it was published so",
  },
  "copies-too-few": {
    grade: "serious",
    means: "fewer whole copies than `policy.minCopies`, or with fewer operators than `policy.minOperators`",
    next: "`colophon repair`",
  },
  "claim-false": {
    grade: "serious",
    means: "the store says pinned, and gives nothing of it",
    next: "`colophon repair`; if it comes again, another store",
  },
  "copy-missing": {
    grade: "serious",
    means: "the store gives nothing of an issue, and does not claim it",
    next: "`colophon repair`",
  },
  "copy-truncated": {
    grade: "serious",
    means: "the store gives the beginning of the issue's CAR, and not its end with the root",
    next: "`colophon repair`; look at its disk",
  },
  "block-corrupt": {
    grade: "minor",
    means: "the store gives other bytes",
    next: "`colophon repair`; look at its disk",
  },
  "block-missing": {
    grade: "minor",
    means: "the store does not give one block",
    next: "`colophon repair`",
  },
  "copy-unpinned": {
    grade: "minor",
    means: "the store gives the issue, and says that it has not pinned it: it may let go of it any time",
    next: "`colophon repair`",
  },
  "list-newer": {
    grade: "unasked",
    means: "a list is of a later format",
    next: "a newer version of this program",
  },
  "document-newer": {
    grade: "unasked",
    means: "a profile, a reason or a domain's word is of a later format",
    next: "a newer version of this program",
  },
  "manifest-newer": {
    grade: "unasked",
    means: "a manifest is of a later format",
    next: "a newer version of this program",
  },
  "logs-unanswered": {
    grade: "unasked",
    means: "no node gives the logs that are newer than the mirror",
    next: "ask another node, or a newer mirror",
  },
  "list-unanswered": {
    grade: "unasked",
    means: "the list of a batch was given by no store, and one of them did not answer",
    next: "bring that store back, audit again",
  },
  "domain-unanswered": {
    grade: "unasked",
    means: "with `--domains`: the domain that the profile names, or the profile, could not be asked",
    next: "audit again",
  },
  "copy-unanswered": {
    grade: "unasked",
    means: "the store answers for other issues and not for this one",
    next: "audit again; look at the store",
  },
  "store-silent": {
    grade: "unasked",
    means: "the store takes questions and does not answer within the deadline",
    next: "look at the store, or raise `--deadline`",
  },
  "store-unreachable": {
    grade: "unasked",
    means: "the store cannot be reached",
    next: "bring it back, audit again",
  },
};
