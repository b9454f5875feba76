import type { Block } from "../block.ts";
import type { Digest } from "../digest.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { CarWriter } from "../ports.ts";
import type { PublicationRef } from "../publication.ts";
import { encodeList, encodePart } from "./codec.ts";
import { type BatchHashing, type BatchList, PART_ISSUES, type PartLink } from "./list.ts";
import { type BatchTree, batchTreeBuilder } from "./tree.ts";

/** A list whose blocks were all handed over: `anchorBatch(publication.id, tree.root, tree.count, digest)`. */
export interface WrittenList {
  readonly list: BatchList;
  /** The registry's `listDigest`. */
  readonly digest: Digest;
  /** The list's own block; its CID recursively pins every manifest of the batch and all that they link to. */
  readonly block: Block;
  readonly tree: BatchTree;
}

/**
 * Builds the list and the tree of a batch in one pass over its issues, which come in rising order of their labels.
 * Hands over one part after the other and then the list; holds one part, and 32 bytes for each issue.
 *
 * @throws BATCH_EMPTY | LIST_UNSORTED | LIST_INVALID | LIST_TOO_LARGE
 */
export async function writeList(
  publication: PublicationRef,
  issues: Iterable<ListedIssue> | AsyncIterable<ListedIssue>,
  writer: Pick<CarWriter, "put">,
  hashing: BatchHashing,
): Promise<WrittenList> {
  const builder = batchTreeBuilder(publication.id, hashing.keccak);
  const parts: PartLink[] = [];
  for await (const part of inParts(issues)) {
    for (const issue of part) builder.add(issue);
    const { block } = encodePart(part, hashing.sha256);
    await writer.put(block.cid, block.bytes);
    const [first] = part;
    if (first !== undefined) parts.push({ cid: block.cid, first: first.label });
  }
  const tree = builder.finish();
  const list = { count: tree.count, parts, publication, root: tree.root };
  const { block, digest } = encodeList(list, hashing.sha256);
  await writer.put(block.cid, block.bytes);
  return { list, digest, block, tree };
}

async function* inParts(
  issues: Iterable<ListedIssue> | AsyncIterable<ListedIssue>,
): AsyncGenerator<ListedIssue[]> {
  let part: ListedIssue[] = [];
  for await (const issue of issues) {
    part.push(issue);
    if (part.length < PART_ISSUES) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
