import type { Keccak256 } from "./keccak256.ts";

const WORD = 32;

/** The node above two: the hash of both, 64 bytes, the lower one first, so that a path need not say left or right. */
export function hashPair(pair: Uint8Array, keccak: Keccak256): Uint8Array {
  if (compareWords(pair, 0, pair, WORD) <= 0) return keccak(pair);
  const swapped = new Uint8Array(2 * WORD);
  swapped.set(pair.subarray(WORD));
  swapped.set(pair.subarray(0, WORD), WORD);
  return keccak(swapped);
}

/** Orders 32 bytes here and 32 bytes there as two big-endian numbers. */
export function compareWords(a: Uint8Array, at: number, b: Uint8Array, bt: number): number {
  for (let i = 0; i < WORD; i++) {
    const difference = (a[at + i] ?? 0) - (b[bt + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
