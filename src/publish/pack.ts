import { documentCid } from "../core/cid.ts";
import { type Hashing, packContent } from "../core/dag/pack.ts";
import type { Encoded } from "../core/document.ts";
import type { Digest } from "../core/digest.ts";
import { encodeManifest } from "../core/manifest/codec.ts";
import {
  type IssueDescription,
  type Manifest,
  MANIFEST_TYPE,
  UNIXFS_PROFILE,
} from "../core/manifest/manifest.ts";
import { comparePaths } from "../core/path.ts";
import type { Car, CarWriter, ReadAhead, SourceFile, Staging } from "../core/ports.ts";
import type { PublicationRef } from "../core/publication.ts";

/** What the publisher has decided about an issue before any byte of it is read. */
export interface IssuePlan {
  readonly publication: PublicationRef;
  readonly files: readonly SourceFile[];
  readonly description: Omit<IssueDescription, "revision">;
}

/** Which revision the issue is to be. */
export interface RevisionOf {
  readonly revision: number;
  readonly supersedes?: Digest;
}

export const FIRST_REVISION: RevisionOf = { revision: 1 };

/** An issue whose every byte is fixed, waiting in the staging area. */
export interface PackedIssue {
  readonly manifest: Manifest;
  readonly encoded: Encoded;
  readonly car: Car;
}

export interface PackingTools {
  readonly hashing: Hashing;
  readonly typeOf: (file: SourceFile) => string;
  readonly onBytes?: (count: number) => void;
  /** Where these files were announced already, together with those of other issues. */
  readonly ahead?: ReadAhead;
}

/**
 * Reads the files once and makes the issue's blocks, manifest and CAR. The same input gives the same bytes.
 *
 * @throws SOURCE_CHANGED | SOURCE_UNREADABLE | MANIFEST_INVALID | MANIFEST_TOO_LARGE | ARCHIVE_DISK
 */
export async function packIssue(
  plan: IssuePlan,
  revisionOf: RevisionOf,
  { staging, ...tools }: PackingTools & { staging: Staging },
): Promise<PackedIssue> {
  const writer = await staging.begin();
  try {
    const { manifest, encoded } = await packInto(writer, plan, { revisionOf, tools });
    return { manifest, encoded, car: await writer.finish(documentCid(encoded.digest)) };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** The same, writing nothing: for `--dry-run`. */
export async function describeIssue(
  plan: IssuePlan,
  revisionOf: RevisionOf,
  tools: PackingTools,
): Promise<Omit<PackedIssue, "car">> {
  return packInto({ put: () => Promise.resolve() }, plan, { revisionOf, tools });
}

/** The files of an issue in the order in which packing asks for them: to announce those of many issues at once. */
export function filesInOrder({ files }: Pick<IssuePlan, "files">): readonly SourceFile[] {
  return files.toSorted((a, b) => comparePaths(a.path, b.path));
}

/** Hands the blocks of an issue to a writer of the caller's: many issues may go into one CAR. */
export async function packInto(
  writer: Pick<CarWriter, "put">,
  plan: IssuePlan,
  { revisionOf, tools }: { revisionOf: RevisionOf; tools: PackingTools },
): Promise<Omit<PackedIssue, "car">> {
  const packed = await packContent(filesInOrder(plan), writer, tools);
  const { revision, supersedes } = revisionOf;
  const manifest: Manifest = {
    content: packed.content,
    files: packed.files,
    issue: { ...plan.description, revision },
    profile: UNIXFS_PROFILE,
    publication: plan.publication,
    ...(supersedes === undefined ? {} : { supersedes }),
    type: MANIFEST_TYPE,
  };
  const encoded = encodeManifest(manifest, tools.hashing.sha256);
  await writer.put(documentCid(encoded.digest), encoded.bytes);
  return { manifest, encoded };
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
