import { bytesToHex } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Bytes32 } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { BlockRef } from "../ports.ts";
import { decodeRlp, integerOf, isBytes, type RlpItem } from "./rlp.ts";

/** What a block's header says, as far as it is needed here. */
export interface Header {
  readonly block: BlockRef;
  readonly stateRoot: Uint8Array;
}

/** In bytes. Ethereum's are below 1 KiB; chains that write their validators into it come to a few KiB. */
export const LARGEST_HEADER = 16 * 1024;

/** Fields of the first headers. Later forks append to them, and what they append is not read. */
const FEWEST_FIELDS = 15;
const [STATE_ROOT, NUMBER, TIMESTAMP] = [3, 8, 11];
/** Bytes of the leading fields: parent, ommers, beneficiary, roots of state, transactions and receipts, bloom. */
const SIZES = [32, 32, 20, 32, 32, 32, 256];

/**
 * Reads a block's header (Yellow Paper, section 4.4) whose keccak-256 is the hash of the block; the hash is compared
 * before anything is parsed.
 * @throws STATE_PROOF_HEADER_MISMATCH | STATE_PROOF_HEADER_MALFORMED
 */
export function readHeader(bytes: Uint8Array, hash: Bytes32): Header {
  const got = headerHash(bytes);
  if (got !== hash) fail("STATE_PROOF_HEADER_MISMATCH", { expected: hash, got });
  const malformed = (problem: string): never => fail("STATE_PROOF_HEADER_MALFORMED", { hash, problem });
  const fields = decodeRlp(bytes);
  if (fields === undefined || isBytes(fields)) return malformed("it is no list in canonical RLP");
  if (fields.length < FEWEST_FIELDS) return malformed(`it has ${fields.length} fields, fewer than 15`);
  if (SIZES.some((size, at) => sizeOf(fields[at]) !== size)) return malformed("its fields have other sizes");
  const number = safeInteger(fields[NUMBER]);
  const time = safeInteger(fields[TIMESTAMP]);
  if (number === undefined || time === undefined) return malformed("its number or its time is no integer");
  const stateRoot = fields[STATE_ROOT];
  if (!isBytes(stateRoot)) return malformed("its state root is no hash");
  return { block: { number, hash, time }, stateRoot };
}

/** The hash of the block that has this header. */
export function headerHash(bytes: Uint8Array): Bytes32 {
  return `0x${bytesToHex(keccak_256(bytes))}`;
}

function sizeOf(field: RlpItem | undefined): number | undefined {
  return isBytes(field) ? field.length : undefined;
}

function safeInteger(field: RlpItem | undefined): number | undefined {
  const number = Number(integerOf(field, 8) ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : undefined;
}
