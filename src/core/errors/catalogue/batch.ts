import type { Failure } from "../failure.ts";

/** The lists of batches (docs/spec/batch.md). */
export const BATCH_FAILURES = {
  LABELS_COLLIDE: {
    says: "Two of the issues have the label {label}.",
    next: "Give each issue a label of its own; a correction is published with colophon revise.",
    http: 400,
    exit: 2,
  },
  LIST_DIGEST_MISMATCH: {
    says: "These are not the bytes of the list {expected}: they hash to {got}.",
    next: "Fetch the list again from another store.",
    http: 422,
    exit: 1,
  },
  LIST_TOO_LARGE: {
    says: "The {what} would be {got} bytes; the limit is {limit}.",
    next: "Anchor the issues in several batches.",
    http: 413,
    exit: 2,
  },
  LIST_MALFORMED: {
    says: "The {what} cannot be decoded as DAG-JSON: {problem}.",
    next: "Refuse the list; whoever anchored it did not use this format.",
    http: 422,
    exit: 2,
  },
  LIST_NOT_CANONICAL: {
    says: "The {what} is not in its one canonical encoding.",
    next: "Refuse the list; two encodings of one list would have two digests.",
    http: 422,
    exit: 2,
  },
  LIST_TYPE_UNKNOWN: {
    says: "The {what} is of type {got}; this version reads {expected}.",
    next: "Read it with a newer version of Colophon.",
    http: 422,
    exit: 3,
  },
  LIST_INVALID: {
    says: "The {what} breaks its format at {problems}.",
    next: "See docs/spec/batch.md for what each field may hold.",
    http: 422,
    exit: 2,
  },
  LIST_UNSORTED: {
    says: "The label {label} follows {previous}: in a batch the labels rise, and each comes once.",
    next: "Give every issue a label of its own; a list that is anchored like this is refused as a whole.",
    http: 422,
    exit: 2,
  },
  LIST_PUBLICATION_MISMATCH: {
    says: "The list is one of publication {got}; expected was one of {expected}.",
    next: "Do not count its issues: whoever anchored it named a list that is not this publication's.",
    http: 422,
    exit: 1,
  },
  LIST_COUNT_MISMATCH: {
    says: "The list holds {got} issues; the registry counts {expected}.",
    next: "Do not count its issues: the batch is not what its publisher anchored it as.",
    http: 422,
    exit: 1,
  },
  LIST_ROOT_MISMATCH: {
    says: "The root over the list's issues is {got}; that of the batch is {expected}.",
    next: "Do not count its issues: the batch holds others.",
    http: 422,
    exit: 1,
  },
  LIST_UNREADABLE: {
    says: "The list {cid} of the batch of entry {entry} cannot be read: {problem}.",
    next: "Put the list back into a store. If nobody has it, repeat the command with --despite-batch {entry}: what it may hold is then not looked for.",
    http: 503,
    exit: 3,
  },
} as const satisfies Record<string, Failure>;
