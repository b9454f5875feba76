import { isAboutPublications } from "../core/identity/claim.ts";
import { isReserved } from "../core/identity/domain.ts";
import type { Domains } from "../core/ports.ts";
import type { CID } from "../core/cid.ts";
import type { Block } from "../core/block.ts";
import type { Answer } from "../core/ports.ts";
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

/** In bytes, of what is archived. */
const MOST_ARCHIVED = 1024;

/** What the domain said when the issue was published, from whoever has the block. Never fails. */
export async function archivedIdentity(
  cid: CID,
  source: string,
  block: (cid: CID) => Promise<Block | undefined>,
): Promise<Answer<string | undefined>> {
  return answerOf(source, async () => {
    const found = await block(cid);
    // What is larger is none, whatever the manifest says of it.
    const isOne = found !== undefined && found.bytes.length <= MOST_ARCHIVED;
    return isOne ? new TextDecoder().decode(found.bytes) : undefined;
  });
}
