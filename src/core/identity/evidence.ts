import * as z from "zod/mini";
import type { Digest } from "../digest.ts";
import { decodeDocument, type Encoded, encodeDocument } from "../document.ts";
import type { Sha256 } from "../sha256.ts";
import { DOMAIN } from "../profile.ts";

const IDENTITY_TYPE = "colophon/identity/1";
const MOST_RECORDS = 100;
const LONGEST_RECORD = 300;
const LONGEST_FILE = 16 * 1024;

/** What a domain said of publications when an issue was published: archived with it (docs/spec/identity.md). */
export interface IdentityEvidence {
  readonly domain: string;
  /** The text of its `/.well-known/colophon.json`; left out when it had none. */
  readonly file?: string;
  /** Those of its TXT records that are about publications, in order; left out when there were none. */
  readonly txt?: readonly string[];
  readonly type: typeof IDENTITY_TYPE;
}

const schema = z.strictObject({
  domain: z.string().check(z.regex(DOMAIN)),
  file: z.optional(z.string().check(z.maxLength(LONGEST_FILE))),
  txt: z.optional(
    z.array(z.string().check(z.maxLength(LONGEST_RECORD))).check(z.minLength(1), z.maxLength(MOST_RECORDS)),
  ),
  type: z.literal(IDENTITY_TYPE),
});

/** Undefined for what cannot stand in such a document: it is then published without. */
export function encodeIdentity(
  evidence: Omit<IdentityEvidence, "type">,
  sha256: Sha256,
): Encoded | undefined {
  const { txt, ...rest } = evidence;
  const records = txt === undefined ? {} : { txt: txt.toSorted() };
  const result = z.safeParse(schema, { ...rest, ...records, type: IDENTITY_TYPE });
  if (!result.success || !isWellFormed(result.data)) return undefined;
  return encodeDocument(result.data, sha256);
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
  return result.data as IdentityEvidence;
}

/** Half a pair of UTF-16 has no encoding. */
function isWellFormed({
  file = "",
  txt = [],
}: {
  readonly file?: string | undefined;
  readonly txt?: readonly string[] | undefined;
}): boolean {
  return [file, ...txt].every((text) => text.isWellFormed());
}
