import type { Failure } from "../failure.ts";

/** Domains, which say whose a publication is. */
export const IDENTITY_FAILURES = {
  DOMAIN_UNREACHABLE: {
    says: "{source} could not be asked about {domain}: {problem}.",
    next: "Nothing is said against the publication; try again, or ask the domain's owner.",
    http: 503,
    exit: 3,
  },
} as const satisfies Record<string, Failure>;
