import type { Failure } from "../failure.ts";

/** Stores. */
export const STORE_FAILURES = {
  STORE_UNREACHABLE: {
    says: "The store {store} did not answer: {problem}.",
    next: "Check that it runs, then run the same command again; nothing is lost.",
    http: 503,
    exit: 3,
  },
  STORE_SILENT: {
    says: "The store {store} accepts questions and does not answer: {problem}.",
    next: "Look at the store itself; if it is only slow, allow it more time with --deadline.",
    http: 503,
    exit: 3,
  },
  STORE_FULL: {
    says: "The store {store} has no room left: {problem}.",
    next: "Free some space, then run the same command again; nothing was anchored.",
    http: 507,
    exit: 3,
  },
  STORE_REFUSED: {
    says: "The store {store} did not take the issue: {problem}.",
    next: "See the store's own log, then run the same command again.",
    http: 502,
    exit: 3,
  },
  ROUTING_UNREACHABLE: {
    says: "The index at {routing}, which says who has a block, did not answer: {problem}.",
    next: "Check routing in colophon.json, then run the same command again; what the stores give needs no index.",
    http: 503,
    exit: 3,
  },
  COPIES_TOO_FEW: {
    says: "Only {got} of {expected} stores gave every block back intact ({problem}); nothing was anchored.",
    next: "Repair the store or lower policy.minCopies, then run the same command again.",
    http: 503,
    exit: 3,
  },
} as const satisfies Record<string, Failure>;
