import * as z from "zod/mini";
import { WELL_KNOWN_LIMIT } from "../core/identity/claim.ts";
import { type Digest, isDigest } from "../core/digest.ts";
import { CATALOGUE, type ErrorCode } from "../core/errors/catalogue.ts";
import { ColophonError, fail, failure } from "../core/errors/error.ts";
import { isLabel } from "../core/label.ts";
import { pathProblem } from "../core/path.ts";
import type { Answer, Placement } from "../core/ports.ts";
import { type Agreement, DISSENT_KINDS } from "../core/quorum/agreement.ts";
import type { DomainEvidence, EarlierIssue, IssueEvidence, RegistryEvidence } from "./evidence.ts";

/*
 * Evidence as one witness tells it to another, in JSON (docs/api.md). The manifest's bytes do not travel in it: they are
 * asked for verbatim and hashed by whoever asks. What comes in is checked field by field, since the teller may lie.
 */

/** More than anybody asks, and few enough to show. */
const MOST_NODES = 100;
const MOST_DISSENT = 1_000;
/** Every publication of an archive may have an issue of one label. */
const MOST_MANIFESTS = 100_000;

/** An answer, or the failure with its code and parameters. */
export type WireAnswer<T> =
  | { readonly known: true; readonly source: string; readonly value: T }
  | { readonly known: false; readonly source: string; readonly failure: WireFailure };

export interface WireFailure {
  readonly code: ErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly message: string;
  readonly next: string;
}

/** `IssueEvidence`, with the size of the manifest in the place of its bytes. */
export interface WireIssue extends Omit<
  IssueEvidence,
  "manifest" | "final" | "tip" | "vouching" | "archivedIdentity"
> {
  readonly vouching?: WireDomain;
  readonly archivedIdentity?: WireAnswer<string | undefined>;
  readonly manifest: WireAnswer<{ readonly size?: number }>;
  readonly final: WireAnswer<WireRegistry>;
  readonly tip: WireAnswer<WireRegistry>;
}

export interface WireDomain {
  readonly domain: string;
  readonly txt: WireAnswer<readonly string[]>;
  readonly file: WireAnswer<string | undefined>;
}

export interface WireRegistry extends Omit<RegistryEvidence, "earlier"> {
  /** Without a value when there is none. */
  readonly earlier?: WireAnswer<EarlierIssue | undefined>;
}

export function issueToWire(issue: IssueEvidence): WireIssue {
  const size = (bytes: Uint8Array | undefined) => (bytes === undefined ? {} : { size: bytes.length });
  const { vouching, archivedIdentity, ...rest } = issue;
  return {
    ...rest,
    manifest: answerToWire(issue.manifest, size),
    final: answerToWire(issue.final, registryToWire),
    tip: answerToWire(issue.tip, registryToWire),
    ...(vouching === undefined ? {} : { vouching: domainToWire(vouching) }),
    ...(archivedIdentity === undefined
      ? {}
      : { archivedIdentity: answerToWire(archivedIdentity, (value) => value) }),
  };
}

function domainToWire({ domain, txt, file }: DomainEvidence): WireDomain {
  return { domain, txt: answerToWire(txt, (value) => value), file: answerToWire(file, (value) => value) };
}

function registryToWire({ earlier, ...rest }: RegistryEvidence): WireRegistry {
  return earlier === undefined ? rest : { ...rest, earlier: answerToWire(earlier, (value) => value) };
}

export function failureToWire({ code, parameters, message, next }: ColophonError): WireFailure {
  return { code, parameters, message, next };
}

/** Checks an issue's evidence as it came; `source` is put before the teller's own sources. @throws CHAIN_ANSWER_INVALID */
export function issueFromWire(value: unknown, teller: string): Omit<IssueEvidence, "manifest"> {
  const wire = parsed(issueSchema, value, teller);
  // Every tagged field was checked by its own constructor's rule, so that this is IssueEvidence.
  const issue = wire as unknown as WireIssue;
  const { final, tip, copies, vouching, archivedIdentity, nodes, onCurrent, ...rest } = issue;
  return {
    ...rest,
    final: registryFromWire(final, teller),
    tip: registryFromWire(tip, teller),
    ...(nodes === undefined ? {} : { nodes: byWordOf(teller, nodes) }),
    ...(onCurrent === undefined ? {} : { onCurrent: { ...onCurrent, source: teller } }),
    ...(vouching === undefined ? {} : { vouching: domainFromWire(vouching, teller) }),
    ...(archivedIdentity === undefined
      ? {}
      : { archivedIdentity: answerFromWire(archivedIdentity, teller, (value) => value) }),
    // Nobody here read these copies.
    copies: copies.map((copy) => ({ ...copy, store: `${copy.store} (by the word of ${teller})` })),
  };
}

