import { RLP, type RLPInput } from "micro-eth-signer/core/rlp.js";

/** What RLP holds (Ethereum Yellow Paper, appendix B): bytes, or a list of items. */
export type RlpItem = Uint8Array | readonly RlpItem[];

/**
 * The one item that the bytes encode: `c2 01 80` is the list of `01` and of nothing. Undefined when they are not its
 * one canonical encoding: a length written longer than need be, a prefix on a lone small byte, bytes left over.
 */
export function decodeRlp(bytes: Uint8Array): RlpItem | undefined {
  try {
    return RLP.decode(bytes) as RlpItem;
  } catch {
    return undefined;
  }
}

export function encodeRlp(item: RlpItem): Uint8Array {
  // The encoder changes nothing that it is given; its type says lists that may be changed.
  return RLP.encode(item as RLPInput);
}

export function isBytes(item: RlpItem | undefined): item is Uint8Array {
  return item instanceof Uint8Array;
}

/** An unsigned integer, which has no leading zeros; undefined when the item is none, or is longer than that. */
export function integerOf(item: RlpItem | undefined, longest: number): bigint | undefined {
  if (!isBytes(item) || item.length > longest || item[0] === 0) return undefined;
  return wordOf(item);
}

/** Big-endian bytes as a number: `01 00` is 256, and nothing is 0. */
function wordOf(bytes: Uint8Array): bigint {
  return bytes.reduce((word, byte) => (word << 8n) | BigInt(byte), 0n);
}
