import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Digest } from "../../core/digest.ts";
import type { Label } from "../../core/label.ts";
import type { PublicationId } from "../../core/publication.ts";

/** The data of `current(uint256,string)`, for a reader who asks a node with `curl`: answers the digest that stands. */
export function currentCall(id: PublicationId, label: Label): `0x${string}` {
  const name = bytesToHex(utf8ToBytes(label));
  const padded = name.padEnd(Math.ceil(name.length / 64) * 64, "0");
  return `0x${selector("current(uint256,string)")}${word(BigInt(id))}${word(64n)}${word(BigInt(label.length))}${padded}`;
}

/** The data of `record(uint256,bytes32)`: answers six words, the first of them the entry, the second its time. */
export function recordCall(id: PublicationId, digest: Digest): `0x${string}` {
  return `0x${selector("record(uint256,bytes32)")}${word(BigInt(id))}${digest}`;
}

function selector(signature: string): string {
  return bytesToHex(keccak_256(utf8ToBytes(signature)).subarray(0, 4));
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}
