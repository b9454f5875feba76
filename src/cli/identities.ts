import { openDomains } from "../adapters/dns/domains.ts";
import { nodeSha256 } from "../adapters/node/sha256.ts";
import type { Encoded } from "../core/document.ts";
import { isFailure } from "../core/errors/error.ts";
import { namedByFile, namedByTxt } from "../core/identity/claim.ts";
import { encodeIdentity, PLACES, possibleIdentities } from "../core/identity/evidence.ts";
import type { Domains, Store } from "../core/ports.ts";
import { publicationKey, type PublicationRef } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Identities } from "../publish/pack.ts";
import type { Place } from "./config.ts";
import type { Archive } from "../verify/archive.ts";
import { identityOf } from "../verify/judge/identity.ts";
import { vouchingOf } from "../verify/vouching.ts";

interface Asking {
  readonly place: Place;
  readonly archive: Archive;
  readonly stores: readonly Store[];
}

/** What the domains of the archive's publications say, each asked once in a run. */
export function identitiesOf(reading: Asking, domains: Domains = openDomains()): Identities {
  const named = onceEach((ref) => domainOf(ref, reading));
  return {
    now: onceEach(async (ref) => vouchedNow(ref, await named(ref), domains)),
    possible: onceEach(async (ref) => {
      // Where every store has lost the profile, what was archived must still be made again.
      const first = reading.place.config.publications.find(({ id }) => id === ref.id)?.domain;
      const domains = new Set([first, await named(ref)].filter((one) => one !== undefined));
      return [...domains].flatMap((domain) => possibleIdentities(domain, ref, nodeSha256));
    }),
    async before(cid) {
      try {
        return await blockFromAny(reading.stores, cid, nodeSha256);
      } catch (error) {
        if (!isFailure(error)) throw error;
        return undefined;
      }
    },
  };
}

function onceEach<T>(ask: (ref: PublicationRef) => Promise<T>): (ref: PublicationRef) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (ref) => {
    const key = publicationKey(ref);
    const answer = asked.get(key) ?? ask(ref);
    asked.set(key, answer);
    return answer;
  };
}

/** Only what names the publication is worth keeping: silence proves nothing, neither now nor later. */
async function vouchedNow(
  ref: PublicationRef,
  domain: string | undefined,
  domains: Domains,
): Promise<Encoded | undefined> {
  const vouching = domain === undefined ? undefined : await vouchingOf(domain, domains);
  if (domain === undefined || vouching === undefined) return undefined;
  if (identityOf(ref, { domain, vouching }).status !== "pass") return undefined;
  const { txt, file } = vouching;
  const key = publicationKey(ref);
  const inTxt = txt.known && namedByTxt(txt.value).includes(key);
  const inFile = file.known && namedByFile(file.value ?? "")?.includes(key) === true;
  const by = PLACES.filter((place) => (place === "dns" ? inTxt : inFile));
  return encodeIdentity(domain, ref, { by, sha256: nodeSha256 });
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
