import type { Failure } from "../failure.ts";

/** Manifests, blocks and their links. */
export const CONTENT_FAILURES = {
  MANIFEST_DIGEST_MISMATCH: {
    says: "These are not the bytes of manifest {expected}: they hash to {got}.",
    next: "Fetch the manifest again from another store.",
    http: 422,
    exit: 1,
  },
  MANIFEST_MALFORMED: {
    says: "The manifest cannot be decoded as DAG-JSON: {problem}.",
    next: "Fetch it again; whoever anchored it did not use this format.",
    http: 422,
    exit: 2,
  },
  MANIFEST_NOT_CANONICAL: {
    says: "The manifest is not in its one canonical encoding.",
    next: "Refuse it: two encodings of one content would have two digests.",
    http: 422,
    exit: 2,
  },
  MANIFEST_INVALID: {
    says: "The manifest breaks its format at {problems}.",
    next: "See docs/spec/manifest.md for what each field may hold.",
    http: 422,
    exit: 2,
  },
  MANIFEST_TYPE_UNKNOWN: {
    says: "The manifest is of type {got}; this version reads colophon/manifest/1.",
    next: "Read it with a newer version of Colophon.",
    http: 422,
    exit: 3,
  },
  MANIFEST_TOO_LARGE: {
    says: "The manifest would be {got} bytes; the limit is {limit} (about 4,500 files).",
    next: "Publish the issue in parts, or as one archive file.",
    http: 413,
    exit: 2,
  },
  MANIFEST_PAGED: {
    says: "The manifest lists its files in pages, which this version cannot read.",
    next: "Read it with a newer version of Colophon; nothing says that it was altered.",
    http: 422,
    exit: 3,
  },
  BLOCK_MISMATCH: {
    says: "The block {cid} came back with other bytes: they hash to {got}.",
    next: "Audit that store with colophon audit; another store may hold the block intact.",
    http: 502,
    exit: 1,
  },
  BLOCK_MALFORMED: {
    says: "The block {cid} cannot be decoded: {problem}.",
    next: "Audit the archive with colophon audit.",
    http: 422,
    exit: 1,
  },
  BLOCK_MISSING: {
    says: "No store holds the block {cid}.",
    next: "Run colophon audit to see what is missing and from which store.",
    http: 404,
    exit: 3,
  },
  STANDING_UNREAD: {
    says: "None of this archive's stores ({names}) gives back the manifest of what stands, {cid}, intact: the next revision has to say what it replaces and which revision it is.",
    next: "Nothing was sent. Run colophon revise on the very files that stand, which puts it back; or name a store that holds it under targets in colophon.json (another machine's Kubo node, or an IPFS gateway: type gateway), then run the same command again.",
    http: 404,
    exit: 3,
  },
  PROFILE_UNREAD: {
    says: "The profile that stands, {cid}, is in none of this archive's stores ({names}): what is not changed of it cannot be kept.",
    next: "Nothing was sent. Name a store that holds it under targets in colophon.json (another machine's Kubo node, or an IPFS gateway: type gateway), then run the same command again.",
    http: 404,
    exit: 3,
  },
  CAR_MALFORMED: {
    says: "The CAR {name} is not usable: {problem}.",
    next: "If it is a store's own, run colophon audit and colophon repair; if somebody gave it to you, get it again.",
    http: 422,
    exit: 1,
  },
  TEXT_EMPTY: {
    says: "There is no text in it.",
    next: "A document of pictures alone has no quotations: compare the file itself.",
    http: 422,
    exit: 2,
  },
  TEXT_TOO_COMPLEX: {
    says: "No text is taken from this document: {problem}.",
    next: "Compare the file itself; its SHA-256 proves it as a whole.",
    http: 422,
    exit: 2,
  },
  DOCUMENT_UNREAD: {
    says: "The words of this document could not be read: {problem}.",
    next: "Compare the file itself; its words are tried again later.",
    http: 422,
    exit: 3,
  },
  SEARCH_INCOMPLETE: {
    says: "Nothing with these words was found, but {issues} could not be searched.",
    next: "Try again later, when their stores answer; colophon audit tells which do not.",
    http: 503,
    exit: 3,
  },
  PASSAGE_INVALID: {
    says: "This passage cannot be searched for: {problem}.",
    next: "Give a sentence or two, as they stand in the text.",
    http: 422,
    exit: 2,
  },
  TEXT_OTHER: {
    says: "This is not the text that the manifest names: it leads to {got}, not to {expected}.",
    next: "Take the text from the file itself, once its SHA-256 is the one in the manifest.",
    http: 422,
    exit: 1,
  },
  TEXT_PATH_INVALID: {
    says: "This is no path in the tree of the text: {problem}.",
    next: "Ask for the proof of the quotation again; this one was not made for this text.",
    http: 422,
    exit: 1,
  },
} as const satisfies Record<string, Failure>;
