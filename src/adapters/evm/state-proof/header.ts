import { hexToBytes } from "@noble/hashes/utils.js";
import type { Bytes32 } from "../../../core/digest.ts";
import { fail } from "../../../core/errors/error.ts";
import { headerHash } from "../../../core/state-proof/header.ts";
import { encodeRlp } from "../../../core/state-proof/rlp.ts";
import type { AnswerReader } from "../answer.ts";

type Kind = "data" | "quantity";

/** Fields of every header, in the order of the Yellow Paper, section 4.4. */
const FIRST: readonly (readonly [string, Kind])[] = [
  ["parentHash", "data"],
  ["sha3Uncles", "data"],
  ["miner", "data"],
  ["stateRoot", "data"],
  ["transactionsRoot", "data"],
  ["receiptsRoot", "data"],
  ["logsBloom", "data"],
  ["difficulty", "quantity"],
  ["number", "quantity"],
  ["gasLimit", "quantity"],
  ["gasUsed", "quantity"],
  ["timestamp", "quantity"],
  ["extraData", "data"],
  ["mixHash", "data"],
  ["nonce", "data"],
];

/** What forks appended, in order: EIP-1559, 4895, 4844 (two), 4788, 7685, 7928, 7843. A header has a start of these. */
const APPENDED: readonly (readonly [string, Kind])[] = [
  ["baseFeePerGas", "quantity"],
  ["withdrawalsRoot", "data"],
  ["blobGasUsed", "quantity"],
  ["excessBlobGas", "quantity"],
  ["parentBeaconBlockRoot", "data"],
  ["requestsHash", "data"],
  ["blockAccessListHash", "data"],
  ["slotNumber", "quantity"],
];

export interface EncodedHeader {
  readonly hash: Bytes32;
  readonly number: number;
  /** RLP, which hashes to that hash. */
  readonly bytes: Uint8Array;
}

/**
 * The header of a block as it was hashed, from the block as nodes answer it in JSON.
 * @throws CHAIN_ANSWER_INVALID | STATE_PROOF_HEADER_UNKNOWN when what it comes to has another hash: a fork of that chain
 *   may have changed its headers, so that it is no lie yet
 */
export function encodeHeader(reader: AnswerReader, answer: unknown): EncodedHeader {
  const block = reader.object(answer, "the block");
  const hash = reader.hash(block["hash"], "hash");
  const lacking = FIRST.find(([name]) => (block[name] ?? null) === null);
  if (lacking !== undefined)
    fail("STATE_PROOF_HEADER_UNKNOWN", { hash, problem: `it has no field ${lacking[0]}` });
  const appended = APPENDED.findIndex(([name]) => (block[name] ?? null) === null);
  const fields = [...FIRST, ...APPENDED.slice(0, appended === -1 ? APPENDED.length : appended)];
  const bytes = encodeRlp(fields.map(([name, kind]) => fieldBytes(reader, block[name], { name, kind })));
  if (headerHash(bytes) !== hash) {
    const problem = "its fields, as far as they are known here, do not hash to the block's hash";
    fail("STATE_PROOF_HEADER_UNKNOWN", { hash, problem });
  }
  return { hash, number: reader.integer(block["number"], "number"), bytes };
}

function fieldBytes(
  reader: AnswerReader,
  value: unknown,
  { name, kind }: { readonly name: string; readonly kind: Kind },
): Uint8Array {
  if (kind === "data") return hexToBytes(reader.data(value, name).slice(2));
  const digits = reader.quantity(value, name).toString(16);
  // RLP's integers have no leading zeros, and zero has no bytes.
  return digits === "0"
    ? new Uint8Array(0)
    : hexToBytes(digits.padStart(digits.length + (digits.length % 2), "0"));
}
