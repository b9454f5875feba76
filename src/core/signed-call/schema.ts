import * as z from "zod/mini";
import { parseAddress } from "../address.ts";
import { isDigest } from "../digest.ts";
import { NOTICE_KINDS, type NoticeKind } from "../history/entry.ts";
import { isLabel } from "../label.ts";
import { parseChainId, parsePublicationId } from "../publication.ts";
import type { SignedCall } from "./call.ts";

export const SIGNED_CALL_TYPE = "colophon/signed-call/1";

const WORD = /^0x[0-9a-f]{64}$/;
const BYTES = /^0x([0-9a-f]{2})*$/;
const LONGEST_SIGNATURE = 16_384;
/** A batch counts its issues in 32 bits. */
const LONGEST_PATH = 32;
const MOST_ISSUES = 2 ** 32 - 1;

function matching(accepts: (text: string) => boolean, message: string) {
  return z.string("must be text").check(z.refine(accepts, message));
}

function parsedBy(parse: (text: string) => string, message: string) {
  return matching((text) => {
    try {
      return parse(text) === text;
    } catch {
      return false;
    }
  }, message);
}

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .number("must be a number")
    .check(z.refine((n) => Number.isSafeInteger(n) && n >= least && n <= most, message));
}

const digest = matching(isDigest, "must be 64 lower-case hexadecimal digits");
const word = matching((text) => WORD.test(text), "must be 0x and 64 lower-case hexadecimal digits");
const label = matching(isLabel, "must be 1 to 64 of a-z 0-9 . _ -");
const notice = z.enum(Object.keys(NOTICE_KINDS) as [NoticeKind], "must be a kind of notice");
const path = z.array(word, "must be a list").check(z.maxLength(LONGEST_PATH, "must have at most 32 steps"));
const count = wholeNumber(1, MOST_ISSUES);
const address = parsedBy(parseAddress, "must be an address in lower case");

const revised = { digest, supersedes: digest, reason: digest };
const noticed = { digest, notice, reason: digest };
const batched = { root: word, label, path };

const call = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("anchor"), label, digest }),
    z.strictObject({ kind: z.literal("revise"), label, ...revised }),
    z.strictObject({ kind: z.literal("post"), ...noticed }),
    z.strictObject({ kind: z.literal("anchor-batch"), root: word, count, list: digest }),
    z.strictObject({ kind: z.literal("revise-batched"), ...batched, ...revised }),
    z.strictObject({ kind: z.literal("post-batched"), ...batched, ...noticed }),
  ],
  "must be a call that can be signed",
);

const schema = z.strictObject({
  type: z.literal(SIGNED_CALL_TYPE),
  publication: z.strictObject({
    chain: parsedBy(parseChainId, "must be eip155:<number>"),
    registry: address,
    id: parsedBy(parsePublicationId, "must be a decimal number from 1"),
  }),
  call,
  publisher: address,
  head: digest,
  deadline: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  signature: matching(
    (text) => text.length <= 2 + 2 * LONGEST_SIGNATURE && BYTES.test(text),
    "must be 0x and pairs of lower-case hexadecimal digits, at most 16 KiB",
  ),
});

export type Checked =
  { readonly ok: true; readonly signed: SignedCall } | { readonly ok: false; readonly problem: string };

/** Holds a decoded value against the format; the problem names the first bad field. */
export function checkSignedCall(value: unknown): Checked {
  const result = z.safeParse(schema, value);
  if (!result.success) {
    const [first] = result.error.issues;
    const place = first === undefined || first.path.length === 0 ? "the top level" : first.path.join(".");
    return { ok: false, problem: `${place}: ${first?.message ?? "unknown"}` };
  }
  const { type: _, ...signed } = result.data;
  // Every field was checked by the constructor of its tagged type.
  return { ok: true, signed: signed as unknown as SignedCall };
}
