import * as z from "zod/mini";
import { parseAddress } from "../address.ts";
import { isDigest } from "../digest.ts";
import { parseChainId, parsePublicationId } from "../publication.ts";
import { HOLDS } from "./endorsement.ts";

export const ENDORSEMENT_TYPE = "colophon/endorsement/1";

const WORD = /^0x[0-9a-f]{64}$/;
const BYTES = /^0x([0-9a-f]{2})*$/;
/** In bytes: an account's has 65, a contract wallet's may have more. */
const LONGEST_SIGNATURE = 4096;

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

function counting(from: number) {
  const message = `must be a whole number from ${from}`;
  return z.number(message).check(z.refine((value) => Number.isSafeInteger(value) && value >= from, message));
}

const address = parsedBy(parseAddress, "must be an address in lower case");

/** One file, or one of the two in a proof of a fork. */
export const endorsementSchema = z.strictObject({
  type: z.literal(ENDORSEMENT_TYPE, `must be ${ENDORSEMENT_TYPE}`),
  publication: z.strictObject({
    chain: parsedBy(parseChainId, "must be eip155:<number>"),
    registry: address,
    id: parsedBy(parsePublicationId, "must be a decimal number from 1"),
  }),
  endorser: address,
  entries: counting(1),
  head: matching(isDigest, "must be 64 lower-case hexadecimal digits"),
  block: z.strictObject({
    number: counting(0),
    hash: matching((text) => WORD.test(text), "must be 0x and 64 lower-case hexadecimal digits"),
  }),
  seen: counting(0),
  holds: z.enum(HOLDS, `must be one of ${HOLDS.join(", ")}`),
  signature: matching(
    (text) => text.length <= 2 + 2 * LONGEST_SIGNATURE && BYTES.test(text),
    "must be 0x and pairs of lower-case hexadecimal digits, at most 4 KiB",
  ),
});

/** Names the first bad field of a value that a schema refused, with its place. */
export function firstProblem(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [first] = issues;
  const place = first === undefined || first.path.length === 0 ? "the top level" : first.path.join(".");
  return `${place}: ${first?.message ?? "unknown"}`;
}
