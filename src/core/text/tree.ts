import { utf8ToBytes } from "@noble/hashes/utils.js";
import { type Digest, digestFromBytes, digestToBytes } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { Sha256 } from "../sha256.ts";

/*
 * The Merkle tree over the blocks of a text: RFC 9162, section 2.1, with SHA-256, each entry the UTF-8 bytes of one
 * normalised block. Leaves and inner nodes are hashed under different prefixes, so that neither passes for the other.
 */

const LEAF = 0;
const INNER = 1;

/** Where a block stands and the siblings from its leaf to below the root (RFC 9162, section 2.1.3). */
export interface TextPath {
  /** From 0. */
  readonly index: number;
  readonly siblings: readonly Digest[];
}

/** A tree over at least one block. */
export interface TextTree {
  readonly root: Digest;
  readonly blocks: number;
  /** @throws RangeError for an index that is none */
  path(index: number): TextPath;
}

/** @throws TEXT_EMPTY without blocks */
export function textTree(blocks: readonly string[], sha256: Sha256): TextTree {
  if (blocks.length === 0) fail("TEXT_EMPTY", {});
  const levels = levelsOf(
    blocks.map((block) => textLeaf(block, sha256)),
    sha256,
  );
  const [root] = levels.at(-1) ?? [];
  if (root === undefined) fail("TEXT_EMPTY", {});
  return {
    root: digestFromBytes(root),
    blocks: blocks.length,
    path: (index) => ({ index, siblings: siblingsOf(levels, index) }),
  };
}

/**
 * The root that a path leads to from a block: compare it with the one that the manifest holds. The count is the
 * manifest's, too.
 *
 * @throws TEXT_PATH_INVALID when there can be no such path in a tree of so many blocks
 */
export function textRootFrom(
  block: string,
  { index, siblings }: TextPath,
  count: number,
  sha256: Sha256,
): Digest {
  if (!Number.isSafeInteger(index) || index < 0 || index >= count)
    fail("TEXT_PATH_INVALID", { problem: `there is no block ${index} of ${count}` });
  let hash = textLeaf(block, sha256);
  let at = index;
  let last = count - 1;
  for (const sibling of siblings) {
    if (last === 0) fail("TEXT_PATH_INVALID", { problem: "it is too long" });
    const other = digestToBytes(sibling);
    const isRight = at % 2 === 1 || at === last;
    hash = isRight ? inner(other, hash, sha256) : inner(hash, other, sha256);
    // Levels where this node is the lone last one have no sibling: it rises unchanged.
    if (isRight) while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  if (last !== 0) fail("TEXT_PATH_INVALID", { problem: "it is too short" });
  return digestFromBytes(hash);
}

function textLeaf(block: string, sha256: Sha256): Uint8Array {
  const text = utf8ToBytes(block);
  const bytes = new Uint8Array(text.length + 1);
  bytes[0] = LEAF;
  bytes.set(text, 1);
  return sha256(bytes);
}

function inner(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(65);
  bytes[0] = INNER;
  bytes.set(left, 1);
  bytes.set(right, 33);
  return sha256(bytes);
}

/**
 * Level by level from the leaves to the root. A last node without a partner rises as it is: this gives the same tree as
 * the RFC's recursion, which splits at the largest power of two.
 */
function levelsOf(leaves: readonly Uint8Array[], sha256: Sha256): (readonly Uint8Array[])[] {
  const levels: (readonly Uint8Array[])[] = [leaves];
  for (let level = leaves; level.length > 1;) {
    const next: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i], level[i + 1]];
      if (left !== undefined) next.push(right === undefined ? left : inner(left, right, sha256));
    }
    levels.push(next);
    level = next;
  }
  return levels;
}

function siblingsOf(levels: readonly (readonly Uint8Array[])[], index: number): Digest[] {
  if (levels[0]?.[index] === undefined) throw new RangeError(`there is no block ${index}`);
  const siblings: Digest[] = [];
  let at = index;
  for (const level of levels) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined && level.length > 1) siblings.push(digestFromBytes(sibling));
    at = Math.floor(at / 2);
  }
  return siblings;
}
