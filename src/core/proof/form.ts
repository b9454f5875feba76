import { utf8ToBytes } from "@noble/hashes/utils.js";
import { toString as latin1Of } from "multiformats/bytes";
import * as z from "zod/mini";
import { fromBase64, isBase64, toBase64 } from "../base64.ts";
import type { Bytes32, Digest } from "../digest.ts";
import { decodeDocument } from "../document.ts";
import type { Endorsement } from "../endorsement/endorsement.ts";
import { endorsementSchema } from "../endorsement/schema.ts";
import { fail, reasonOf } from "../errors/error.ts";
import { ENTRY_BYTES } from "../history/entry.ts";
import { MAX_MANIFEST_BYTES } from "../manifest/manifest.ts";
import { MOST_NODES } from "../state-proof/form.ts";
import { LARGEST_HEADER } from "../state-proof/header.ts";
import { LARGEST_NODE } from "../state-proof/node.ts";
import type { StateSet } from "../state-proof/state-set.ts";
import type { QuotationProof } from "../text/quotation-proof.ts";

export const PROOF_TYPE = "colophon/proof/1";

/** 2 MiB: the largest manifest, and all else that there can be, in base64. */
export const MAX_PROOF_BYTES = 2 * 1024 * 1024;

/** As many as lead to the account and to five slots that share nothing. */
export const MOST_PROOF_NODES = 6 * MOST_NODES;

/** A batch has less than 2^32 issues. */
export const LONGEST_BATCH_PATH = 32;

/** Of a passage, in UTF-16 units: some thirty pages. */
export const LONGEST_PASSAGE = 65_536;

/** Of its blocks: as many as a passage of single letters would have. */
export const MOST_QUOTED_BLOCKS = 1_024;

/** A document has less than 2^24 bytes, or than 2^26 in a parcel, and no more blocks. */
export const LONGEST_TEXT_PATH = 26;

/** In bytes: a profile of the longest fields has fewer. */
export const LARGEST_PROFILE = 65_536;

/** In bytes, of what is archived with an issue. */
export const LARGEST_EVIDENCE = 1_024;

/** Entries that lead from the one that anchored the issue to the heads that others have signed. */
export const MOST_ENDORSED_ENTRIES = 1_024;

export const MOST_ENDORSEMENTS = 64;

/** Documents that say whose publication it is: at least one of them. */
export interface ProofIdentity {
  /** The archived evidence that the manifest links to (docs/spec/identity.md). */
  readonly evidence?: Uint8Array;
  /** The publication's profile as of the block. */
  readonly profile?: Uint8Array;
}

/** What others have signed of the history that the issue is in. */
export interface ProofEndorsements {
  /** The head before the entry that anchored the issue. */
  readonly before: Digest;
  /** From that entry on, as the registry folds them: 197 bytes each. */
  readonly entries: Uint8Array;
  /** Their heads follow from the entries, and their publication is the manifest's. */
  readonly statements: readonly Omit<Endorsement, "publication" | "head">[];
}

/** A proof (docs/spec/proof.md) as bytes, of which nothing is believed yet. */
export interface Proof {
  /** The manifest's very bytes. */
  readonly manifest: Uint8Array;
  /** The file of the issue that it is about, when it is about one. */
  readonly path?: string;
  /** A passage of that file. */
  readonly quotation?: QuotationProof;
  readonly batch?: { readonly root: Bytes32; readonly path: readonly Bytes32[] };
  readonly identity?: ProofIdentity;
  readonly endorsements?: ProofEndorsements;
  readonly state: StateSet;
}

function base64(limit: number) {
  const longest = 4 * Math.ceil(limit / 3);
  return z.string("must be text").check(
    z.maxLength(longest, `must be of at most ${limit} bytes`),
    z.refine((text) => text !== "" && isBase64(text), "must be bytes in padded base64"),
    // As many characters hold up to two bytes more or less.
    z.refine((text) => sizeOf(text) <= limit, `must be of at most ${limit} bytes`),
  );
}

function sizeOf(base64: string): number {
  return (base64.length / 4) * 3 - (base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0);
}

const bytes32 = z
  .string("must be text")
  .check(z.regex(/^0x[0-9a-f]{64}$/, "must be 0x and 64 lower-case hexadecimal digits"));

