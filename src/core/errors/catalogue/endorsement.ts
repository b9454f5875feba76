import type { Failure } from "../failure.ts";

/** Endorsements of heads, and proofs of forks (docs/spec/endorsement.md). */
export const ENDORSEMENT_FAILURES = {
  ENDORSEMENT_INVALID: {
    says: "{name} cannot be used: {problem}.",
    next: "Take the file from its signer again; docs/spec/endorsement.md says what each field may hold.",
    http: 422,
    exit: 2,
  },
  ENDORSEMENT_TYPE_UNKNOWN: {
    says: "{name} is of type {got}; expected was {expected}.",
    next: "Give the file that is meant, or read it with a newer version of Colophon.",
    http: 422,
    exit: 3,
  },
  ENDORSEMENT_FOREIGN: {
    says: "{name} is about publication {got}, and not about {expected}.",
    next: "Check the endorsements of each publication by themselves.",
    http: 422,
    exit: 2,
  },
  ENDORSEMENT_UNCONFIRMED: {
    says: "The entries of publication {id} could not be folded to the registry's head {head}: {problem}.",
    next: "Nothing was signed. Ask another node, or take the entries from a mirror with --from.",
    http: 503,
    exit: 3,
  },
  ENDORSEMENT_NOT_HELD: {
    says: "No store of this archive holds all of {what}.",
    next: "Nothing was signed. Heal the stores with colophon repair, or say that less is held: --holds none.",
    http: 422,
    exit: 1,
  },
  ENDORSEMENT_HOLDING_UNKNOWN: {
    says: "Whether the stores of this archive hold {what} could not be asked: {problem}.",
    next: "Nothing was signed. Run the same command again, or say that less is held: --holds none.",
    http: 503,
    exit: 3,
  },
  ENDORSER_UNKNOWN: {
    says: "This archive takes endorsements of those alone whom it names, and {endorser} is none of them.",
    next: "Ask its publisher to name you in endorsers, or publish the file elsewhere: it proves as much there.",
    http: 403,
    exit: 2,
  },
  ENDORSEMENT_UNSIGNED: {
    says: "{endorser} has not signed what was sent.",
    next: "Sign it with colophon endorse, by the key of that account.",
    http: 422,
    exit: 1,
  },
  ENDORSEMENT_UNCHECKED: {
    says: "Whether {endorser} has signed what was sent could not be asked: it is not their key's signature, and a contract may take it.",
    next: "Send it again later.",
    http: 503,
    exit: 3,
  },
  ENDORSEMENTS_FULL: {
    says: "{limit} endorsements of {endorser} are kept already that do not follow from each other.",
    next: "Ask the publisher of this archive to look at them.",
    http: 409,
    exit: 2,
  },
  FORK_UNPROVED: {
    says: "{name} proves no fork: {problem}.",
    next: "Do not use it: check the endorsements themselves with colophon endorsements check.",
    http: 422,
    exit: 1,
  },
} as const satisfies Record<string, Failure>;
