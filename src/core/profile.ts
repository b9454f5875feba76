import * as z from "zod/mini";
import type { Digest } from "./digest.ts";
import { decodeDocument, type Encoded, encodeDocument } from "./document.ts";
import { fail } from "./errors/error.ts";
import { LANGUAGE } from "./language.ts";
import type { Sha256 } from "./sha256.ts";
import { proseProblem, textProblem } from "./text.ts";

const PROFILE_TYPE = "colophon/profile/1";
const REASON_TYPE = "colophon/reason/1";

/** Who publishes: a small document whose digest stands in the registry (docs/spec/profile.md). */
export interface Profile {
  readonly description?: string;
  readonly domain?: string;
  readonly issn?: string;
  readonly language?: string;
  readonly title: string;
  readonly type: typeof PROFILE_TYPE;
}

/** Why an issue was revised or noticed: a small document whose digest stands in the entry. */
export interface Reason {
  readonly text: string;
  readonly type: typeof REASON_TYPE;
}

/** A domain name in A-labels, lower case. */
export const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const ISSN = /^\d{4}-\d{3}[\dX]$/;

const line = z.string("must be text").check(
  z.minLength(1, "must not be empty"),
  z.maxLength(500, "must be at most 500 characters"),
  z.refine((text) => textProblem(text) === undefined, "must be NFC without control characters"),
);
const prose = z.string("must be text").check(
  z.minLength(1, "must not be empty"),
  z.maxLength(10_000, "must be at most 10,000 characters"),
  z.refine((text) => proseProblem(text) === undefined, "must be NFC without control characters"),
);

const profileSchema = z.strictObject({
  description: z.optional(prose),
  domain: z.optional(z.string("must be text").check(z.regex(DOMAIN, "must be a domain name in lower case"))),
  issn: z.optional(
    z.string("must be text").check(z.refine(isIssn, "must be an ISSN with its check digit, 1234-567X")),
  ),
  language: z.optional(z.string("must be text").check(z.regex(LANGUAGE, "must be a BCP 47 language tag"))),
  title: line,
  type: z.literal(PROFILE_TYPE, `must be ${PROFILE_TYPE}`),
});

const reasonSchema = z.strictObject({ text: prose, type: z.literal(REASON_TYPE, `must be ${REASON_TYPE}`) });

/** @throws PROFILE_INVALID */
export function encodeProfile(profile: Omit<Profile, "type">, sha256: Sha256): Encoded {
  const result = z.safeParse(profileSchema, { ...profile, type: PROFILE_TYPE });
  if (result.success) return encodeDocument(result.data, sha256);
  const [first] = result.error.issues;
  return fail("PROFILE_INVALID", {
    field: first?.path.join(".") ?? "",
    problem: first?.message ?? "unknown",
  });
}

/** Decodes bytes whose digest has been checked; undefined when they are not a profile of this version. */
export function decodeProfile(bytes: Uint8Array): Profile | undefined {
  return decodedAs(profileSchema, bytes) as Profile | undefined;
}

/** What bytes whose digest has been checked are: a document of this version, one of another type, or none. */
export type ReadDocument<T> =
  | { readonly kind: "read"; readonly value: T }
  | { readonly kind: "other-type"; readonly type: string }
  | { readonly kind: "invalid" };

export function readProfile(bytes: Uint8Array): ReadDocument<Profile> {
  return readAs(profileSchema, bytes) as ReadDocument<Profile>;
}

export function readReason(bytes: Uint8Array): ReadDocument<Reason> {
  return readAs(reasonSchema, bytes) as ReadDocument<Reason>;
}

/** @throws REASON_INVALID */
export function encodeReason(text: string, sha256: Sha256): Encoded {
  const result = z.safeParse(reasonSchema, { text, type: REASON_TYPE });
  if (result.success) return encodeDocument(result.data, sha256);
  return fail("REASON_INVALID", { problem: `it ${result.error.issues[0]?.message ?? "is unknown"}` });
}

/** Decodes bytes whose digest has been checked; undefined when they are not a reason of this version. */
export function decodeReason(bytes: Uint8Array): Reason | undefined {
  return decodedAs(reasonSchema, bytes) as Reason | undefined;
}

/** The zero digest means "no reason given"; it is never the digest of a document. */
export function hasReason(digest: Digest): boolean {
  return !/^0+$/.test(digest);
}

function decodedAs(schema: z.ZodMiniType, bytes: Uint8Array): unknown {
  const read = readAs(schema, bytes);
  return read.kind === "read" ? read.value : undefined;
}

const OF_TYPE = z.object({ type: z.string().check(z.maxLength(100)) });

function readAs(schema: z.ZodMiniType, bytes: Uint8Array): ReadDocument<unknown> {
  const decoded = decodeDocument(bytes);
  if (!decoded.ok || !decoded.canonical) return { kind: "invalid" };
  const result = z.safeParse(schema, decoded.value);
  if (result.success) return { kind: "read", value: result.data };
  const typed = z.safeParse(OF_TYPE, decoded.value);
  const isOther = typed.success && typed.data.type !== PROFILE_TYPE && typed.data.type !== REASON_TYPE;
  return isOther ? { kind: "other-type", type: typed.data.type } : { kind: "invalid" };
}

/** Modulus 11 over the first seven digits, weighted 8 to 2 (ISO 3297). */
function isIssn(text: string): boolean {
  if (!ISSN.test(text)) return false;
  const digits = [...text.replace("-", "")];
  const sum = digits.slice(0, 7).reduce((total, digit, i) => total + Number(digit) * (8 - i), 0);
  const check = (11 - (sum % 11)) % 11;
  return digits[7] === (check === 10 ? "X" : String(check));
}