const digest = z
  .string("must be text")
  .check(z.regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits"));

const quotation = z.strictObject({
  passage: z
    .string("must be text")
    .check(z.maxLength(LONGEST_PASSAGE, `must be of at most ${LONGEST_PASSAGE} characters`)),
  blocks: z
    .array(
      z.strictObject({
        index: z.int("must be a whole number").check(z.minimum(0, "must be 0 or more")),
        text: z.string("must be text"),
        path: z
          .array(digest)
          .check(z.maxLength(LONGEST_TEXT_PATH, `must be of at most ${LONGEST_TEXT_PATH} steps`)),
      }),
    )
    .check(z.maxLength(MOST_QUOTED_BLOCKS, `must be at most ${MOST_QUOTED_BLOCKS}`)),
});

const identity = z
  .strictObject({
    evidence: z.optional(base64(LARGEST_EVIDENCE)),
    profile: z.optional(base64(LARGEST_PROFILE)),
  })
  .check(
    z.refine(
      ({ evidence, profile }) => evidence !== undefined || profile !== undefined,
      "must hold something",
    ),
  );

const endorsements = z.strictObject({
  before: digest,
  entries: base64(MOST_ENDORSED_ENTRIES * ENTRY_BYTES),
  statements: z
    .array(z.omit(endorsementSchema, { type: true, publication: true, head: true }))
    .check(
      z.minLength(1, "must be one or more"),
      z.maxLength(MOST_ENDORSEMENTS, `must be at most ${MOST_ENDORSEMENTS}`),
    ),
});

const schema = z.strictObject({
  type: z.literal(PROOF_TYPE),
  manifest: base64(MAX_MANIFEST_BYTES),
  path: z.optional(z.string("must be text")),
  quotation: z.optional(quotation),
  batch: z.optional(
    z.strictObject({
      root: bytes32,
      path: z.array(bytes32).check(z.maxLength(LONGEST_BATCH_PATH, "must be of at most 32 steps")),
    }),
  ),
  identity: z.optional(identity),
  endorsements: z.optional(endorsements),
  state: z.strictObject({
    header: base64(LARGEST_HEADER),
    nodes: z
      .array(base64(LARGEST_NODE))
      .check(z.maxLength(MOST_PROOF_NODES, `must be at most ${MOST_PROOF_NODES}`)),
  }),
});

/**
 * Looks at sizes, then at the form alone. White space between the parts of the JSON is free, and so is the order of
 * fields; what is in them has one form each, and no field may be there twice.
 * @throws PROOF_TOO_LARGE | PROOF_MALFORMED | PROOF_TYPE_UNKNOWN
 */
export function parseProof(bytes: Uint8Array): Proof {
  if (bytes.length > MAX_PROOF_BYTES) fail("PROOF_TOO_LARGE", { got: bytes.length, limit: MAX_PROOF_BYTES });
  const value = strictJson(bytes);
  assertKnownType(value);
  const result = z.safeParse(schema, value);
  if (!result.success) {
    const [first] = result.error.issues;
    const place = first === undefined || first.path.length === 0 ? "the top level" : first.path.join(".");
    return fail("PROOF_MALFORMED", { problem: `${place}: ${first?.message ?? "it is none"}` });
  }
  const { manifest, path, quotation, batch, identity, endorsements: signed, state } = result.data;
  return {
    manifest: fromBase64(manifest),
    ...(path === undefined ? {} : { path }),
    ...(quotation === undefined ? {} : { quotation: read(quotation) }),
    ...(batch === undefined ? {} : { batch: batch as NonNullable<Proof["batch"]> }),
    ...(identity === undefined ? {} : { identity: documents(identity, fromBase64) }),
    ...(signed === undefined ? {} : { endorsements: endorsed(signed) }),
    state: { header: fromBase64(state.header), nodes: state.nodes.map(fromBase64) },
  };
}

function read({ passage, blocks }: z.infer<typeof quotation>): QuotationProof {
  return {
    passage,
    blocks: blocks.map(({ index, text, path }) => ({ block: text, index, siblings: path as Digest[] })),
  };
}

/** Every field was checked by the constructor of its tagged type. */
function endorsed({ before, entries, statements }: z.infer<typeof endorsements>): ProofEndorsements {
  return {
    before: before as Digest,
    entries: fromBase64(entries),
    statements: statements as unknown as ProofEndorsements["statements"],
  };
}

/** One line for each node, so that two proofs can be compared by eye. */
export function encodeProof(proof: Proof): Uint8Array {
  const { manifest, path, quotation, batch, identity, endorsements: signed, state } = proof;
  const value = {
    type: PROOF_TYPE,
    manifest: toBase64(manifest),
    ...(path === undefined ? {} : { path }),
    ...(quotation === undefined ? {} : { quotation: written(quotation) }),
    ...(batch === undefined ? {} : { batch }),
    ...(identity === undefined ? {} : { identity: documents(identity, toBase64) }),
    ...(signed === undefined ? {} : { endorsements: { ...signed, entries: toBase64(signed.entries) } }),
    state: { header: toBase64(state.header), nodes: state.nodes.map(toBase64) },
  };
  return utf8ToBytes(`${JSON.stringify(value, undefined, 1)}\n`);
}

function documents<From, To>(
  { evidence, profile }: { readonly evidence?: From | undefined; readonly profile?: From | undefined },
  as: (document: From) => To,
): { readonly evidence?: To; readonly profile?: To } {
  return {
    ...(evidence === undefined ? {} : { evidence: as(evidence) }),
    ...(profile === undefined ? {} : { profile: as(profile) }),
  };
}

function written({ passage, blocks }: QuotationProof) {
  return {
    passage,
    blocks: blocks.map(({ block, index, siblings }) => ({ index, text: block, path: siblings })),
  };
}

/** The platform's parser takes a field that is there twice, the other one a comma too many: both have to agree. */
function strictJson(bytes: Uint8Array): unknown {
  const decoded = decodeDocument(bytes);
  if (!decoded.ok) return fail("PROOF_MALFORMED", { problem: `it is no JSON: ${decoded.problem}` });
  try {
    return JSON.parse(utf8Of(bytes)) as unknown;
  } catch (error) {
    return fail("PROOF_MALFORMED", { problem: `it is no JSON: ${reasonOf(error)}` }, error);
  }
}

/** What ECMAScript itself has to decode UTF-8 strictly. @throws URIError */
function utf8Of(bytes: Uint8Array): string {
  const escaped = (c: string): string => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return decodeURIComponent(latin1Of(bytes).replace(/[%\x80-\xff]/g, escaped));
}

function assertKnownType(value: unknown): void {
  if (typeof value !== "object" || value === null || !("type" in value)) return;
  const { type } = value;
  if (typeof type === "string" && type.startsWith("colophon/proof/") && type !== PROOF_TYPE)
    fail("PROOF_TYPE_UNKNOWN", { got: type, known: PROOF_TYPE });
}
