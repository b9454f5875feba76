import { type CID, documentCid } from "../core/cid.ts";
import { asFailure, isFailure } from "../core/errors/error.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type { Store } from "../core/ports.ts";
import { type PublicationRef, publicationKey } from "../core/publication.ts";
import { blockFromAny } from "../core/retrieval.ts";
import type { Sha256, Sha256Stream } from "../core/sha256.ts";
import type { Anchored, SaidOfIssue } from "./anchored.ts";
import { contentProblem } from "./content.ts";
import { type IdentityProblem, identityProblem } from "./identity.ts";
import type { Fault } from "./report.ts";

export interface ManifestReading {
  readonly stores: readonly Store[];
  readonly sha256: Sha256;
  /** Where it is given, files of several blocks are read and hashed. */
  readonly sha256Stream?: () => Sha256Stream;
  /** Told of every revision in turn, and what its manifest says if that could be read and is of this publication. */
  readonly each: (revision: Anchored, said: SaidOfIssue | undefined) => void;
}

// A later version of the format: nothing is wrong with it (docs/spec/manifest.md, "To accept a manifest").
const NEWER = ["MANIFEST_TYPE_UNKNOWN", "MANIFEST_PAGED"] as const;

/** Does each manifest say what the registry says of it? Whether stores hold it is asked of each store in turn. */
export async function readManifests(
  ref: PublicationRef,
  revisions: Iterable<Anchored>,
  reading: ManifestReading,
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const revision of revisions) {
    const { said, fault } = await readOne(ref, revision, reading);
    if (fault !== undefined) faults.push(fault);
    reading.each(revision, said);
  }
  return faults;
}

async function readOne(
  ref: PublicationRef,
  revision: Anchored,
  { stores, sha256, sha256Stream }: ManifestReading,
): Promise<{ readonly said?: SaidOfIssue; readonly fault?: Fault | undefined }> {
  const { label, digest, entry } = revision;
  try {
    const block = (cid: CID) => blockFromAny(stores, cid, sha256);
    const found = await block(documentCid(digest));
    if (found === undefined) return {};
    const manifest = decodeManifest(found.bytes, digest, sha256);
    const fault =
      faultOf(manifest, revision, ref) ??
      contentFault(await contentProblem(manifest, { block, sha256Stream }), revision) ??
      identityFault(await identityProblem(manifest, { block, sha256 }), revision);
    if (fault?.fault === "manifest-foreign") return { fault };
    const { title, date } = manifest.issue;
    return { fault, said: { title, ...(date === undefined ? {} : { date }) } };
  } catch (error) {
    if (isFailure(error, "STORE_UNREACHABLE", "STORE_SILENT", "BLOCK_MISMATCH")) return {};
    const says = `The manifest of issue ${label} cannot be used: ${asFailure(error).message}`;
    const fault = isFailure(error, ...NEWER) ? "manifest-newer" : "manifest-invalid";
    return { fault: { fault, says, label, digest, entry } };
  }
}

function contentFault(problem: string | undefined, { label, digest, entry }: Anchored): Fault | undefined {
  if (problem === undefined) return undefined;
  const says = `The content of issue ${label} is not the directory of the files that its manifest lists: ${problem}.`;
  return { fault: "content-mismatch", says, label, digest, entry };
}

function identityFault(
  problem: IdentityProblem | undefined,
  { label, digest, entry }: Anchored,
): Fault | undefined {
  if (problem === undefined) return undefined;
  const fault = problem.kind === "newer" ? "document-newer" : "identity-mismatch";
  const says = `What the manifest of issue ${label} refers to as its domain's word is not that: ${problem.says}.`;
  return { fault, says, label, digest, entry };
}

function faultOf(
  { publication, issue, supersedes }: Manifest,
  { label, digest, entry, ...revision }: Anchored,
  ref: PublicationRef,
): Fault | undefined {
  const of = publicationKey(publication);
  if (of !== publicationKey(ref))
    return {
      fault: "manifest-foreign",
      says: `The manifest of issue ${label} belongs to ${of}.`,
      ...{ label, digest, entry },
    };
  if (issue.label === label && issue.revision === revision.revision && supersedes === revision.supersedes)
    return undefined;
  return {
    fault: "manifest-mismatch",
    says: `Entry ${entry} anchors issue ${label}, revision ${revision.revision}; its manifest says issue ${issue.label}, revision ${issue.revision}.`,
    ...{ label, digest, entry },
  };
}
