import type { Address } from "../address.ts";
import type { Bytes32 } from "../digest.ts";
import type { BlockRef } from "../ports.ts";
import type { StateProof } from "./form.ts";

export interface StateQuery {
  readonly registry: Address;
  /** At most 256, each once. */
  readonly slots: readonly Bytes32[];
  /** A block by its hash, or by its number, whose hash is then the node's word. */
  readonly at: Bytes32 | number;
}

/** A state proof and the block that it was verified against. */
export interface BlockProof {
  readonly block: BlockRef;
  readonly proof: StateProof;
}

/** One node that proves the state it has. Failures are those of `Chain`. */
export interface StateProofs {
  /** How messages name it: without path, query or credentials. */
  readonly node: string;
  /**
   * Undefined when the node does not know the block. What comes back was verified against the block's hash, so that
   * only the hash is left to believe.
   * @throws CHAIN_UNREACHABLE (also when the node no longer has that state) | CHAIN_ANSWER_INVALID (when the answer does
   *   not prove itself) | STATE_PROOF_ACCOUNT_ABSENT (when the node proves that nothing is at the address)
   */
  prove(query: StateQuery): Promise<BlockProof | undefined>;
}
