import * as z from "zod/mini";
import { parseAddress } from "../address.ts";
import { asCid, type CID, DAG_JSON } from "../cid.ts";
import { isDigest } from "../digest.ts";
import { isLabel, type Label } from "../label.ts";
import { parseChainId, parsePublicationId, type PublicationRef } from "../publication.ts";
import { LIST_TYPE, PART_ISSUES, PART_TYPE, type PartLink } from "./list.ts";

/** A list as its bytes say it. */
interface ListDocument {
  readonly count: number;
  readonly parts: readonly PartLink[];
  readonly publication: PublicationRef;
  readonly root: string;
}

/** A part as its bytes say it. */
interface PartDocument {
  readonly issues: readonly { readonly label: Label; readonly manifest: CID }[];
}

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

const label = matching(isLabel, "must be 1 to 64 of a-z 0-9 . _ -");

const link = z.custom((value) => {
  const cid = asCid(value);
  if (cid === undefined || cid.version !== 1 || cid.code !== DAG_JSON) return false;
  return cid.multihash.code === 0x12 && cid.multihash.digest.length === 32;
}, "must be a link to a DAG-JSON block with SHA-256");

const list = z.strictObject({
  count: z
    .number("must be a number")
    .check(z.refine((n) => Number.isInteger(n) && n >= 1 && n < 2 ** 32, "must be from 1 to 2^32 - 1")),
  parts: z.array(z.strictObject({ cid: link, first: label })),
  publication: z.strictObject({
    chain: parsedBy(parseChainId, "must be eip155:<number>"),
    id: parsedBy(parsePublicationId, "must be a decimal number from 1"),
    registry: parsedBy(parseAddress, "must be an address in lower case"),
  }),
  root: matching(isDigest, "must be 64 lower-case hexadecimal digits"),
  type: z.literal(LIST_TYPE, `must be ${LIST_TYPE}`),
});

const part = z.strictObject({
  issues: z
    .array(z.strictObject({ label, manifest: link }))
    .check(z.maxLength(PART_ISSUES, `must be ${PART_ISSUES} at most`)),
  type: z.literal(PART_TYPE, `must be ${PART_TYPE}`),
});

export type Checked<Document> =
  { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly problems: string };

/** Collects every bad field of a decoded list, each with its place. */
export function checkList(value: unknown): Checked<ListDocument> {
  return checked(list, value);
}

/** Collects every bad field of a decoded part, each with its place. */
export function checkPart(value: unknown): Checked<PartDocument> {
  return checked(part, value);
}

function checked<Document>(schema: z.ZodMiniType, value: unknown): Checked<Document> {
  const result = z.safeParse(schema, value);
  // Every field was checked by the constructor of its tagged type.
  if (result.success) return { ok: true, document: result.data as Document };
  const problems = result.error.issues.map((found) => `${place(found.path)}: ${found.message}`);
  const more = problems.length > 5 ? `; and ${problems.length - 5} more` : "";
  return { ok: false, problems: problems.slice(0, 5).join("; ") + more };
}

function place(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "the top level";
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`))
    .join("");
}
