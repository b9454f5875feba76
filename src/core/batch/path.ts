import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Bytes32 } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { ListedIssue } from "../history/issues.ts";
import type { PublicationId } from "../publication.ts";
import { type Keccak256, portableKeccak256 } from "./keccak256.ts";
import { leavesOf } from "./leaf.ts";
import { hashPair } from "./node.ts";

/** An issue of a batch with the path that proves it, as the registry's calls take it. */
export interface BatchedIssue extends ListedIssue {
  readonly root: Bytes32;
  /** Siblings from the leaf up to below the root. */
  readonly path: readonly Bytes32[];
}

export interface PathLengths {
  readonly shortest: number;
  readonly longest: number;
}

const BYTES32 = /^0x[0-9a-f]{64}$/;

/** The leaves of a complete tree lie on one level or on two: `pathLengths(5)` is 2 to 3, `pathLengths(4)` 2 to 2. */
export function pathLengths(count: number): PathLengths {
  return { shortest: floorLog2(count), longest: floorLog2(2 * count - 1) };
}

/**
 * Proves that the batch with this root, in which the registry counts so many issues, holds this issue of this
 * publication (docs/spec/batch.md, "To verify"). `path` may come from anywhere.
 *
 * @throws BATCH_PATH_LENGTH | BATCH_PATH_INVALID
 */
export function verifyPath(
  publication: PublicationId,
  issue: BatchedIssue,
  count: number,
  keccak: Keccak256 = portableKeccak256,
): void {
  const { root, label, digest, path } = issue;
  const { shortest, longest } = pathLengths(count);
  if (path.length < shortest || path.length > longest)
    fail("BATCH_PATH_LENGTH", { root, shortest, longest, got: path.length });
  // A step of another length would be hashed as if it were part of another node.
  const leads = path.every((step) => BYTES32.test(step)) && rootOf(publication, issue, keccak) === root;
  if (!leads) fail("BATCH_PATH_INVALID", { root, label, digest });
}

function rootOf(publication: PublicationId, issue: BatchedIssue, keccak: Keccak256): Bytes32 {
  const pair = new Uint8Array(64);
  let node = leavesOf(publication, keccak)(issue);
  for (const step of issue.path) {
    pair.set(node);
    pair.set(hexToBytes(step.slice(2)), 32);
    node = hashPair(pair, keccak);
  }
  return `0x${bytesToHex(node)}`;
}

function floorLog2(value: number): number {
  return Math.floor(Math.log2(value));
}
