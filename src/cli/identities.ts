import { openDomains } from "../adapters/dns/domains.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { Encoded } from "../core/document.ts";
import { isFailure } from "../core/errors/error.ts";
import { encodeIdentity } from "../core/identity/evidence.ts";
import type { Domains, Store } from "../core/ports.ts";
import { publicationKey, type PublicationRef } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Identities } from "../publish/pack.ts";
import type { Archive } from "../verify/archive.ts";
import { identityOf } from "../verify/judge/identity.ts";
import { vouchingOf } from "../verify/vouching.ts";

interface Asking {
  readonly archive: Archive;
  readonly stores: readonly Store[];
}

/** What the domains of the archive's publications say, each asked once in a run. */
export function identitiesOf(reading: Asking, domains: Domains = openDomains()): Identities {
  const asked = new Map<string, Promise<Encoded | undefined>>();
  return {
    now(ref) {
      const key = publicationKey(ref);
      const answer = asked.get(key) ?? vouchedNow(ref, reading, domains);
      asked.set(key, answer);
      return answer;
    },
    before: (cid) => blockFromAny(reading.stores, cid, nodeSha256),
  };
}

/** Only what names the publication is worth keeping: silence proves nothing, neither now nor later. */
async function vouchedNow(
  ref: PublicationRef,
  reading: Asking,
  domains: Domains,
): Promise<Encoded | undefined> {
  const domain = await domainOf(ref, reading);
  const vouching = domain === undefined ? undefined : await vouchingOf(domain, domains);
  if (domain === undefined || vouching === undefined) return undefined;
  if (identityOf(ref, { domain, vouching }).status !== "pass") return undefined;
  const { txt, file } = vouching;
  const records = txt.known && txt.value.length > 0 ? { txt: txt.value } : {};
  const text = file.known && file.value !== undefined ? { file: file.value } : {};
  return encodeIdentity({ domain, ...records, ...text }, nodeSha256);
}

/** From the profile; nothing is kept where it cannot be read. */
async function domainOf({ id }: PublicationRef, { archive }: Asking): Promise<string | undefined> {
  try {
    await archive.refresh();
    return (await archive.publication(id))?.profile?.domain;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}
