import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Keccak256 } from "../batch/keccak256.ts";
import { type Bytes32, digestToBytes32 } from "../digest.ts";
import { chainNumber } from "../publication.ts";
import type { TypedData, TypedField } from "../signed-call/typed-data.ts";
import type { Statement } from "./endorsement.ts";

const DOMAIN_NAME = "Colophon Endorsement";

const DOMAIN_FIELDS: readonly TypedField[] = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
];

const FIELDS: readonly TypedField[] = [
  { name: "endorser", type: "address" },
  { name: "publicationId", type: "uint256" },
  { name: "entries", type: "uint256" },
  { name: "head", type: "bytes32" },
  { name: "blockNumber", type: "uint256" },
  { name: "blockHash", type: "bytes32" },
  { name: "seen", type: "uint256" },
  // A word and no number: a wallet shows its user what is signed.
  { name: "holds", type: "string" },
];

/**
 * What an endorser signs, as a wallet takes it (EIP-712, `eth_signTypedData_v4`). The domain's name is not that of the
 * registry's own calls: no endorsement can be sent to the registry as a call.
 */
export function endorsementTypedData(statement: Statement): TypedData {
  const { publication, endorser, entries, head, block, seen, holds } = statement;
  return {
    domain: {
      name: DOMAIN_NAME,
      version: "1",
      chainId: chainNumber(publication.chain),
      verifyingContract: publication.registry,
    },
    types: { EIP712Domain: DOMAIN_FIELDS, Endorsement: FIELDS },
    primaryType: "Endorsement",
    message: {
      endorser,
      publicationId: publication.id,
      entries: String(entries),
      head: digestToBytes32(head),
      blockNumber: String(block.number),
      blockHash: block.hash,
      seen: String(seen),
      holds,
    },
  };
}

/** The digest that is signed: Keccak-256 of `0x1901`, the domain's hash and the statement's (EIP-712). */
export function endorsementDigest(statement: Statement, keccak: Keccak256): Bytes32 {
  const { domain, message } = endorsementTypedData(statement);
  const hash = (name: string, fields: readonly TypedField[], values: TypedData["message"]) =>
    hashStruct({ name, fields, values }, keccak);
  const bytes = joined([
    Uint8Array.of(0x19, 0x01),
    hash("EIP712Domain", DOMAIN_FIELDS, domain),
    hash("Endorsement", FIELDS, message),
  ]);
  return `0x${bytesToHex(keccak(bytes))}`;
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
