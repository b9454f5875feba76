import { getHashes, hash } from "node:crypto";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Address, parseAddress } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import type { Call } from "../../core/ports.ts";

type Hex = `0x${string}`;

/**
 * The deterministic-deployment proxy, which has no owner and no state: whoever calls it with a salt and init code has
 * CREATE2 run with them. Its own address is the same on every chain because its one transaction, whose signature is a
 * made-up number, belongs to an account whose key nobody has (Arachnid/deterministic-deployment-proxy).
 */
export const FACTORY: Address = parseAddress("0x4e59b44847b379578588920ca78fbf26c0b4956c");

/** keccak-256 of its 69 bytes of code; cast keccak $(cast code 0x4e59...) gives it on any chain that has it. */
export const FACTORY_CODE_HASH: Bytes32 =
  "0x2fa86add0aed31f33a762c9d88e807c475bd51d0f52bd0955754b2608f7e4989";

/** By the platform's own library (OpenSSL 3.2 and later) where it can: the init code is hashed at every start. */
const hashed: (bytes: Uint8Array) => Uint8Array = getHashes().includes("keccak-256")
  ? (bytes) => hash("keccak-256", bytes, "buffer")
  : keccak_256;

/** `keccak256("0x")` is `0xc5d2...a470`. */
export function keccak256(hex: Hex): Bytes32 {
  return `0x${bytesToHex(hashed(bytesOf(hex)))}`;
}

/** Text as the first bytes of 32, zeros after it. */
export function saltOf(text: string): Bytes32 {
  const salt = new Uint8Array(32);
  salt.set(utf8ToBytes(text));
  return `0x${bytesToHex(salt)}`;
}

/** The last 20 bytes of keccak256(0xff ++ factory ++ salt ++ keccak256(init code)) (EIP-1014). */
export function create2Address(factory: Address, salt: Bytes32, initCodeHash: Bytes32): Address {
  const preimage = concatBytes(Uint8Array.of(0xff), bytesOf(factory), bytesOf(salt), bytesOf(initCodeHash));
  return parseAddress(`0x${bytesToHex(keccak_256(preimage).subarray(12))}`);
}

/** The factory takes the salt and the init code one after the other, without a selector. */
export function factoryCall(salt: Bytes32, initCode: Hex): Call {
  return { to: FACTORY, data: `0x${salt.slice(2)}${initCode.slice(2)}` };
}

function bytesOf(hex: Hex): Uint8Array {
  return hexToBytes(hex.slice(2));
}
