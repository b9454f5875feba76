import type { Failure } from "../failure.ts";

/** Calls that a publisher signs and somebody else sends. What the registry itself refuses is the chain's part. */
export const SIGNED_FAILURES = {
  SIGNED_CALL_INVALID: {
    says: "The signed call cannot be used: {problem}.",
    next: "Take the file from its publisher again; docs/spec/signed-call.md says what each field may hold.",
    http: 422,
    exit: 2,
  },
  SIGNED_CALL_TYPE_UNKNOWN: {
    says: "The file is of type {got}; this version reads colophon/signed-call/1.",
    next: "Read it with a newer version of Colophon, or give the file that colophon sign wrote.",
    http: 422,
    exit: 3,
  },
  SIGNED_ELSEWHERE: {
    says: "The call was signed for the {what} {got}, and this is {expected}: nowhere else does it count.",
    next: "Relay it to {got}: with that archive, or without any by --rpc-url.",
    http: 409,
    exit: 2,
  },
  GAS_ABOVE_LIMIT: {
    says: "The call takes {got} gas; {expected} are the most that is paid for.",
    next: "Nothing was sent. A contract wallet may ask for much; if that is right, raise --max-gas.",
    http: 409,
    exit: 2,
  },
  FILE_EXISTS: {
    says: "{path} is there already.",
    next: "Name another file with --output, or overwrite this one with --force.",
    http: 409,
    exit: 2,
  },
} as const satisfies Record<string, Failure>;
