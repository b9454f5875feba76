import { openDomains } from "../adapters/dns/domains.ts";
import type { AskDomain } from "../audit/domain.ts";
import type { DomainStanding } from "../audit/domain-standing.ts";
import type { Domains } from "../core/ports.ts";
import type { CheckReasons } from "../core/verdict.ts";
import { identityOf } from "../verify/judge/identity.ts";
import { vouchingOf } from "../verify/vouching.ts";

const STANDINGS: Readonly<Record<CheckReasons["identity"], DomainStanding>> = {
  vouched: "vouches",
  "not-named": "unnamed",
  "names-others": "other",
  disagree: "disagrees",
  reserved: "reserved",
  unreachable: "unanswered",
  "no-domain": "none",
  "not-looked-up": "unanswered",
  "not-given": "unanswered",
  "nothing-to-ask": "unanswered",
};

/** Asks the DNS and the domain's web server, as `colophon domain` does. */
export function askingDomains(domains: Domains = openDomains()): AskDomain {
  return async (ref, domain) => {
    const vouching = await vouchingOf(domain, domains);
    const { reason, evidence } = identityOf(ref, { domain, ...(vouching === undefined ? {} : { vouching }) });
    const { others, problem } = evidence;
    return {
      standing: STANDINGS[reason],
      ...(Array.isArray(others) ? { others: others.map(String) } : {}),
      ...(typeof problem === "string" ? { problem } : {}),
    };
  };
}
