import { bytesToHex } from "@noble/hashes/utils.js";
import { randomBytes } from "node:crypto";
import { computeAddress } from "ethers";
import { type Address, parseAddress } from "../../core/address.ts";
import { fail } from "../../core/errors/error.ts";
import type { Tagged } from "../../core/tagged.ts";

/** `0x` and 64 hexadecimal digits: a number from 1 to below the order of the curve. Never shown, logged or thrown. */
export type PrivateKey = Tagged<`0x${string}`, "PrivateKey">;

const KEY = /^0x[0-9a-fA-F]{64}$/;
/** The order of secp256k1 (SEC 2, section 2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** @throws SIGNER_INVALID with what is wrong in shape, never with a digit of the key */
export function parsePrivateKey(text: string): PrivateKey {
  const problem = keyProblem(text);
  if (problem !== undefined) fail("SIGNER_INVALID", { problem });
  return text as PrivateKey;
}

/** From the operating system's source of randomness. */
export function newPrivateKey(): PrivateKey {
  for (;;) {
    const key = `0x${bytesToHex(randomBytes(32))}`;
    // One number in 2^128 is outside the range.
    if (keyProblem(key) === undefined) return key as PrivateKey;
  }
}

export function addressOfKey(key: PrivateKey): Address {
  return parseAddress(computeAddress(key));
}

/** Checked here since the library's own message would print the key. */
function keyProblem(key: string): string | undefined {
  if (key !== key.trim()) return "it has white space before or after it";
  if (!key.startsWith("0x")) return "it does not start with 0x";
  if (key.length !== 66) return `it has ${key.length - 2} digits instead of 64`;
  if (!KEY.test(key)) return "it has characters other than hexadecimal digits";
  const value = BigInt(key);
  if (value === 0n || value >= ORDER) return "it is outside the range of keys";
  return undefined;
}
