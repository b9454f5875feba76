import type { Failure } from "../failure.ts";

/** Back catalogues that are imported (docs/import.md). */
export const SOURCES_FAILURES = {
  SOURCE_KIND_UNKNOWN: {
    says: "Nothing tells what kind of back catalogue {path} is.",
    next: "Name its kind: issues, posts, feed, substack, ghost or mail; docs/import.md tells them apart.",
    http: 400,
    exit: 2,
  },
  SOURCE_KIND_CHANGED: {
    says: "{path} looked like {before} when it was watched first, and looks like {kind} now.",
    next: "Name what it is with --kind: read in another way, what stands would be published once more.",
    http: 422,
    exit: 2,
  },
  SOURCE_MALFORMED: {
    says: "{path} cannot be read as {kind}: {problem}.",
    next: "Export it again, or name another kind; docs/import.md tells what each one holds.",
    http: 422,
    exit: 2,
  },
  SOURCE_TOO_LARGE: {
    says: "{path} is larger than the {limit} bytes that are read of {kind}.",
    next: "Split it, or leave that item out.",
    http: 413,
    exit: 2,
  },
  SOURCE_NOT_FETCHED: {
    says: "{path} is an address on the network, and nothing here may fetch it.",
    next: "Save it as a file and import that.",
    http: 400,
    exit: 2,
  },
  FEED_UNREACHABLE: {
    says: "{path} could not be fetched: {problem}.",
    next: "Try again, give the address that it leads to, or save it as a file and import that.",
    http: 503,
    exit: 3,
  },
  SOURCE_WITHOUT_ISSUES: {
    says: "Nothing in {path} becomes an issue.",
    next: "See above what was left out and why; --drafts, --restricted and --kind say what else to take.",
    http: 422,
    exit: 2,
  },
  DKIM_UNANSWERED: {
    says: "Nobody answered for the keys of the signatures of {count}: they wait, and were not imported.",
    next: "Run the same command again when the DNS answers; --no-dkim imports them without their keys, for good.",
    http: 503,
    exit: 3,
  },
  DKIM_EVIDENCE_INVALID: {
    says: "The archived evidence of a message's signatures cannot be used: {problem}.",
    next: "Take the evidence file that is in the same issue as the message, unchanged.",
    http: 422,
    exit: 2,
  },
} as const satisfies Record<string, Failure>;
