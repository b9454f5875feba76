import { isAboutPublications } from "../core/identity/claim.ts";
import { isReserved } from "../core/identity/domain.ts";
import type { Domains } from "../core/ports.ts";
import { answerOf } from "./answer.ts";
import type { DomainEvidence } from "./evidence.ts";

/** Asks a domain which publications are its owner's; undefined for a name that nobody can own. Never fails. */
export async function vouchingOf(domain: string, domains: Domains): Promise<DomainEvidence | undefined> {
  if (isReserved(domain)) return undefined;
  const [txt, file] = await Promise.all([
    answerOf("the DNS", async () => (await domains.txt(domain)).filter(isAboutPublications)),
    answerOf(`https://${domain}`, () => domains.wellKnown(domain)),
  ]);
  return { domain, txt, file };
}
