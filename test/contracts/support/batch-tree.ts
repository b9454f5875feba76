import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { type Bytes32, type Digest, digestToBytes32 } from "../../../src/core/digest.ts";
import type { BatchedIssue } from "./calls.ts";

/** One line of a batch's list; any text may stand where a label should. */
export interface Listed {
  readonly label: string;
  readonly digest: Digest;
}

const LEAF = ["uint256", "string", "bytes32"];

/** The batch of a list, in the tree of OpenZeppelin's own package. */
export class BatchTree {
  readonly listed: readonly Listed[];
  readonly root: Bytes32;
  readonly #tree: StandardMerkleTree<[string, string, Bytes32]>;

  constructor(id: string, listed: readonly Listed[]) {
    this.listed = listed;
    this.#tree = StandardMerkleTree.of(
      listed.map((issue) => leaf(id, issue)),
      LEAF,
    );
    this.root = this.#tree.root as Bytes32;
  }

  get count(): number {
    return this.listed.length;
  }

  /** The issue at a place of the list, with its path. */
  issue(index: number): BatchedIssue {
    const listed = this.listed[index];
    if (listed === undefined) throw new RangeError(`no issue ${index}`);
    return { root: this.root, ...listed, path: this.#tree.getProof(index) as Bytes32[] };
  }

  issues(): BatchedIssue[] {
    return this.listed.map((_, index) => this.issue(index));
  }

  /** The two children of the root, which an attacker might pass for a leaf. */
  get inner(): readonly Bytes32[] {
    const { tree } = this.#tree.dump();
    return tree.slice(1, 3) as Bytes32[];
  }
}

/** Whether the path leads from the issue to its root, asked of OpenZeppelin's own package. */
export function leadsTo(id: string, { root, label, digest, path }: BatchedIssue): boolean {
  return StandardMerkleTree.verify(root, LEAF, leaf(id, { label, digest }), [...path]);
}

/**
 * How long paths are in the complete binary tree of that many leaves: kept as an array, node n has the children 2n + 1
 * and 2n + 2, and the leaves are its last `count` nodes. Counted node by node up to the root.
 */
export function pathLengths(count: number): { readonly shortest: number; readonly longest: number } {
  return { shortest: depth(count - 1), longest: depth(2 * count - 2) };
}

function depth(node: number): number {
  let levels = 0;
  for (let at = node; at > 0; at = Math.floor((at - 1) / 2)) levels += 1;
  return levels;
}

function leaf(id: string, { label, digest }: Listed): [string, string, Bytes32] {
  return [id, label, digestToBytes32(digest)];
}
