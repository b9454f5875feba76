import * as z from "zod/mini";
import { parseAddress } from "../address.ts";
import { asCid, RAW } from "../cid.ts";
import { isDigest } from "../digest.ts";
import { parseChainId, parsePublicationId } from "../publication.ts";
import { MIRROR_TYPE, type MirrorRoot } from "./format.ts";

const HASH = /^0x[0-9a-f]{64}$/;

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

const link = z.custom((value) => {
  const cid = asCid(value);
  if (cid === undefined || cid.version !== 1 || cid.code !== RAW) return false;
  return cid.multihash.code === 0x12 && cid.multihash.digest.length === 32;
}, "must be a link to a raw block with SHA-256");

const schema: z.ZodMiniType = z.strictObject({
  block: z.strictObject({
    hash: matching((text) => HASH.test(text), "must be 0x and 64 lower-case hexadecimal digits"),
    number: counting(0),
    time: counting(0),
  }),
  entries: counting(1),
  head: matching(isDigest, "must be 64 lower-case hexadecimal digits"),
  history: z.array(link),
  publication: z.strictObject({
    chain: parsedBy(parseChainId, "must be eip155:<number>"),
    id: parsedBy(parsePublicationId, "must be a decimal number from 1"),
    registry: parsedBy(parseAddress, "must be an address in lower case"),
  }),
  type: z.literal(MIRROR_TYPE, `must be ${MIRROR_TYPE}`),
});

export type CheckedRoot =
  { readonly ok: true; readonly root: MirrorRoot } | { readonly ok: false; readonly problem: string };

/** Names the first bad field of a decoded root, with its place. */
export function checkRoot(value: unknown): CheckedRoot {
  const result = z.safeParse(schema, value);
  if (!result.success) {
    const [found] = result.error.issues;
    return { ok: false, problem: `${found?.path.join(".") ?? ""}: ${found?.message ?? "is unknown"}` };
  }
  // Every field was checked by the constructor of its tagged type.
  const { block, entries, head, history, publication } = result.data as MirrorRoot;
  return { ok: true, root: { block, entries, head, history, publication } };
}
