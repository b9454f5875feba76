import { AbiCoder, encodeBytes32String, id } from "ethers";
import type { Address } from "../../core/address.ts";
import type { Ground, Site } from "../../core/deployment.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { Call } from "../../core/ports.ts";
import { type ChainId, chainNumber } from "../../core/publication.ts";
import type { CodeReader } from "./code.ts";
import { create2Address, FACTORY, FACTORY_CODE_HASH, factoryCall, keccak256, saltOf } from "./create2.ts";
import { registryBytecode, registryImmutables, registryRuntimeBytecode } from "./generated/registry.ts";
import { REGISTRY_RULES } from "./registry.ts";

/**
 * The rules' own name, in ASCII: nothing to be mined, nothing to be remembered, and another set of rules goes to another
 * address even if its code were the same.
 */
const SALT = saltOf(REGISTRY_RULES);
const INIT_CODE_HASH = keccak256(registryBytecode);

/** The one address of the registry that this program carries. */
export const REGISTRY_SITE: Site = {
  registry: create2Address(FACTORY, SALT, INIT_CODE_HASH),
  factory: FACTORY,
  salt: SALT,
  initCodeHash: INIT_CODE_HASH,
};

/** With a salt it goes through the factory, to the same address everywhere; without one to an address of the account's. */
export function deployCall({ salt }: { readonly salt?: Bytes32 }): Call {
  return salt === undefined ? { data: registryBytecode } : factoryCall(salt, registryBytecode);
}

/** A chain as the ground for that registry. */
export function createGround(code: CodeReader, chain: ChainId): Ground {
  return {
    site: REGISTRY_SITE,
    factory: async () => {
      const found = await code(FACTORY);
      if (found === "0x") return "missing";
      return keccak256(found) === FACTORY_CODE_HASH ? "ready" : "foreign";
    },
    registryCode: async (address) => {
      const found = await code(address);
      if (found === "0x") return undefined;
      if (!isRegistryCode(found, chain, address))
        fail("REGISTRY_FOREIGN", { registry: address, problem: "its code is not that of this registry" });
      return keccak256(found);
    },
  };
}

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
    if (`0x${masked.slice(from, to)}` !== parts[name]) return false;
    masked = masked.slice(0, from) + "0".repeat(length * 2) + masked.slice(to);
  }
  return `0x${masked}` === registryRuntimeBytecode;
}

/** keccak-256 of the code that a registry has on this chain at this address: `isRegistryCode` holds for no other. */
export function registryCodeHash(chain: ChainId, registry: Address): Bytes32 {
  const parts = domainParts(chain, registry);
  let code = registryRuntimeBytecode.slice(2);
  for (const { name, start, length } of registryImmutables)
    code = code.slice(0, start * 2) + parts[name].slice(2) + code.slice((start + length) * 2);
  return keccak256(`0x${code}`);
}

type Part = (typeof registryImmutables)[number]["name"];

/** What OpenZeppelin's EIP712 keeps in the code, by its variables, as words of 32 bytes. */
function domainParts(chain: ChainId, registry: Address): Readonly<Record<Part, string>> {
  const [name, version] = ["Colophon", "1"];
  const number = chainNumber(chain);
  const separator = AbiCoder.defaultAbiCoder().encode(
    ["bytes32", "bytes32", "bytes32", "uint256", "address"],
    [
      id("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
      ...[id(name), id(version), number, registry],
    ],
  );
  return {
    _cachedDomainSeparator: keccak256(separator as Bytes32),
    _cachedChainId: word(BigInt(number)),
    _cachedThis: word(BigInt(registry)),
    _hashedName: id(name),
    _hashedVersion: id(version),
    _name: shortString(name),
    _version: shortString(version),
  };
}

function word(value: bigint): string {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

/** OpenZeppelin's ShortString: the text from the left, its length in the last byte. */
function shortString(text: string): string {
  return encodeBytes32String(text).slice(0, -2) + text.length.toString(16).padStart(2, "0");
}
