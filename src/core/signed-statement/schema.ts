import * as z from "zod/mini";
import { parseAddress } from "../address.ts";
import { isDigest } from "../digest.ts";
import { parseChainId } from "../publication.ts";

const WORD = /^0x[0-9a-f]{64}$/;
const BYTES = /^0x([0-9a-f]{2})*$/;
/** In bytes: an account's has 65, a contract wallet's may have more. */
const LONGEST_SIGNATURE = 4096;

function matching(accepts: (text: string) => boolean, message: string) {
  return z.string("must be text").check(z.refine(accepts, message));
}

/** Text that a constructor of a tagged type takes, as it would write it. */
export function parsedBy(parse: (text: string) => string, message: string) {
  return matching((text) => {
    try {
      return parse(text) === text;
    } catch {
      return false;
    }
  }, message);
}

/** A whole number that a program can hold. */
export function counting(from: number) {
  const message = `must be a whole number from ${from}`;
  return z.number(message).check(z.refine((value) => Number.isSafeInteger(value) && value >= from, message));
}

/* What stands in the file of every signed statement. */

export const chainField = parsedBy(parseChainId, "must be eip155:<number>");
export const addressField = parsedBy(parseAddress, "must be an address in lower case");
export const digestField = matching(isDigest, "must be 64 lower-case hexadecimal digits");
export const blockField = z.strictObject({
  number: counting(0),
  hash: matching((text) => WORD.test(text), "must be 0x and 64 lower-case hexadecimal digits"),
});
export const signatureField = matching(
  (text) => text.length <= 2 + 2 * LONGEST_SIGNATURE && BYTES.test(text),
  "must be 0x and pairs of lower-case hexadecimal digits, at most 4 KiB",
);

/** Names the first bad field of a value that a schema refused, with its place. */
export function firstProblem(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [first] = issues;
  const place = first === undefined || first.path.length === 0 ? "the top level" : first.path.join(".");
  return `${place}: ${first?.message ?? "unknown"}`;
}
