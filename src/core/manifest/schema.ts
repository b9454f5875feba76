import * as z from "zod/mini";
import { parseAddress } from "../address.ts";
import { asCid, cidDigest, DAG_JSON, DAG_PB, RAW } from "../cid.ts";
import { LEAF_BYTES } from "../dag/chunks.ts";
import { isClaimedDate } from "../date.ts";
import { isDigest } from "../digest.ts";
import { isLabel } from "../label.ts";
import { LANGUAGE } from "../language.ts";
import { pathProblem } from "../path.ts";
import { parseChainId, parsePublicationId } from "../publication.ts";
import { proseProblem, textProblem } from "../text.ts";
import { MANIFEST_TYPE, type Manifest, TEXT_PROFILE, UNIXFS_PROFILE } from "./manifest.ts";

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/** A string that some other function finds fault with, or not. */
function worded(problemOf: (text: string) => string | undefined, limit: number) {
  return z.string("must be text").check((context) => {
    const problem =
      context.value.length > limit ? `it is longer than ${limit} characters` : problemOf(context.value);
    if (problem !== undefined)
      context.issues.push({ code: "custom", input: context.value, message: problem });
  });
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

function wholeNumber(least: number) {
  return z
    .number("must be a number")
    .check(z.refine((n) => Number.isSafeInteger(n) && n >= least, `must be a whole number from ${least}`));
}

function link(codecs: readonly number[], message: string) {
  return z.custom((value) => {
    const cid = asCid(value);
    if (cid === undefined || cid.version !== 1 || !codecs.includes(cid.code)) return false;
    return cid.multihash.code === 0x12 && cid.multihash.digest.length === 32;
  }, message);
}

const digest = matching(isDigest, "must be 64 lower-case hexadecimal digits");
const line = worded((text) => (text === "" ? "it is empty" : textProblem(text)), 1000);

const text = z.strictObject({
  blocks: wholeNumber(1),
  profile: z.literal(TEXT_PROFILE, `must be ${TEXT_PROFILE}`),
  root: digest,
});

const file = z
  .strictObject({
    cid: link([RAW, DAG_PB], "must be a link to a raw or DAG-PB block with SHA-256"),
    path: worded(pathProblem, 1024),
    sha256: digest,
    size: wholeNumber(0),
    text: z.optional(text),
    type: matching((type) => MEDIA_TYPE.test(type), "must be a media type in lower case"),
  })
  .check(
    z.refine((entry) => {
      const cid = asCid(entry.cid);
      if (cid === undefined || cid.code !== RAW) return entry.size > LEAF_BYTES || cid === undefined;
      return entry.size <= LEAF_BYTES && cidDigest(cid) === entry.sha256;
    }, "a file of up to 1 MiB is one raw block whose CID holds its sha256; a larger one is not"),
  );

const issue = z.strictObject({
  creators: z.optional(z.array(line).check(z.minLength(1, "must name someone or be left out"))),
  date: z.optional(matching(isClaimedDate, "must be a date such as 2019, 2019-11 or 2019-11-26")),
  description: z.optional(worded(proseProblem, 10_000)),
  label: matching(isLabel, "must be 1 to 64 of a-z 0-9 . _ -"),
  language: z.optional(matching((tag) => LANGUAGE.test(tag), "must be a BCP 47 language tag")),
  license: z.optional(line),
  revision: wholeNumber(1),
  title: line,
});

const publication = z.strictObject({
  chain: parsedBy(parseChainId, "must be eip155:<number>"),
  id: parsedBy(parsePublicationId, "must be a decimal number from 1"),
  registry: parsedBy(parseAddress, "must be an address in lower case"),
});

const schema = z
  .strictObject({
    content: link([DAG_PB], "must be a link to a UnixFS directory"),
    files: z.array(file).check(z.minLength(1, "must list at least one file")),
    identity: z.optional(link([DAG_JSON], "must be a link to a DAG-JSON block with SHA-256")),
    issue,
    profile: z.literal(UNIXFS_PROFILE, `must be ${UNIXFS_PROFILE}`),
    publication,
    supersedes: z.optional(digest),
    type: z.literal(MANIFEST_TYPE, `must be ${MANIFEST_TYPE}`),
  })
  .check(
    z.refine((m) => (m.issue.revision === 1) === (m.supersedes === undefined), {
      message: "must be there from revision 2 on, and only then",
      path: ["supersedes"],
    }),
  );

export type Checked =
  { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly problems: string };

/** Collects every bad field of a decoded value, each with its place: `files[3].size: must be ...`. */
export function checkSchema(value: unknown): Checked {
  const result = z.safeParse(schema, value);
  // Every field was checked by the constructor of its tagged type, so that the value is a Manifest.
  if (result.success) return { ok: true, manifest: result.data as unknown as Manifest };
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
