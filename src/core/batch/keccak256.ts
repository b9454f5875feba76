import { keccak_256 } from "@noble/hashes/sha3.js";

/**
 * Keccak-256, the hash of the EVM (not SHA3-256, which pads otherwise): 32 bytes out. Whoever is called keeps nothing of
 * `data`, whose buffer the caller fills anew for the next call.
 */
export type Keccak256 = (data: Uint8Array) => Uint8Array;

/** Runs anywhere JavaScript does; several times slower than a platform's own, which callers may inject instead. */
export const portableKeccak256: Keccak256 = (data) => keccak_256(data);