/** Nobody here asked these nodes. */
function byWordOf(teller: string, nodes: Agreement): Agreement {
  const told = (node: string): string => `${node} (by the word of ${teller})`;
  const renamed = <T extends { readonly node: string }>(all: readonly T[]): readonly T[] =>
    all.map((one) => ({ ...one, node: told(one.node) }));
  return {
    ...nodes,
    nodes: nodes.nodes.map(told),
    agreed: nodes.agreed.map(told),
    dissent: renamed(nodes.dissent),
    silent: renamed(nodes.silent),
  };
}

/** @throws CHAIN_ANSWER_INVALID */
export function placementsFromWire(value: unknown, teller: string): readonly Placement[] {
  return parsed(z.object({ placements: z.array(placement) }), value, teller)
    .placements as unknown as readonly Placement[];
}

/** The manifests that a label, or another search, leads to. @throws CHAIN_ANSWER_INVALID */
export function manifestsFromWire(value: unknown, teller: string): readonly Digest[] {
  return parsed(manifestsSchema, value, teller).manifests as unknown as readonly Digest[];
}

/**
 * The manifest that a CID leads to, undefined when the teller knows of none: only an answer that names the CID says so.
 *
 * @throws CHAIN_ANSWER_INVALID
 */
export function leadFromWire(value: unknown, cid: string, teller: string): Digest | undefined {
  const told = parsed(leadSchema, value, teller);
  if (told.cid !== cid) fail("CHAIN_ANSWER_INVALID", { node: teller, problem: "it spoke of another CID" });
  return told.manifest as Digest | undefined;
}

/** A failure as a problem document or an answer tells it; an unknown code counts as an answer that cannot be right. */
export function failureFromWire(value: unknown, teller: string): ColophonError {
  const wire = z.safeParse(failureSchema, value);
  if (!wire.success)
    return failure("CHAIN_ANSWER_INVALID", { node: teller, problem: "its failure has no code" });
  const { code, parameters, message, detail } = wire.data;
  if (!isCode(code))
    return failure("CHAIN_ANSWER_INVALID", { node: teller, problem: message ?? detail ?? code });
  return new ColophonError(code, parameters ?? {});
}

function domainFromWire({ domain, txt, file }: WireDomain, teller: string): DomainEvidence {
  const as = <T>(answer: WireAnswer<T>) => answerFromWire(answer, teller, (value) => value);
  return { domain, txt: as(txt), file: as(file) };
}

function registryFromWire(answer: WireAnswer<WireRegistry>, teller: string): Answer<RegistryEvidence> {
  return answerFromWire(answer, teller, ({ record, current, profile, earlier, ...rest }) => ({
    ...{ ...rest, record, current, profile },
    ...(earlier === undefined ? {} : { earlier: answerFromWire(earlier, teller, (value) => value) }),
  }));
}

function answerFromWire<T, U>(answer: WireAnswer<T>, teller: string, map: (value: T) => U): Answer<U> {
  const source = `${teller}, which asked ${answer.source}`;
  if (!answer.known) return { known: false, failure: failureFromWire(answer.failure, teller), source };
  return { known: true, value: map(answer.value), source };
}

function answerToWire<T, U>(answer: Answer<T>, map: (value: T) => U): WireAnswer<U> {
  const { source } = answer;
  return answer.known
    ? { known: true, source, value: map(answer.value) }
    : { known: false, source, failure: failureToWire(answer.failure) };
}

function parsed<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  teller: string,
): z.infer<Schema> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const problem = `${first?.path.join(".") ?? ""}: ${first?.message ?? "unknown"}`;
  return fail("CHAIN_ANSWER_INVALID", { node: teller, problem });
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(CATALOGUE, code);
}

function matching(accepts: (text: string) => boolean, message: string) {
  return z.string().check(z.refine(accepts, message));
}

