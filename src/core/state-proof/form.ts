import { hexToBytes } from "@noble/hashes/utils.js";
import type { Bytes32 } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { LARGEST_HEADER } from "./header.ts";
import { LARGEST_NODE } from "./node.ts";

/** Bytes as `0x` and lower-case hexadecimal digits, two to a byte. */
type Hex = `0x${string}`;

/**
 * The state of a contract's storage at one block, as far as its slots are named: JSON that proves itself against the
 * block's hash (docs/spec/state-proof.md). The nodes are those of `eth_getProof` (EIP-1186), the root first.
 */
export interface StateProof {
  /** RLP of the block's header. */
  readonly header: Hex;
  readonly account: readonly Hex[];
  readonly slots: readonly SlotProof[];
}

export interface SlotProof {
  readonly key: Bytes32;
  readonly nodes: readonly Hex[];
}

/** A state proof as bytes, of which nothing is believed yet. */
export interface ParsedProof {
  readonly header: Uint8Array;
  readonly account: readonly Uint8Array[];
  readonly slots: readonly { readonly key: Bytes32; readonly nodes: readonly Uint8Array[] }[];
}

export const MOST_SLOTS = 256;
/** A key has 64 nibbles, each of which a branch may take, and a leaf follows. */
export const MOST_NODES = 65;

const HEX = /^0x(?:[0-9a-f]{2})*$/;
const KEY = /^0x[0-9a-f]{64}$/;

/** Looks at form and sizes alone, before any hashing. @throws STATE_PROOF_MALFORMED | STATE_PROOF_TOO_LARGE */
export function parseStateProof(value: unknown): ParsedProof {
  const { header, account, slots } = object(value, "it", ["header", "account", "slots"]);
  const found = list(slots, "slots", MOST_SLOTS).map((slot) => {
    const { key, nodes } = object(slot, "a slot", ["key", "nodes"]);
    if (typeof key !== "string" || !KEY.test(key)) return malformed("the key of a slot is not of 32 bytes");
    return { key: key as Bytes32, nodes: parseNodes(nodes) };
  });
  if (new Set(found.map(({ key }) => key)).size !== found.length) malformed("a slot is there twice");
  return {
    header: bytes(header, "header", LARGEST_HEADER),
    account: parseNodes(account),
    slots: found,
  };
}

function parseNodes(value: unknown): readonly Uint8Array[] {
  return list(value, "nodes", MOST_NODES).map((node) => bytes(node, "a node", LARGEST_NODE));
}

function object(value: unknown, what: string, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return malformed(`${what} is no object`);
  const extra = Object.keys(value).find((name) => !names.includes(name));
  if (extra !== undefined) malformed(`${what} has an unknown field ${extra}`);
  return value as Record<string, unknown>;
}

function list(value: unknown, what: string, limit: number): readonly unknown[] {
  if (!Array.isArray(value)) return malformed(`${what} is no list`);
  if (value.length > limit) fail("STATE_PROOF_TOO_LARGE", { what, got: value.length, limit });
  return value as readonly unknown[];
}

function bytes(value: unknown, what: string, limit: number): Uint8Array {
  if (typeof value !== "string") return malformed(`${what} is no text`);
  const got = Math.ceil((value.length - 2) / 2);
  if (got > limit) fail("STATE_PROOF_TOO_LARGE", { what: `bytes in ${what}`, got, limit });
  if (!HEX.test(value)) malformed(`${what} is not 0x and whole bytes in lower-case hexadecimal`);
  return hexToBytes(value.slice(2));
}

function malformed(problem: string): never {
  return fail("STATE_PROOF_MALFORMED", { problem });
}
