import type { Digest } from "../core/digest.ts";
import { failure } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { FileEntry } from "../core/manifest/manifest.ts";
import { fileName, type IssuePath } from "../core/path.ts";
import type { Sha256 } from "../core/sha256.ts";
import { documentCid } from "../core/cid.ts";
import { answerOf, manifestOf } from "./answer.ts";
import { compareFile, type ReadableFile } from "./compare.ts";
import type { Difference, Evidence, IssueEvidence, Unanswered } from "./evidence.ts";
import type { Witness } from "./witness.ts";

/** How many archived files a stranger's file is held against. */
const MOST_CANDIDATES = 8;

/** An archived file that has words in common with the reader's, and how much of them: from 0 to 1. */
export interface WordsMatch {
  readonly manifest: Digest;
  readonly path: IssuePath;
  readonly resemblance: number;
}

/** Undefined where nothing is like it. @throws what keeps the archive from being searched */
export type ByWords = (file: ReadableFile) => Promise<WordsMatch | undefined>;

/** A file that has as much in common byte for byte is found; its words need not be sought. */
const ALIKE_BY_BYTES = 0.5;

interface Seeking {
  readonly witness: Witness;
  readonly sha256: Sha256;
  readonly label?: Label;
  readonly byWords?: ByWords;
}

interface Candidate {
  readonly manifest: Digest;
  /** Undefined for the file of the same name, or the only one. */
  readonly path: IssuePath | undefined;
}

/** The archived file that a stranger's file is most like, and what could not be held against it. */
export async function nearest(
  file: ReadableFile,
  seeking: Seeking,
): Promise<Pick<Evidence, "issue" | "difference" | "uncompared">> {
  const { witness } = seeking;
  const candidates = await answerOf(witness.name, () => candidatesFor(file, seeking));
  if (!candidates.known) return { uncompared: candidates };
  const issueOf = remembered(witness);
  let uncompared: Unanswered | undefined;
  let best: { issue: IssueEvidence; difference: Difference } | undefined;
  for (const candidate of candidates.value.slice(0, MOST_CANDIDATES)) {
    const issue = await issueOf(candidate.manifest);
    const compared = await held(file, { ...candidate, issue }, seeking);
    if (compared === undefined) continue;
    if (!compared.known) uncompared = compared;
    else if (best === undefined || compared.value.resemblance > best.difference.resemblance)
      best = { issue, difference: compared.value };
  }
  if (best === undefined || best.difference.resemblance < ALIKE_BY_BYTES) {
    const worded = await answerOf(witness.name, () => foundByWords(file, issueOf, seeking));
    if (!worded.known) uncompared = worded;
    else best = worded.value ?? best;
  }
  return { ...best, ...(uncompared === undefined ? {} : { uncompared }) };
}

async function foundByWords(
  file: ReadableFile,
  issueOf: (manifest: Digest) => Promise<IssueEvidence>,
  seeking: Seeking,
): Promise<{ issue: IssueEvidence; difference: Difference } | undefined> {
  // The reader has named an issue: what another has in common with it is beside the point.
  if (seeking.byWords === undefined || seeking.label !== undefined) return undefined;
  const match = await seeking.byWords(file);
  if (match === undefined) return undefined;
  const issue = await issueOf(match.manifest);
  const compared = await held(file, { path: match.path, issue }, seeking);
  if (compared === undefined) return undefined;
  if (!compared.known) throw compared.failure;
  return { issue, difference: { ...compared.value, wordsAlike: match.resemblance } };
}

/** Undefined when the issue has no file to hold it against. */
async function held(
  file: ReadableFile,
  { issue, path }: { issue: IssueEvidence; path: IssuePath | undefined },
  { witness, sha256 }: Seeking,
) {
  const manifest = manifestOf(issue, sha256);
  if (manifest === undefined) return unread(issue);
  const { files } = manifest;
  const named = files.find((one) =>
    path === undefined ? fileName(one.path) === fileName(file.path) : one.path === path,
  );
  const entry = named ?? (path === undefined ? likely(file.path, files) : undefined);
  if (entry === undefined) return undefined;
  const from = { block: witness.block.bind(witness), sha256 };
  return answerOf(witness.name, () => compareFile(file, entry, from));
}

/** The only file, or the only one of the reader's kind: whoever saves a message calls it as they like. */
function likely(name: string, files: readonly FileEntry[]): FileEntry | undefined {
  const ofKind = files.filter(({ path }) => endingOf(path) === endingOf(name));
  const [only, ...others] = ofKind.length > 0 ? ofKind : files;
  return others.length === 0 ? only : undefined;
}

function endingOf(path: string): string | undefined {
  return /\.[^./]+$/.exec(path)?.[0].toLowerCase();
}

function unread({ digest, manifest }: IssueEvidence): Unanswered {
  if (!manifest.known) return manifest;
  const cid = documentCid(digest).toString();
  return { known: false, failure: failure("BLOCK_MISSING", { cid }), source: manifest.source };
}

/** When the reader has named an issue, its files are candidates whatever they are called. */
async function candidatesFor(file: ReadableFile, { witness, label }: Seeking): Promise<readonly Candidate[]> {
  const similar = await witness.similar(file.path, file.size);
  if (label === undefined) return similar;
  const wanted = similar.filter((placement) => placement.label === label);
  if (wanted.length > 0) return wanted;
  return (await witness.labelled(label)).map((manifest) => ({ manifest, path: undefined }));
}

function remembered(witness: Witness): (manifest: Digest) => Promise<IssueEvidence> {
  const seen = new Map<Digest, IssueEvidence>();
  return async (manifest) => {
    const issue = seen.get(manifest) ?? (await witness.issue(manifest));
    seen.set(manifest, issue);
    return issue;
  };
}
