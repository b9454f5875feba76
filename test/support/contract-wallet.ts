import { parseAddress, type Address } from "../../src/core/address.ts";
import type { Chain, Signer } from "../../src/core/ports.ts";
import { transact } from "../adapters/evm/transact.ts";

/*
 * Contract wallets in a few bytes of code each, for asking what the registry and a relayer make of them (ERC-1271).
 * isValidSignature(bytes32 hash, bytes signature): 0x04 the hash, 0x44 the signature's length, 0x64 r, 0x84 s, 0xa4 v.
 */

const MAGIC = "1626ba7e";

/** Says yes to the signature of one key, as the wallet of one owner does. */
export function ownedWallet(owner: Address): string {
  return [
    ...["6004", "35", "6000", "52"], // memory 0x00: the hash
    ...["60a4", "35", "60f8", "1c", "6020", "52"], // 0x20: v, the first byte of its word
    ...["6064", "35", "6040", "52"], // 0x40: r
    ...["6084", "35", "6060", "52"], // 0x60: s
    ...["6020", "6000", "6080", "6000", "6001", "5a", "fa", "50"], // 0x00: ecrecover(hash, v, r, s)
    ...["6000", "51", `73${owner.slice(2)}`, "14"], // is it the owner?
    ...[`63${MAGIC}`, "60e0", "1b", "02", "6000", "52", "6020", "6000", "f3"], // the magic value, or zero
  ].join("");
}

/** Says yes to everything, after a loop that burns about so many thousands of gas. */
export function burningWallet(thousands: number): string {
  const rounds = Math.round((thousands * 1000) / 26)
    .toString(16)
    .padStart(6, "0");
  return [
    `62${rounds}`, // a counter
    "5b", // at 4: down to zero
    ...["6001", "90", "03", "80", "6004", "57"],
    ...[`63${MAGIC}`, "60e0", "1b", "6000", "52", "6020", "6000", "f3"],
  ].join("");
}

/** Hands every call on to another contract by delegatecall: says of itself whatever that one's code says. */
export function proxyOf(target: Address): string {
  return [
    ...["36", "6000", "6000", "37"], // memory: the call
    ...["6000", "6000", "36", "6000", `73${target.slice(2)}`, "5a", "f4"], // delegatecall
    ...["3d", "6000", "6000", "3e"], // memory: the answer
    ...["6031", "57", "3d", "6000", "fd"], // reverts as it did
    ...["5b", "3d", "6000", "f3"],
  ].join("");
}

/** Puts code on a development chain. */
export async function deployCode(code: string, chain: Chain, signer: Signer): Promise<Address> {
  const size = (code.length / 2).toString(16).padStart(4, "0");
  // Copies what follows these 13 bytes to memory and returns it.
  const creation = `0x61${size}80600d6000396000f300${code}` as const;
  const { contract } = await transact(chain, signer, { data: creation });
  return parseAddress(String(contract));
}