const digest = matching(isDigest, "is no digest");
const label = matching(isLabel, "is no label");
const hash = z.string().check(z.regex(/^0x[0-9a-f]{64}$/, "is no hash"));
const number = z.number().check(z.refine((n) => Number.isSafeInteger(n) && n >= 0, "is no whole number"));
const id = z.string().check(z.regex(/^[1-9][0-9]{0,77}$/, "is no publication's number"));
const noticeKind = z.enum(["correction", "retraction", "concern", "withdrawal"]);

const placement = z.object({
  manifest: digest,
  publication: id,
  label,
  revision: number,
  path: matching((path) => pathProblem(path) === undefined, "is no path"),
  sha256: digest,
  size: number,
});

const manifestsSchema = z.object({ manifests: z.array(digest).check(z.maxLength(MOST_MANIFESTS)) });
const leadSchema = z.object({ cid: z.string(), manifest: z.optional(digest) });

const failureSchema = z.object({
  code: z.string(),
  parameters: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  message: z.optional(z.string()),
  detail: z.optional(z.string()),
});

const registrySchema = z.object({
  chain: z.string(),
  registry: z.string(),
  publication: id,
  block: z.object({ number, hash, time: number }),
  record: z.optional(
    z.object({
      entry: number,
      time: number,
      revision: number,
      notice: z.union([noticeKind, z.literal("none")]),
    }),
  ),
  current: z.optional(digest),
  profile: z.optional(digest),
  earlier: z.optional(
    z.discriminatedUnion("known", [
      z.object({
        known: z.literal(true),
        source: z.string(),
        value: z.optional(z.object({ digest, entry: number })),
      }),
      z.object({ known: z.literal(false), source: z.string(), failure: failureSchema }),
    ]),
  ),
});

function answered<Value extends z.ZodMiniType>(value: Value) {
  return z.discriminatedUnion("known", [
    z.object({ known: z.literal(true), source: z.string(), value }),
    z.object({ known: z.literal(false), source: z.string(), failure: failureSchema }),
  ]);
}

const registryAnswer = z.discriminatedUnion("known", [
  z.object({ known: z.literal(true), source: z.string(), value: registrySchema }),
  z.object({ known: z.literal(false), source: z.string(), failure: failureSchema }),
]);

const said = z.string().check(z.maxLength(1_000));
const nodeNames = z.array(said).check(z.maxLength(MOST_NODES));

const nodesSchema = z.object({
  needed: number,
  nodes: nodeNames,
  agreed: nodeNames,
  proved: z.boolean(),
  dissent: z
    .array(z.object({ node: said, kind: z.enum(DISSENT_KINDS), about: said, said, instead: said }))
    .check(z.maxLength(MOST_DISSENT)),
  silent: z.array(z.object({ node: said, problem: said })).check(z.maxLength(MOST_NODES)),
});

const catalogued = z.object({
  manifest: digest,
  content: z.string(),
  publication: id,
  label,
  revision: number,
  title: z.string(),
  date: z.optional(z.string()),
  entry: number,
  time: number,
  transaction: z.optional(hash),
  block: number,
});

const notice = z.object({
  kind: noticeKind,
  time: number,
  entry: number,
  transaction: z.optional(hash),
  reason: z.optional(z.string()),
});

const issueSchema = z.object({
  digest,
  final: registryAnswer,
  tip: registryAnswer,
  notices: z.array(notice),
  onCurrent: z.optional(z.object({ digest, revision: number, notices: z.array(notice), source: z.string() })),
  revisions: z.array(catalogued),
  copies: z.array(
    z.object({
      store: z.string(),
      status: z.enum(["served", "missing", "corrupt", "unreachable"]),
      problem: z.optional(z.string()),
      files: z.optional(z.object({ read: number, of: number })),
    }),
  ),
  transaction: z.optional(hash),
  domain: z.optional(z.string()),
  vouching: z.optional(
    z.object({
      domain: z.string(),
      txt: answered(z.array(z.string()).check(z.maxLength(1000))),
      file: answered(z.optional(z.string().check(z.maxLength(WELL_KNOWN_LIMIT)))),
    }),
  ),
  archivedIdentity: z.optional(answered(z.optional(z.string().check(z.maxLength(WELL_KNOWN_LIMIT))))),
  publicationTitle: z.optional(z.string()),
  nodes: z.optional(nodesSchema),
});
