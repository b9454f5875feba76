import type { Failure } from "../failure.ts";

/** Signatures under reports of audits. */
export const AUDIT_SIGNATURE_FAILURES = {
  AUDIT_SIGNATURE_INVALID: {
    says: "{name} cannot be used: {problem}.",
    next: "Take the file from the auditor again; docs/spec/audit-signature.md says what each field may hold.",
    http: 422,
    exit: 2,
  },
  AUDIT_SIGNATURE_TYPE_UNKNOWN: {
    says: "{name} is of type {got}; expected was {expected}.",
    next: "Give the file that is meant, or read it with a newer version of Colophon.",
    http: 422,
    exit: 3,
  },
  AUDIT_SIGNATURE_IN_THE_WAY: {
    says: "{path} is there already, and is {problem}.",
    next: "Write the report under another name, or move that file away.",
    http: 409,
    exit: 2,
  },
} as const satisfies Record<string, Failure>;
