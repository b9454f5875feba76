import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Address } from "../address.ts";
import type { Keccak256 } from "../batch/keccak256.ts";
import type { Bytes32 } from "../digest.ts";
import { type ChainId, chainNumber } from "../publication.ts";
import type { TypedData, TypedField } from "../signed-call/typed-data.ts";

const DOMAIN = "EIP712Domain";

const DOMAIN_FIELDS: readonly TypedField[] = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
];

/** A struct that nothing executes: somebody's word about what a registry holds. */
export interface StatementType {
  /** Of the domain. Not that of the registry's own calls: no statement can be sent to the registry as a call. */
  readonly domain: string;
  /** Of the struct. */
  readonly name: string;
  readonly fields: readonly TypedField[];
}

/** As a wallet takes it (EIP-712, `eth_signTypedData_v4`). */
export function statementTypedData(
  { domain, name, fields }: StatementType,
  registry: { readonly chain: ChainId; readonly registry: Address },
  message: TypedData["message"],
): TypedData {
  return {
    domain: {
      ...{ name: domain, version: "1" },
      ...{ chainId: chainNumber(registry.chain), verifyingContract: registry.registry },
    },
    types: { [DOMAIN]: DOMAIN_FIELDS, [name]: fields },
    primaryType: name,
    message,
  };
}

/** The digest that is signed: Keccak-256 of `0x1901`, the domain's hash and the struct's (EIP-712). No struct is in another. */
export function statementDigest(typed: TypedData, keccak: Keccak256): Bytes32 {
  const hash = (name: string, values: TypedData["message"]) =>
    hashStruct({ name, fields: typed.types[name] ?? [], values }, keccak);
  const parts = [
    Uint8Array.of(0x19, 0x01),
    hash(DOMAIN, typed.domain),
    hash(typed.primaryType, typed.message),
  ];
  return `0x${bytesToHex(keccak(joined(parts)))}`;
}

interface Struct {
  readonly name: string;
  readonly fields: readonly TypedField[];
  readonly values: TypedData["message"];
}

function hashStruct({ name, fields, values }: Struct, keccak: Keccak256): Uint8Array {
  const type = `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(",")})`;
  const words = fields.map((field) => word(field.type, values[field.name] ?? "", keccak));
  return keccak(joined([keccak(utf8ToBytes(type)), ...words]));
}

function word(type: TypedField["type"], value: string | number, keccak: Keccak256): Uint8Array {
  if (type === "string") return keccak(utf8ToBytes(String(value)));
  const digits =
    type === "address" || type === "bytes32" ? String(value).slice(2) : BigInt(value).toString(16);
  return hexToBytes(digits.padStart(64, "0"));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
