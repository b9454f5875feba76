import { hexToBytes } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Address } from "../address.ts";
import { fail } from "../errors/error.ts";
import { HASH_BYTES } from "./node.ts";
import { decodeRlp, integerOf, isBytes } from "./rlp.ts";
import { provenValue, type TrieProof } from "./trie.ts";

/** What a block's state says of one account, as far as it is needed here. */
export interface Account {
  readonly storageRoot: Uint8Array;
  readonly codeHash: Uint8Array;
}

/**
 * The account at an address (Yellow Paper, section 4.1), undefined when it is proved that there is none.
 * @throws those of `provenValue` | STATE_PROOF_VALUE_MALFORMED
 */
export function provenAccount(
  stateRoot: Uint8Array,
  address: Address,
  nodes: TrieProof["nodes"],
): Account | undefined {
  const of = `account ${address}`;
  const key = keccak_256(hexToBytes(address.slice(2)));
  const value = provenValue({ root: stateRoot, key, nodes, of });
  return value === undefined ? undefined : accountOf(value, of);
}

function accountOf(value: Uint8Array, of: string): Account {
  const malformed = (problem: string): never => fail("STATE_PROOF_VALUE_MALFORMED", { of, problem });
  const fields = decodeRlp(value);
  if (fields === undefined || isBytes(fields) || fields.length !== 4)
    return malformed("it is no list of four in canonical RLP");
  const [nonce, balance, storageRoot, codeHash] = fields;
  if (integerOf(nonce, 8) === undefined || integerOf(balance, 32) === undefined)
    return malformed("its nonce or its balance is no integer");
  if (!isBytes(storageRoot) || !isBytes(codeHash)) return malformed("its hashes are lists");
  if (storageRoot.length !== HASH_BYTES || codeHash.length !== HASH_BYTES)
    return malformed("its hashes are not of 32 bytes");
  return { storageRoot, codeHash };
}
