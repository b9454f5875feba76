import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Address } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { type ChainId, chainNumber } from "../../core/publication.ts";
import { registryImmutables, registryRuntimeBytecode } from "./generated/registry.ts";

/*
 * The code that a registry has once it is deployed. Apart from the rest, since a browser can do this much without the
 * library that encodes calls.
 */

/**
 * Byte for byte the code that the compiler made, but for the places where the constructor put a part of the EIP-712
 * domain; and each of those holds the part that this chain and this address give there. Asking `version()` and
 * `eip712Domain()` instead would believe whatever a contract says of itself.
 */
export function isRegistryCode(code: `0x${string}`, chain: ChainId, registry: Address): boolean {
  if (code.length !== registryRuntimeBytecode.length) return false;
  const parts = domainParts(chain, registry);
  let masked = code.slice(2);
  for (const { name, start, length } of registryImmutables) {
    const [from, to] = [start * 2, (start + length) * 2];
    if (masked.slice(from, to) !== parts[name]) return false;
    masked = masked.slice(0, from) + "0".repeat(length * 2) + masked.slice(to);
  }
  return `0x${masked}` === registryRuntimeBytecode;
}

/** keccak-256 of the code that a registry has on this chain at this address: `isRegistryCode` holds for no other. */
export function registryCodeHash(chain: ChainId, registry: Address): Bytes32 {
  const parts = domainParts(chain, registry);
  let code = registryRuntimeBytecode.slice(2);
  for (const { name, start, length } of registryImmutables)
    code = code.slice(0, start * 2) + parts[name] + code.slice((start + length) * 2);
  return `0x${bytesToHex(keccak_256(hexToBytes(code)))}`;
}

/** The rules that the registry goes by: what its `version()` answers. */
export const REGISTRY_RULES = "colophon/registry/1";

type Part = (typeof registryImmutables)[number]["name"];

/** What OpenZeppelin's EIP712 keeps in the code, by its variables, as words of 32 bytes in hexadecimal. */
function domainParts(chain: ChainId, registry: Address): Readonly<Record<Part, string>> {
  const [name, version] = ["Colophon", "1"];
  const domain = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
  const [number, account] = [word(BigInt(chainNumber(chain))), word(BigInt(registry))];
  const fields = [hashOf(domain), hashOf(name), hashOf(version), hexToBytes(number), hexToBytes(account)];
  return {
    _cachedDomainSeparator: bytesToHex(keccak_256(concatBytes(...fields))),
    _cachedChainId: number,
    _cachedThis: account,
    _hashedName: bytesToHex(hashOf(name)),
    _hashedVersion: bytesToHex(hashOf(version)),
    _name: shortString(name),
    _version: shortString(version),
  };
}

function hashOf(text: string): Uint8Array {
  return keccak_256(utf8ToBytes(text));
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}

/** OpenZeppelin's ShortString: the text from the left, its length in the last byte. */
function shortString(text: string): string {
  return bytesToHex(utf8ToBytes(text)).padEnd(62, "0") + text.length.toString(16).padStart(2, "0");
}
