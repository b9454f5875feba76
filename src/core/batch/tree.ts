import { bytesToHex } from "@noble/hashes/utils.js";
import type { Bytes32 } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { Label } from "../label.ts";
import type { PublicationId } from "../publication.ts";
import { type Keccak256, portableKeccak256 } from "./keccak256.ts";
import { leavesOf } from "./leaf.ts";
import { compareWords, hashPair } from "./node.ts";

const WORD = 32;
const CHUNK = 4096;

/** The Merkle tree over the issues of a batch. Holds 64 bytes for each issue, and neither labels nor digests. */
export interface BatchTree {
  readonly root: Bytes32;
  readonly count: number;
  /** Siblings from the issue's leaf up to below the root; undefined when the batch does not hold it. */
  path(issue: ListedIssue): Bytes32[] | undefined;
}

/** Takes issues one by one, in rising order of their labels. `finish` may be called once. */
export interface BatchTreeBuilder {
  /** @throws LIST_UNSORTED when the label does not follow the one before */
  add(issue: ListedIssue): void;
  /** @throws BATCH_EMPTY */
  finish(): BatchTree;
}

/**
 * The tree over all issues of a batch, given in rising order of their labels.
 *
 * @throws BATCH_EMPTY | LIST_UNSORTED
 */
export function batchTree(
  publication: PublicationId,
  issues: Iterable<ListedIssue>,
  keccak: Keccak256 = portableKeccak256,
): BatchTree {
  const builder = batchTreeBuilder(publication, keccak);
  for (const issue of issues) builder.add(issue);
  return builder.finish();
}

/**
 * The tree's own order is that of the leaves' hashes. Rising labels are asked for all the same: it is the order of the
 * list, and the one in which a label that comes twice cannot hide.
 */
export function batchTreeBuilder(
  publication: PublicationId,
  keccak: Keccak256 = portableKeccak256,
): BatchTreeBuilder {
  const leafOf = leavesOf(publication, keccak);
  const chunks: Uint8Array[] = [];
  let count = 0;
  let last: Label | undefined;
  return {
    add: (issue) => {
      if (last !== undefined && issue.label <= last)
        fail("LIST_UNSORTED", { label: issue.label, previous: last });
      last = issue.label;
      if (count % CHUNK === 0) chunks.push(new Uint8Array(CHUNK * WORD));
      chunks.at(-1)?.set(leafOf(issue), (count % CHUNK) * WORD);
      count += 1;
    },
    finish: () => {
      if (count === 0) fail("BATCH_EMPTY", {});
      const nodes = nodesOver(sortedLeaves(chunks, count), count, keccak);
      return { root: wordAt(nodes, 0), count, path: (issue) => pathTo(leafOf(issue), nodes, count) };
    },
  };
}

/** Yields the leaves in the order of their bytes, without making an object of each. */
function* sortedLeaves(chunks: readonly Uint8Array[], count: number): Generator<Uint8Array> {
  const none = new Uint8Array(0);
  const chunkOf = (i: number) => chunks[Math.floor(i / CHUNK)] ?? none;
  const at = (i: number) => (i % CHUNK) * WORD;
  // The first four bytes decide almost every comparison.
  const prefixes = Uint32Array.from({ length: count }, (_, i) => uint32At(chunkOf(i), at(i)));
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  order.sort(
    (a, b) => (prefixes[a] ?? 0) - (prefixes[b] ?? 0) || compareWords(chunkOf(a), at(a), chunkOf(b), at(b)),
  );
  for (const i of order) yield chunkOf(i).subarray(at(i), at(i) + WORD);
}

/**
 * All 2n - 1 nodes as OpenZeppelin's standard tree numbers them: the root is node 0, the children of node i are 2i + 1
 * and 2i + 2, and the leaves stand at the end, the lowest last.
 */
function nodesOver(leaves: Iterable<Uint8Array>, count: number, keccak: Keccak256): Uint8Array {
  const nodes = new Uint8Array(WORD * (2 * count - 1));
  let at = nodes.length;
  for (const leaf of leaves) {
    at -= WORD;
    nodes.set(leaf, at);
  }
  for (let i = count - 2; i >= 0; i--) {
    const children = (2 * i + 1) * WORD;
    nodes.set(hashPair(nodes.subarray(children, children + 2 * WORD), keccak), i * WORD);
  }
  return nodes;
}

function pathTo(leaf: Uint8Array, nodes: Uint8Array, count: number): Bytes32[] | undefined {
  let node = findLeaf(leaf, nodes, count);
  if (node === undefined) return undefined;
  const path: Bytes32[] = [];
  // Left children have odd numbers.
  for (; node > 0; node = (node - 1) >> 1) path.push(wordAt(nodes, node % 2 === 1 ? node + 1 : node - 1));
  return path;
}

/** The leaves are sorted: no look-up from labels to places needs to be kept. */
function findLeaf(leaf: Uint8Array, nodes: Uint8Array, count: number): number | undefined {
  let low = count - 1;
  let high = 2 * count - 2;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const difference = compareWords(leaf, 0, nodes, middle * WORD);
    if (difference === 0) return middle;
    // The lowest leaf stands last.
    if (difference > 0) high = middle - 1;
    else low = middle + 1;
  }
  return undefined;
}

function wordAt(nodes: Uint8Array, node: number): Bytes32 {
  return `0x${bytesToHex(nodes.subarray(node * WORD, (node + 1) * WORD))}`;
}

function uint32At(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}
