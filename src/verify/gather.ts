import type { CID } from "../core/cid.ts";
import { cidDigest, documentCid, parseCid, RAW } from "../core/cid.ts";
import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { Placement } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import { answerOf, manifestOf } from "./answer.ts";
import { compareFolder, bareFile, type ReadableFile } from "./compare.ts";
import type { IsAsked } from "./copies.ts";
import type { Evidence, HeldFile, IssueEvidence } from "./evidence.ts";
import { folderIssue } from "./folder-issue.ts";
import { manifestByCid } from "./manifest-by-cid.ts";
import { type ByWords, nearest } from "./nearest.ts";
import { withOthers } from "./others.ts";
import type { Witness } from "./witness.ts";

export { manifestOf } from "./answer.ts";

export interface Gathering {
  readonly witness: Witness;
  readonly sha256: Sha256;
  /** The issue that the reader says it is a copy of. */
  readonly label?: Label;
  /** The archived file that a stranger's file is most like by its words; its words are not compared when left out. */
  readonly byWords?: ByWords;
}

/** Everything there is to know about one file, for `judge`. */
export async function gatherFile(file: ReadableFile, gathering: Gathering): Promise<Evidence> {
  return complete(await aboutFile(file, gathering), gathering);
}

/** With where else it stands, and with who answered for the chain. */
async function complete(evidence: Evidence, gathering: Gathering): Promise<Evidence> {
  const found = await withOthers(evidence, gathering);
  const nodes = gathering.witness.nodes?.();
  return nodes === undefined ? found : { ...found, nodes };
}

async function aboutFile(file: ReadableFile, gathering: Gathering): Promise<Evidence> {
  const { witness, label } = gathering;
  const placements = await answerOf(witness.name, () => witness.files(file.sha256));
  const base = { subject: { kind: "file", file: bareFile(file) }, placements, ...askedFor(label) } as const;
  const own = await answerOf(witness.name, () => ownManifest(file.sha256, witness));
  if (own.known && own.value !== undefined) return { ...base, issue: own.value };
  if (!placements.known) return base;
  const best = bestPlacement(placements.value, label);
  const isAsked: IsAsked = ({ sha256 }) => sha256 === file.sha256;
  if (best !== undefined) return { ...base, issue: await witness.issue(best.manifest, isAsked) };
  const near = await nearest(file, gathering);
  // It may be a manifest itself.
  if (!own.known) return { ...base, ...near, uncompared: own };
  const elsewhere = bestPlacement(placements.value, undefined);
  if (elsewhere === undefined) return { ...base, ...near };
  // Intact, and another issue's than the one that was named: what it resembles there is beside the point.
  const { difference: _, ...unread } = near;
  return { ...base, ...unread, issue: await witness.issue(elsewhere.manifest, isAsked) };
}

/** The same for a folder: it is held against the issue that most of its files stand in. */
export async function gatherFolder(
  name: string,
  files: readonly HeldFile[],
  gathering: Gathering,
): Promise<Evidence> {
  return complete(await aboutFolder(name, files, gathering), gathering);
}

async function aboutFolder(
  name: string,
  files: readonly HeldFile[],
  gathering: Gathering,
): Promise<Evidence> {
  const { witness, label } = gathering;
  const subject = { kind: "folder", name, files: files.map(bareFile) } as const;
  const base = { subject, ...askedFor(label) };
  const placements = await answerOf(witness.name, () => placementsOf(files, witness));
  if (!placements.known) return { ...base, placements };
  const issue = await answerOf(witness.name, () => folderIssue(files, placements.value, gathering));
  if (!issue.known) return { ...base, placements, uncompared: issue };
  const found = { ...base, placements, ...(issue.value === undefined ? {} : { issue: issue.value }) };
  if (isSettled(files, issue.value, gathering)) return found;
  const others = await answerOf(witness.name, () => alikeAny(files, witness));
  return others.known ? found : { ...found, uncompared: others };
}

/** Nothing else can be more like it. */
function isSettled(
  files: readonly HeldFile[],
  issue: IssueEvidence | undefined,
  { sha256, label }: Gathering,
): boolean {
  const manifest = issue === undefined ? undefined : manifestOf(issue, sha256);
  if (manifest === undefined) return false;
  // It may be a copy of the issue that was named, too.
  if (label !== undefined && manifest.issue.label !== label) return false;
  const { different, missing, extra } = compareFolder(files, manifest.files);
  return different.length + missing.length + extra.length === 0;
}

/** Fails when there may be an issue, not known to the witness, that is this very folder. */
async function alikeAny(files: readonly HeldFile[], witness: Witness): Promise<void> {
  const [first] = files;
  if (first !== undefined) await witness.similar(first.path, first.size);
}

/** The same for a CID: of a manifest, of an issue's content, or of a file of up to 1 MiB. @throws CID_INVALID */
export async function gatherCid(text: string, gathering: Gathering): Promise<Evidence> {
  return complete(await aboutCid(parseCid(text), gathering), gathering);
}

async function aboutCid(cid: CID, gathering: Gathering): Promise<Evidence> {
  const { witness, label } = gathering;
  const base = { subject: { kind: "cid", cid: cid.toString() }, ...askedFor(label) } as const;
  const found = await answerOf(witness.name, () => manifestFor(cid, gathering));
  if (!found.known) return { ...base, placements: found };
  const placements = { known: true, value: [], source: witness.name } as const;
  const digest = found.value;
  if (digest === undefined) return { ...base, placements };
  const isFile = cid.code === RAW && cidDigest(cid) !== digest;
  const issue = await witness.issue(digest, ({ cid: own }) => !isFile || own.equals(cid));
  if (label === undefined) return { ...base, placements, issue };
  // It may stand in the issue that was named, too.
  const others = await answerOf(witness.name, () => witness.similar(label, 0));
  return { ...base, placements, issue, ...(others.known ? {} : { uncompared: others }) };
}

async function manifestFor(cid: CID, { witness, label }: Gathering): Promise<Digest | undefined> {
  const direct = await manifestByCid(cid, witness);
  if (direct !== undefined || cid.code !== RAW) return direct;
  const placed = await witness.files(cidDigest(cid));
  return (bestPlacement(placed, label) ?? bestPlacement(placed, undefined))?.manifest;
}

/** The file may be a manifest itself: then its digest is the content hash. */
async function ownManifest(sha256: Digest, witness: Witness): Promise<IssueEvidence | undefined> {
  const found = await witness.byCid(documentCid(sha256));
  return found === undefined ? undefined : witness.issue(found);
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

function askedFor(label: Label | undefined): Pick<Evidence, "asked"> {
  return label === undefined ? {} : { asked: { label } };
}
