import type { Block } from "../core/block.ts";
import { type CID, documentCid } from "../core/cid.ts";
import { packContent, type PackedContent, type PackOptions, withTexts } from "../core/dag/pack.ts";
import type { Encoded } from "../core/document.ts";
import { isFailure } from "../core/errors/error.ts";
import { encodeManifest } from "../core/manifest/codec.ts";
import {
  type IssueDescription,
  type Manifest,
  MANIFEST_TYPE,
  UNIXFS_PROFILE,
} from "../core/manifest/manifest.ts";
import { comparePaths } from "../core/path.ts";
import type { Car, CarWriter, SourceFile, Staging } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";
import type { As, Chosen, DescribedIssue, ManifestChoice, RevisionOf } from "./described.ts";

/** What the publisher has decided about an issue before any byte of it is read. */
export interface IssuePlan {
  readonly publication: PublicationRef;
  readonly files: readonly SourceFile[];
  readonly description: Omit<IssueDescription, "revision">;
}

/** An issue whose every byte is fixed, waiting in the staging area. */
export interface PackedIssue extends DescribedIssue {
  readonly car: Car;
}

export type PackingTools = PackOptions & {
  /** `false` leaves the text of what is new out. */
  readonly newText?: boolean;
  /** What publishers' domains say; without it nothing of that is archived. */
  readonly identities?: Identities;
};

/** What a publication's domain says of publications, for its issues to keep. */
export interface Identities {
  /** Undefined where it does not name this one now, or cannot be asked. Asked once in a run. */
  now(publication: PublicationRef): Promise<Encoded | undefined>;
  /** All that its domain can ever have said: what was archived once is among them, while the domain is the same. */
  possible(publication: PublicationRef): Promise<readonly Encoded[]>;
  /** What it said once, under another domain: out of a store; undefined where none gives it. */
  before(cid: CID): Promise<Block | undefined>;
}

/**
 * Reads the files once and makes the issue's blocks, manifest and CAR. The same input and choice give the same bytes.
 *
 * @throws SOURCE_CHANGED | SOURCE_UNREADABLE | MANIFEST_INVALID | MANIFEST_TOO_LARGE | ARCHIVE_DISK
 */
export async function packIssue(
  plan: IssuePlan,
  choice: ManifestChoice,
  { staging, ...tools }: PackingTools & { staging: Staging },
): Promise<PackedIssue> {
  const writer = await staging.begin();
  try {
    const { manifest, encoded } = await packInto(writer, plan, { choice, tools });
    return { manifest, encoded, car: await writer.finish(documentCid(encoded.digest)) };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** The same, writing nothing: for `--dry-run`. */
export async function describeIssue(
  plan: IssuePlan,
  choice: ManifestChoice,
  tools: PackingTools,
): Promise<DescribedIssue> {
  return packInto({ put: () => Promise.resolve() }, plan, { choice, tools });
}

/** The files of an issue in the order in which packing asks for them: to announce those of many issues at once. */
export function filesInOrder({ files }: Pick<IssuePlan, "files">): readonly SourceFile[] {
  return files.toSorted((a, b) => comparePaths(a.path, b.path));
}

/** Hands the blocks of an issue to a writer of the caller's: many issues may go into one CAR. */
export async function packInto(
  writer: Pick<CarWriter, "put">,
  plan: IssuePlan,
  { choice, tools }: { choice: ManifestChoice; tools: PackingTools },
): Promise<DescribedIssue> {
  const { newText = true } = tools;
  const identity = await tools.identities?.now(plan.publication);
  const files = await packFiles(writer, plan, choice.isNew && newText ? tools : withoutText(tools));
  const withText = async () => {
    // Its blocks are with the writer, and its bytes were counted.
    const { onBytes: _, ...again } = tools;
    const as = makerOf(plan, await packFiles(NOWHERE, plan, again), { tools: again, identity });
    const possible = (await tools.identities?.possible(plan.publication)) ?? [];
    return { as, identities: possible.map(({ block }) => block.cid) };
  };
  const made = await choice.choose(makerOf(plan, files, { tools, identity }), withText);
  await putIdentity(writer, made.manifest, tools.identities);
  await writer.put(documentCid(made.encoded.digest), made.encoded.bytes);
  return made;
}

/** What the manifest links to is in the CAR with it, whether it is said now or was said once. */
async function putIdentity(
  writer: Pick<CarWriter, "put">,
  { identity: cid, publication }: Manifest,
  identities: Identities | undefined,
): Promise<void> {
  if (cid === undefined || identities === undefined) return;
  const possible = await identities.possible(publication);
  const made = possible.find(({ block }) => block.cid.equals(cid));
  const block = made?.block ?? (await identities.before(cid));
  if (block !== undefined) await writer.put(block.cid, block.bytes);
}

const NOWHERE = { put: () => undefined };

function withoutText(tools: PackingTools): PackingTools {
  const { texts: _, ...others } = tools;
  return others;
}

function packFiles(writer: Pick<CarWriter, "put">, plan: IssuePlan, tools: PackingTools) {
  return packContent(filesInOrder(plan), writer, tools);
}

/** Makes the manifests that the files can have. */
function makerOf(
  plan: IssuePlan,
  { content, files }: PackedContent,
  { tools, identity: said }: { tools: PackingTools; identity: Encoded | undefined },
): As {
  const as = (
    { revision, supersedes }: RevisionOf,
    described: Manifest["files"],
    chosen: Chosen["identity"],
  ): DescribedIssue => {
    const identity = chosen === "asked" ? said?.block.cid : chosen;
    const manifest: Manifest = {
      content,
      files: described,
      ...(identity === undefined ? {} : { identity }),
      issue: { ...plan.description, revision },
      profile: UNIXFS_PROFILE,
      publication: plan.publication,
      ...(supersedes === undefined ? {} : { supersedes }),
      type: MANIFEST_TYPE,
    };
    return { manifest, encoded: encodeManifest(manifest, tools.hashing.sha256) };
  };
  return (revisionOf, { text, identity }) =>
    text === "taken"
      ? withTakenText((described) => as(revisionOf, described, identity), files, tools)
      : as(revisionOf, withTexts(files, text), identity);
}

/** Thousands of documents may be too many for their text, and not for a manifest. */
function withTakenText(
  as: (files: Manifest["files"]) => DescribedIssue,
  files: Manifest["files"],
  { onTextless }: PackingTools,
): DescribedIssue {
  try {
    return as(files);
  } catch (error) {
    const had = files.filter(({ text }) => text !== undefined);
    if (had.length === 0 || !isFailure(error, "MANIFEST_TOO_LARGE")) throw error;
    for (const { path } of had) onTextless?.(path);
    return as(withTexts(files, new Map()));
  }
}

/** A single document (a profile, a reason) as a CAR of one block. */
export async function packDocument(encoded: Encoded, staging: Staging): Promise<Car> {
  const writer = await staging.begin();
  try {
    await writer.put(encoded.block.cid, encoded.bytes);
    return await writer.finish(encoded.block.cid);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
