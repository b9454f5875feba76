import { portableKeccak256 } from "../../src/core/batch/keccak256.ts";
import { type AnchoredBatch, byLabel } from "../../src/core/batch/list.ts";
import { writeList, type WrittenList } from "../../src/core/batch/write.ts";
import type { CID } from "../../src/core/cid.ts";
import { type Digest, parseDigest } from "../../src/core/digest.ts";
import type { ListedIssue } from "../../src/core/history/issues.ts";
import { parseLabel } from "../../src/core/label.ts";
import { type PublicationId, type PublicationRef, publicationRef } from "../../src/core/publication.ts";
import { hashing } from "./hashing.ts";
import type { ModelArchive } from "./model-archive.ts";

/** A batch of the model's registry, with what a test asks about it. */
export interface ModelBatch extends AnchoredBatch {
  readonly written: WrittenList;
  of(label: string): Digest;
  /** As the registry's calls take it. */
  issue(label: string): {
    label: string;
    digest: Digest;
    root: `0x${string}`;
    path: readonly `0x${string}`[];
  };
}

type Texts = Readonly<Record<string, string>>;

/** Packs these issues and anchors them together: `batched(model, id, { "1": { "index.html": "one" } })`. */
export async function batched(
  model: ModelArchive,
  id: PublicationId,
  issues: Readonly<Record<string, Texts>>,
): Promise<ModelBatch> {
  const listed: ListedIssue[] = [];
  for (const [label, texts] of Object.entries(issues))
    listed.push({ label: parseLabel(label), digest: await model.pack(id, label, texts) });
  const batch = await listOf(model, refOf(model, id), listed);
  anchorList(model, batch);
  return batch;
}

/** The list of a batch, in every store; nothing is anchored. */
export async function listOf(
  model: ModelArchive,
  publication: PublicationRef,
  issues: readonly ListedIssue[],
): Promise<ModelBatch> {
  const put = async (cid: CID, bytes: Uint8Array) => model.keep({ cid, bytes });
  const tools = { sha256: hashing.sha256, keccak: portableKeccak256 };
  const written = await writeList(publication, issues.toSorted(byLabel), { put }, tools);
  const { list, digest, tree } = written;
  const { root, count } = list;
  const of = (label: string) => {
    const found = issues.find((issue) => issue.label === label);
    if (found === undefined) throw new Error(`the batch has no issue ${label}`);
    return found.digest;
  };
  const issue = (label: string) => {
    const named = { label: parseLabel(label), digest: of(label) };
    return { ...named, root, path: tree.path(named) ?? [] };
  };
  return { publication, root, count, list: digest, written, of, issue };
}

/** Anchors a batch, or what somebody made of it. */
export function anchorList(model: ModelArchive, { publication, root, count, list }: AnchoredBatch): void {
  model.call(publication.id, { do: "anchorBatch", root, count, list });
}

export function refOf({ registry }: ModelArchive, id: PublicationId): PublicationRef {
  return publicationRef(registry.chain, registry.address, id);
}

export const NOWHERE = parseDigest("0e".repeat(32));
