import type { Failure } from "../failure.ts";

/** Mirrors of histories (docs/spec/mirror.md). */
export const MIRROR_FAILURES = {
  MIRROR_INVALID: {
    says: "The mirror {name} is not usable: {problem}.",
    next: "Do not use it: make one anew with colophon mirror, or get it from somebody else.",
    http: 422,
    exit: 1,
  },
  MIRROR_TYPE_UNKNOWN: {
    says: "{name} is of type {got}; this version reads {expected}.",
    next: "Read it with a newer version of Colophon.",
    http: 422,
    exit: 3,
  },
  MIRROR_FOREIGN: {
    says: "The mirror {name} is one of publication {got}; expected was one of {expected}.",
    next: "Name the mirror of the publication that you mean. If you know that the other registry is the right one, name it with --registry.",
    http: 422,
    exit: 2,
  },
  MIRROR_MISMATCH: {
    says: "The mirror {name} is not extended: its entries are not the first of the {entries} of publication {id} that fold to the registry's head {head}.",
    next: "Nothing was written. Move the file away, and run the same command again to make the mirror anew.",
    http: 422,
    exit: 1,
  },
  MIRROR_FALSE: {
    says: "The mirror {name} is not the history of publication {id}: its {entries} entries are not the first ones that fold to the registry's head {head}.",
    next: "Nothing was taken from it. Get a mirror from somebody else.",
    http: 422,
    exit: 1,
  },
  MIRROR_UNCONFIRMED: {
    says: "Whether the {entries} entries of the mirror {name} are the first of the {final} of publication {id} could not be checked: no node has the state of the block that it was made at, and none gives the entries after it so that all fold to the registry's head.",
    next: "Nothing was taken from it. Get a newer mirror, or ask another node.",
    http: 503,
    exit: 3,
  },
  MIRROR_AHEAD: {
    says: "The mirror {name} has {entries} entries, and of publication {id} only {final} are final by now.",
    next: "Nothing was written. Wait, or ask a node that is not behind.",
    http: 503,
    exit: 3,
  },
  MIRROR_UNREADABLE: {
    says: "The mirror {name} cannot be read: {problem}.",
    next: "Check the path or the address, and run the same command again.",
    http: 503,
    exit: 3,
  },
  MIRROR_TOO_LARGE: {
    says: "The mirror {name} is larger than {limit} bytes.",
    next: "If you mean it, fetch the file yourself and name it by its path.",
    http: 413,
    exit: 2,
  },
  MIRROR_NOT_OFFERED: {
    says: "No mirror of publication {id} is made on demand: it has {entries} entries, and {limit} are the most.",
    next: "Ask the publisher for the file, or make it with colophon mirror.",
    http: 404,
    exit: 3,
  },
  MIRROR_IN_THE_WAY: {
    says: "{name} is no mirror that could be extended: {problem}.",
    next: "Nothing was written. Name another file with --output, or move this one away.",
    http: 409,
    exit: 2,
  },
} as const satisfies Record<string, Failure>;
