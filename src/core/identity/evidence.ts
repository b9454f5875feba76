import * as z from "zod/mini";
import type { Digest } from "../digest.ts";
import { decodeDocument, type Encoded, encodeDocument } from "../document.ts";
import { fail } from "../errors/error.ts";
import { DOMAIN } from "../profile.ts";
import { publicationKey, type PublicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";

const IDENTITY_TYPE = "colophon/identity/1";
const LONGEST_KEY = 200;

/** Where a domain names publications: by TXT records, by the file on its web server. */
export const PLACES = ["dns", "file"] as const;
export type Place = (typeof PLACES)[number];

/** That a domain named the publication when an issue was published: archived with it (docs/spec/identity.md). */
export interface IdentityEvidence {
  readonly by: readonly Place[];
  readonly domain: string;
  readonly publication: string;
  readonly type: typeof IDENTITY_TYPE;
}

const schema = z.strictObject({
  by: z.array(z.enum(PLACES)).check(z.minLength(1), z.refine(isInOrder)),
  domain: z.string().check(z.regex(DOMAIN)),
  publication: z.string().check(z.maxLength(LONGEST_KEY)),
  type: z.literal(IDENTITY_TYPE),
});

/**
 * Follows from the domain, the publication and the places alone, so that a document that was lost can be made again.
 * @throws PROFILE_INVALID for no domain, or no place
 */
export function encodeIdentity(
  domain: string,
  publication: PublicationRef,
  { by, sha256 }: { readonly by: readonly Place[]; readonly sha256: Sha256 },
): Encoded {
  const evidence = { by, domain, publication: publicationKey(publication), type: IDENTITY_TYPE };
  if (!z.safeParse(schema, evidence).success)
    fail("PROFILE_INVALID", { field: "domain", problem: "it names nobody" });
  return encodeDocument(evidence, sha256);
}

/** All that there can be of one domain and publication. */
export function possibleIdentities(
  domain: string,
  publication: PublicationRef,
  sha256: Sha256,
): readonly Encoded[] {
  const places: readonly (readonly Place[])[] = [["dns"], ["file"], PLACES];
  return places.map((by) => encodeIdentity(domain, publication, { by, sha256 }));
}

/** Undefined when the bytes are not those of the digest, or no evidence of this version. */
export function decodeIdentity(
  bytes: Uint8Array,
  digest: Digest,
  sha256: Sha256,
): IdentityEvidence | undefined {
  const decoded = decodeDocument(bytes);
  if (!decoded.ok || !decoded.canonical) return undefined;
  const result = z.safeParse(schema, decoded.value);
  if (!result.success || encodeDocument(result.data, sha256).digest !== digest) return undefined;
  return result.data;
}

/** Each once, `dns` first. */
function isInOrder(by: readonly Place[]): boolean {
  return PLACES.filter((place) => by.includes(place)).join(" ") === by.join(" ");
}
