import { type CID, documentCid } from "../cid.ts";
import { fail } from "../errors/error.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { Label } from "../label.ts";
import { publicationKey } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { decodeList, decodePart } from "./codec.ts";
import { type AnchoredBatch, type BatchHashing, type BatchList, partFor, type ReadBlock } from "./list.ts";
import { type PackedIssues, packIssues } from "./packed.ts";
import { type BatchTree, batchTreeBuilder } from "./tree.ts";

/** A batch whose every issue was read and found to be what the registry's root and count stand for. */
export interface VerifiedBatch {
  readonly list: BatchList;
  readonly issues: PackedIssues;
  readonly tree: BatchTree;
}

/**
 * Reads the whole list of a batch and accepts it only if it is the one whose digest, root and count the registry holds.
 * Holds some 150 bytes for each issue.
 *
 * @throws BLOCK_MISSING | BLOCK_MISMATCH | LIST_DIGEST_MISMATCH | LIST_PUBLICATION_MISMATCH | LIST_COUNT_MISMATCH
 *   | LIST_ROOT_MISMATCH and what a list may be refused for: LIST_TOO_LARGE | LIST_MALFORMED | LIST_NOT_CANONICAL
 *   | LIST_TYPE_UNKNOWN | LIST_INVALID | LIST_UNSORTED
 */
export async function readList(
  batch: AnchoredBatch,
  read: ReadBlock,
  hashing: BatchHashing,
): Promise<VerifiedBatch> {
  const list = await readListHead(batch, read, hashing.sha256);
  const builder = batchTreeBuilder(list.publication.id, hashing.keccak);
  const packed = packIssues();
  for (const index of list.parts.keys()) {
    const part = await readPart(list, index, read, hashing.sha256);
    for (const issue of part) builder.add(issue);
    packed.add(part);
  }
  const tree = builder.finish();
  if (tree.root !== batch.root) fail("LIST_ROOT_MISMATCH", { expected: batch.root, got: tree.root });
  return { list, issues: packed.finish(), tree };
}

/**
 * Reads the list without its parts and holds it against the registry.
 *
 * @throws as `readList`, but for what its parts may be refused for
 */
export async function readListHead(
  batch: AnchoredBatch,
  read: ReadBlock,
  sha256: Sha256,
): Promise<BatchList> {
  const list = decodeList(await blockOf(documentCid(batch.list), read), batch.list, sha256);
  const [expected, got] = [publicationKey(batch.publication), publicationKey(list.publication)];
  if (got !== expected) fail("LIST_PUBLICATION_MISMATCH", { expected, got });
  if (list.count !== batch.count) fail("LIST_COUNT_MISMATCH", { expected: batch.count, got: list.count });
  if (list.root !== batch.root) fail("LIST_ROOT_MISMATCH", { expected: batch.root, got: list.root });
  return list;
}

/**
 * Looks one label up by reading one part. What it finds is what the list says: only its path, or reading the whole list,
 * proves that the batch holds it.
 *
 * @throws BLOCK_MISSING | BLOCK_MISMATCH and what a part may be refused for
 */
export async function uncheckedLookUp(
  list: BatchList,
  label: Label,
  read: ReadBlock,
  sha256: Sha256,
): Promise<ListedIssue | undefined> {
  const index = partFor(list, label);
  if (index === undefined) return undefined;
  const part = await readPart(list, index, read, sha256);
  return part.find((issue) => issue.label === label);
}

async function readPart(
  list: BatchList,
  index: number,
  read: ReadBlock,
  sha256: Sha256,
): Promise<ListedIssue[]> {
  const link = list.parts[index];
  if (link === undefined) return [];
  return decodePart(list, index, await blockOf(link.cid, read), sha256);
}

async function blockOf(cid: CID, read: ReadBlock): Promise<Uint8Array> {
  return (await read(cid)) ?? fail("BLOCK_MISSING", { cid: String(cid) });
}
