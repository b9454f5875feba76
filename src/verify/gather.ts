import type { CID } from "../core/cid.ts";
import { documentCid, parseCid, RAW, cidDigest } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type { Answer, Placement } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import { compareFile, compareFolder, type ReadableFile } from "./compare.ts";
import type { Difference, Evidence, HeldFile, IssueEvidence } from "./evidence.ts";
import type { Witness } from "./witness.ts";

/** How many archived files a stranger's file is held against. */
const MOST_CANDIDATES = 8;

export interface Gathering {
  readonly witness: Witness;
  readonly sha256: Sha256;
  /** The issue that the reader says it is a copy of. */
  readonly label?: Label;
}

/** Everything there is to know about one file, for `judge`. */
export async function gatherFile(file: ReadableFile, gathering: Gathering): Promise<Evidence> {
  const { witness } = gathering;
  const subject = { kind: "file", file: bare(file) } as const;
  const placements = await answerOf(witness, () => witness.files(file.sha256));
  const asked = gathering.label === undefined ? {} : { asked: { label: gathering.label } };
  const own = await ownManifest(file.sha256, witness);
  if (own !== undefined) return { subject, placements, issue: own, ...asked };
  if (!placements.known) return { subject, placements, ...asked };
  const best = bestPlacement(placements.value, gathering.label);
  if (best !== undefined) return { subject, placements, issue: await witness.issue(best.manifest), ...asked };
  return { subject, placements, ...asked, ...(await nearest(file, gathering)) };
}

/** The same for a folder: it is held against the issue that most of its files stand in. */
export async function gatherFolder(
  name: string,
  files: readonly HeldFile[],
  gathering: Gathering,
): Promise<Evidence> {
  const { witness } = gathering;
  const subject = { kind: "folder", name, files: files.map(bare) } as const;
  const placements = await answerOf(witness, () => placementsOf(files, witness));
  if (!placements.known) return { subject, placements };
  const digest = await folderIssue(files, placements.value, gathering);
  if (digest === undefined) return { subject, placements };
  const issue = await witness.issue(digest);
  const manifest = manifestOf(issue, gathering.sha256);
  const folder = manifest === undefined ? {} : { folder: compareFolder(files, manifest.files) };
  return { subject, placements, issue, ...folder };
}

/** The same for a CID: of a manifest, of an issue's content, or of one file. @throws CID_INVALID */
export async function gatherCid(text: string, gathering: Gathering): Promise<Evidence> {
  const { witness } = gathering;
  const cid = parseCid(text);
  const subject = { kind: "cid", cid: cid.toString() } as const;
  const found = await answerOf(witness, () => manifestsOf(cid, witness));
  if (!found.known) return { subject, placements: found };
  const [digest] = found.value;
  const placements = { known: true, value: [], source: witness.name } as const;
  if (digest === undefined) return { subject, placements };
  return { subject, placements, issue: await witness.issue(digest) };
}

/** The manifest of an issue, if its bytes are there and hold; the judge says why when they do not. */
export function manifestOf(
  issue: Pick<IssueEvidence, "digest" | "manifest">,
  sha256: Sha256,
): Manifest | undefined {
  if (!issue.manifest.known || issue.manifest.value === undefined) return undefined;
  try {
    return decodeManifest(issue.manifest.value, issue.digest, sha256);
  } catch {
    return undefined;
  }
}

async function manifestsOf(cid: CID, witness: Witness): Promise<readonly Digest[]> {
  const direct = await witness.byCid(cid);
  if (direct !== undefined) return [direct];
  if (cid.code !== RAW) return [];
  const placed = bestPlacement(await witness.files(cidDigest(cid)), undefined);
  return placed === undefined ? [] : [placed.manifest];
}

/** The file may be a manifest itself: then its digest is the content hash. */
async function ownManifest(sha256: Digest, witness: Witness): Promise<IssueEvidence | undefined> {
  const found = await answerOf(witness, () => witness.byCid(documentCid(sha256)));
  return found.known && found.value !== undefined ? witness.issue(found.value) : undefined;
}

/** The latest revision that holds it: a file that a correction left alone is as current as the correction. */
function bestPlacement(found: readonly Placement[], label: Label | undefined): Placement | undefined {
  const wanted = label === undefined ? found : found.filter((placement) => placement.label === label);
  const [first] = wanted;
  if (first === undefined) return undefined;
  const same = wanted.filter(
    (placement) => placement.label === first.label && placement.publication === first.publication,
  );
  return same.reduce((best, next) => (next.revision > best.revision ? next : best), first);
}

async function placementsOf(files: readonly HeldFile[], witness: Witness): Promise<readonly Placement[]> {
  const found: Placement[] = [];
  for (const file of files)
    found.push(...(await witness.files(file.sha256)).filter((placement) => placement.path === file.path));
  return found;
}

async function folderIssue(
  files: readonly HeldFile[],
  placements: readonly Placement[],
  { witness, label }: Gathering,
): Promise<Digest | undefined> {
  if (label !== undefined) return (await witness.labelled(label))[0];
  const votes = new Map<Digest, { count: number; revision: number }>();
  for (const { manifest, revision } of placements)
    votes.set(manifest, { count: (votes.get(manifest)?.count ?? 0) + 1, revision });
  const [best] = [...votes].sort(([, a], [, b]) => b.count - a.count || b.revision - a.revision);
  return best?.[0] ?? (await similarIssue(files, witness));
}

/** When every file was altered, names and sizes still point to the issue. */
async function similarIssue(files: readonly HeldFile[], witness: Witness): Promise<Digest | undefined> {
  const votes = new Map<Digest, number>();
  for (const file of files.slice(0, MOST_CANDIDATES))
    for (const near of await witness.similar(file.path, file.size))
      if (near.path === file.path && near.size === file.size)
        votes.set(near.manifest, (votes.get(near.manifest) ?? 0) + 1);
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

async function nearest(
  file: ReadableFile,
  gathering: Gathering,
): Promise<{ issue?: IssueEvidence; difference?: Difference }> {
  const { witness } = gathering;
  const candidates = await answerOf(witness, () => candidatesFor(file, gathering));
  if (!candidates.known) return {};
  const seen = new Map<Digest, IssueEvidence>();
  let best: { issue: IssueEvidence; difference: Difference } | undefined;
  for (const placement of candidates.value.slice(0, MOST_CANDIDATES)) {
    const issue = seen.get(placement.manifest) ?? (await witness.issue(placement.manifest));
    seen.set(placement.manifest, issue);
    const entry = manifestOf(issue, gathering.sha256)?.files.find((one) => one.path === placement.path);
    if (entry === undefined) continue;
    const compared = await answerOf(witness, () => compareFile(file, entry, (cid) => witness.block(cid)));
    if (compared.known && (best === undefined || compared.value.resemblance > best.difference.resemblance))
      best = { issue, difference: compared.value };
  }
  return best ?? {};
}

async function candidatesFor(
  file: ReadableFile,
  { witness, label }: Gathering,
): Promise<readonly Placement[]> {
  const found = await witness.similar(file.path, file.size);
  return label === undefined ? found : found.filter((placement) => placement.label === label);
}

async function answerOf<T>(witness: Witness, ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { known: true, value: await ask(), source: witness.name };
  } catch (error) {
    return { known: false, failure: asFailure(error), source: witness.name };
  }
}

function bare({ path, size, sha256 }: HeldFile): HeldFile {
  return { path, size, sha256 };
}
