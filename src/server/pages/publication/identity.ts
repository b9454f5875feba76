import { setTimeout as delay } from "node:timers/promises";
import { publicationRef } from "../../../core/publication.ts";
import type { Check } from "../../../core/verdict.ts";
import type { PublicationSummary } from "../../../verify/archive.ts";
import { identityOf } from "../../../verify/judge/identity.ts";
import { vouchingOf } from "../../../verify/vouching.ts";
import type { Serving } from "../../serving.ts";

/** A page does not wait longer for a domain; what came late is kept for the next one. */
const PATIENCE_MS = 1500;

/** Whether the publication's domain vouches for it; not looked up where nobody is asked, or the answer takes too long. */
export async function identityCheck(
  { id, profile }: PublicationSummary,
  { trust, domains }: Pick<Serving, "trust" | "domains">,
): Promise<Check<"identity">> {
  const domain = profile?.domain;
  const asked = domain === undefined || domains === undefined ? undefined : vouchingOf(domain, domains);
  const vouching = await Promise.race([asked, delay(PATIENCE_MS, undefined, { ref: false })]);
  return identityOf(publicationRef(trust.chain, trust.registry, id), {
    ...(domain === undefined ? {} : { domain }),
    ...(vouching === undefined ? {} : { vouching }),
  });
}
