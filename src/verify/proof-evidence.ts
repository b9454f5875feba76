import { failure } from "../core/errors/error.ts";
import { fileName } from "../core/path.ts";
import type { Answer, BlockRef } from "../core/ports.ts";
import type { ProvenIssue } from "../core/proof/verify.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
import type { Difference, Evidence, HeldFile, IssueEvidence, RegistryEvidence, Subject } from "./evidence.ts";

/** What the reader holds beside the proof; without it, the issue itself is asked about. */
export type HeldCopy = Extract<Subject, { readonly kind: "file" | "folder" }>;

/** Whether the block of a proof is beyond reorganisation: as the reader says, or by the latest final block of a node. */
export type BlockStanding = { readonly final: true } | { readonly final: false; readonly latest: BlockRef };

/** An entry that a publication's history begins with is its registration: before the second, nothing can have a label. */
const FIRST_ISSUE = 2;

/**
 * A verified proof as what `judge` takes, so that it comes to the same verdict in the same words as asking the chain
 * does. What a proof cannot tell is left out, or an answer that is not known.
 */
export function proofEvidence(proven: ProvenIssue, standing: BlockStanding, copy?: HeldCopy): Evidence {
  const { digest } = proven;
  return {
    subject: copy ?? { kind: "issue", manifest: digest },
    placements: { known: true, value: [], source: "the proof" },
    issue: issueOf(proven, standing),
    proof: proven.file === undefined ? {} : { path: proven.file.path },
    ...differenceOf(proven, copy),
  };
}

function issueOf(proven: ProvenIssue, standing: BlockStanding): IssueEvidence {
  const state = stateOf(proven);
  const source = sourceOf(proven);
  const proved: Answer<RegistryEvidence> = { known: true, value: state, source };
  const { earlier: _, ...nothing } = { ...state, record: undefined, current: undefined };
  const final = standing.final ? proved : { ...proved, value: { ...nothing, block: standing.latest } };
  return {
    digest: proven.digest,
    manifest: { known: true, value: proven.bytes, source: "the proof" },
    ...{ final, tip: proved, notices: [], revisions: [], copies: [] },
    ...namedOf(proven),
  };
}

/** The evidence is the publisher's word; who had to be believed for it, the judge says. */
function namedOf({ identity }: ProvenIssue): Partial<IssueEvidence> {
  const { evidence, profile } = identity ?? {};
  const source = "the proof";
  const archived: Answer<string> | undefined =
    evidence === undefined ? undefined : { known: true, value: new TextDecoder().decode(evidence), source };
  return {
    ...(profile === undefined ? { anonymous: true } : { publicationTitle: profile.title }),
    ...(profile?.domain === undefined ? {} : { domain: profile.domain }),
    ...(archived === undefined ? {} : { archivedIdentity: archived }),
  };
}

function stateOf(proven: ProvenIssue): RegistryEvidence {
  const { manifest, block, current } = proven;
  const { chain, registry, id } = manifest.publication;
  const { entry, time, revision, notice } = proven.record;
  const record = { entry, time, revision, notice };
  return {
    chain,
    registry,
    publication: id,
    block,
    record,
    current,
    profile: undefined,
    ...earlierOf(proven),
  };
}

/** The labels of batches are in their lists, which no proof holds: that none had the label before cannot be known. */
function earlierOf(proven: ProvenIssue): Pick<RegistryEvidence, "earlier"> {
  const source = sourceOf(proven);
  const { earlier, record } = proven;
  if (earlier !== undefined) return { earlier: { known: true, value: earlier, source } };
  if (record.first <= FIRST_ISSUE) return {};
  return { earlier: { known: false, failure: failure("PROOF_SILENT", { entry: record.first }), source } };
}

function sourceOf({ block }: ProvenIssue): string {
  return `block ${block.hash}`;
}

/**
 * Of a file that is not the issue's, the one that it may be a copy of: of the same name. Only their digests can be
 * compared, so that one that has no more than its size in common would be called altered by chance.
 */
function differenceOf(
  { digest, manifest, file }: ProvenIssue,
  copy: HeldCopy | undefined,
): Pick<Evidence, "difference"> {
  if (copy?.kind !== "file") return {};
  const { file: held } = copy;
  const isListed = held.sha256 === digest || manifest.files.some(({ sha256 }) => sha256 === held.sha256);
  const entry = isListed ? undefined : likely(held, file === undefined ? manifest.files : [file]);
  return entry === undefined ? {} : { difference: unread(held, entry) };
}

function likely(held: HeldFile, files: readonly FileEntry[]): FileEntry | undefined {
  const [only, ...others] = files.filter(({ path }) => fileName(path) === fileName(held.path));
  return others.length === 0 ? only : undefined;
}

function unread({ path, size, sha256 }: HeldFile, entry: FileEntry): Difference {
  return {
    held: { path, size, sha256 },
    archived: { path: entry.path, size: entry.size, sha256: entry.sha256 },
    ...{ commonStart: 0, commonEnd: 0, resemblance: 0, unread: true },
  };
}
