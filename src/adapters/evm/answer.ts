import { type Address, parseAddress } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";

const QUANTITY = /^0x(0|[1-9a-f][0-9a-f]{0,63})$/;
const HASH = /^0x[0-9a-f]{64}$/i;
const DATA = /^0x[0-9a-f]*$/i;
const ACCOUNT = /^0x[0-9a-f]{40}$/i;

/**
 * Reads one answer of a node field by field: whatever is not exactly as the Ethereum JSON-RPC specification
 * (ethereum/execution-apis) has it is CHAIN_ANSWER_INVALID, naming method and field and never quoting the value.
 */
export interface AnswerReader {
  object(value: unknown, field: string): Readonly<Record<string, unknown>>;
  array(value: unknown, field: string): readonly unknown[];
  /** A hexadecimal quantity of at most 256 bits. */
  quantity(value: unknown, field: string): bigint;
  /** A quantity that fits a JavaScript number exactly. */
  integer(value: unknown, field: string): number;
  /** 32 bytes, lowered. */
  hash(value: unknown, field: string): Bytes32;
  /** Whole bytes, lowered. */
  data(value: unknown, field: string): `0x${string}`;
  account(value: unknown, field: string): Address;
  /** For answers that are well formed but cannot be true. */
  refuse(problem: string): never;
}

/** `answerReader("localhost:8545", "eth_getBlockByHash")` names these two in every failure. */
export function answerReader(node: string, method: string): AnswerReader {
  const refuse = (problem: string): never =>
    fail("CHAIN_ANSWER_INVALID", { node, problem: `${method}: ${problem}` });
  const text = (value: unknown, field: string, shape: RegExp): string => {
    if (typeof value !== "string" || !shape.test(value)) return refuse(`${field} is malformed`);
    return value.toLowerCase();
  };
  const quantity = (value: unknown, field: string): bigint => BigInt(text(value, field, QUANTITY));
  return {
    refuse,
    quantity,
    object(value, field) {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return refuse(`${field} is no object`);
      return value as Record<string, unknown>;
    },
    array(value, field) {
      if (!Array.isArray(value)) return refuse(`${field} is no list`);
      return value as readonly unknown[];
    },
    integer(value, field) {
      const number = Number(quantity(value, field));
      if (!Number.isSafeInteger(number)) return refuse(`${field} is too large`);
      return number;
    },
    hash: (value, field) => text(value, field, HASH) as Bytes32,
    data(value, field) {
      const hex = text(value, field, DATA);
      if (hex.length % 2 !== 0) return refuse(`${field} is malformed`);
      return hex as `0x${string}`;
    },
    account: (value, field) => parseAddress(text(value, field, ACCOUNT)),
  };
}
