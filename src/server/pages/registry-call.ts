import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { BatchedIssue } from "../../core/batch/path.ts";
import type { Digest } from "../../core/digest.ts";
import type { Label } from "../../core/label.ts";
import type { PublicationId } from "../../core/publication.ts";

/** The data of `current(uint256,string)`, for a reader who asks a node with `curl`: answers the digest that stands. */
export function currentCall(id: PublicationId, label: Label): `0x${string}` {
  return `0x${selector("current(uint256,string)")}${word(BigInt(id))}${word(64n)}${text(label)}`;
}

/** The data of `record(uint256,bytes32)`: answers six words, the first of them the entry, the second its time. */
export function recordCall(id: PublicationId, digest: Digest): `0x${string}` {
  return `0x${selector("record(uint256,bytes32)")}${word(BigInt(id))}${digest}`;
}

/**
 * The data of `verifyBatched(uint256,(bytes32,string,bytes32,bytes32[]))`, for an issue of a batch: answers the words of
 * its record, all zero when the path does not prove it, and then the digest that stands under its label.
 */
export function verifyBatchedCall(
  id: PublicationId,
  { root, label, digest, path }: BatchedIssue,
): `0x${string}` {
  const name = text(label);
  const head = [root.slice(2), word(4n * 32n), digest, word(4n * 32n + BigInt(name.length / 2))].join("");
  const steps = `${word(BigInt(path.length))}${path.map((step) => step.slice(2)).join("")}`;
  const call = selector("verifyBatched(uint256,(bytes32,string,bytes32,bytes32[]))");
  return `0x${call}${word(BigInt(id))}${word(64n)}${head}${name}${steps}`;
}

/** A `string`: its length, then its bytes filled up to whole words. */
function text(label: Label): string {
  const name = bytesToHex(utf8ToBytes(label));
  return `${word(BigInt(label.length))}${name.padEnd(Math.ceil(name.length / 64) * 64, "0")}`;
}

function selector(signature: string): string {
  return bytesToHex(keccak_256(utf8ToBytes(signature)).subarray(0, 4));
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}
