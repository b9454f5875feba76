import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Address } from "../address.ts";
import type { Bytes32 } from "../digest.ts";
import { fail } from "../errors/error.ts";
import type { BlockRef } from "../ports.ts";
import { type Account, provenAccount } from "./account.ts";
import { parseStateProof, type ParsedProof } from "./form.ts";
import { readHeader } from "./header.ts";
import { decodeRlp, integerOf } from "./rlp.ts";
import { provenValue, type TrieProof } from "./trie.ts";

/** Which block is believed in, and which account of it is asked about. Comes from the verifier, never from the proof. */
export interface StateClaim {
  readonly blockHash: Bytes32;
  readonly registry: Address;
}

/** Storage of one account as of one block. Only `verifyStateProof` makes one from outside. */
export interface ProvenState {
  readonly block: BlockRef;
  readonly registry: Address;
  /** keccak-256 of the code that is there. */
  readonly codeHash: Bytes32;
  /** Every slot that the proof covers; a slot that is proved to be empty is 0. */
  readonly words: ReadonlyMap<Bytes32, bigint>;
}

/**
 * Follows a state proof (docs/spec/state-proof.md) from the block's hash through its header and the account to each
 * slot. Pure and synchronous; the proof is hostile until this returns.
 * `verifyStateProof(JSON.parse(text), { blockHash, registry }).words.get(slot)`
 * @throws STATE_PROOF_MALFORMED | STATE_PROOF_TOO_LARGE | STATE_PROOF_HEADER_MISMATCH | STATE_PROOF_HEADER_MALFORMED |
 *   STATE_PROOF_NODE_MISMATCH | STATE_PROOF_NODE_MALFORMED | STATE_PROOF_NODE_MISSING | STATE_PROOF_NODE_EXTRA |
 *   STATE_PROOF_VALUE_MALFORMED | STATE_PROOF_ACCOUNT_ABSENT (which is itself proved)
 */
export function verifyStateProof(proof: unknown, { blockHash, registry }: StateClaim): ProvenState {
  const parsed = parseStateProof(proof);
  const { block, stateRoot } = readHeader(parsed.header, blockHash);
  const account = provenAccount(stateRoot, registry, parsed.account);
  if (account === undefined) return fail("STATE_PROOF_ACCOUNT_ABSENT", { registry, block: block.number });
  return {
    block,
    registry,
    codeHash: `0x${bytesToHex(account.codeHash)}`,
    words: provenWords(account, parsed.slots),
  };
}

/** What is in a slot; 0 when it is proved to be empty. @throws STATE_PROOF_SLOT_MISSING when nothing is proved of it */
export function provenWord(state: ProvenState, slot: Bytes32): bigint {
  return state.words.get(slot) ?? fail("STATE_PROOF_SLOT_MISSING", { slot });
}

function provenWords(account: Account, slots: ParsedProof["slots"]): ReadonlyMap<Bytes32, bigint> {
  const words = new Map<Bytes32, bigint>();
  for (const { key, nodes } of slots) {
    words.set(key, wordAt(account, key, nodes));
  }
  return words;
}

/** 0 when it is proved that the slot is empty. @throws those of `provenValue` | STATE_PROOF_VALUE_MALFORMED */
export function wordAt({ storageRoot }: Account, slot: Bytes32, nodes: TrieProof["nodes"]): bigint {
  const of = `slot ${slot}`;
  const value = provenValue({ root: storageRoot, key: keccak_256(hexToBytes(slot.slice(2))), nodes, of });
  return value === undefined ? 0n : wordIn(value, of);
}

/** A slot's leaf holds its word in RLP without leading zeros, and there is no leaf for zero. */
function wordIn(value: Uint8Array, of: string): bigint {
  const word = integerOf(decodeRlp(value), 32);
  if (word === undefined || word === 0n)
    return fail("STATE_PROOF_VALUE_MALFORMED", { of, problem: "it is no word other than zero" });
  return word;
}
