import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Bytes32 } from "../digest.ts";
import { fail } from "../errors/error.ts";
import { provenAccount } from "./account.ts";
import type { StateProof } from "./form.ts";
import { readHeader } from "./header.ts";
import { HASH_BYTES } from "./node.ts";
import { NodeSet } from "./nodes.ts";
import { type ProvenState, type StateClaim, wordAt } from "./state-proof.ts";

/**
 * State of one account as a set of nodes: each node of all paths once, in the order of their first use
 * (docs/spec/proof.md, "State"). The account and all slots share the upper nodes of their tries.
 */
export interface StateSet {
  /** RLP of the block's header. */
  readonly header: Uint8Array;
  readonly nodes: readonly Uint8Array[];
}

/** A state set that is being read, slot by slot. */
export interface OpenState {
  /** The slots that have been read so far. */
  readonly state: ProvenState;
  /** Walks to one slot, so that `state` covers it. @throws those of `verifyStateProof` */
  read(slot: Bytes32): void;
  /** No node may be left over. @throws STATE_PROOF_NODE_EXTRA */
  end(): void;
}

/**
 * Follows a state set from the block's hash to the account. In which order slots are read is for the format to say:
 * another order asks for the nodes in another order.
 * @throws STATE_PROOF_HEADER_MISMATCH | STATE_PROOF_HEADER_MALFORMED | STATE_PROOF_NODE_MISMATCH |
 *   STATE_PROOF_NODE_MALFORMED | STATE_PROOF_NODE_MISSING | STATE_PROOF_VALUE_MALFORMED |
 *   STATE_PROOF_ACCOUNT_ABSENT (which is itself proved)
 */
export function openStateSet({ header, nodes }: StateSet, { blockHash, registry }: StateClaim): OpenState {
  const { block, stateRoot } = readHeader(header, blockHash);
  const set = new NodeSet(nodes);
  const account = provenAccount(stateRoot, registry, set);
  if (account === undefined) return fail("STATE_PROOF_ACCOUNT_ABSENT", { registry, block: block.number });
  const words = new Map<Bytes32, bigint>();
  return {
    state: { block, registry, codeHash: `0x${bytesToHex(account.codeHash)}`, words },
    read: (slot) => {
      words.set(slot, wordAt(account, slot, set));
    },
    end: () => {
      const [used, got] = [set.used, nodes.length];
      if (used !== got) fail("STATE_PROOF_NODE_EXTRA", { of: "all that is proved", used, got });
    },
  };
}

/** The nodes of a state proof as a set: its account's first, then those of its slots in the order given. */
export function stateSetOf({ header, account, slots }: StateProof, order: readonly Bytes32[]): StateSet {
  const lists = order.map((key) => slots.find((slot) => slot.key === key)?.nodes ?? []);
  const named = new Map<string, Uint8Array>();
  for (const node of [account, ...lists].flat()) {
    const bytes = hexToBytes(node.slice(2));
    // What is shorter is held by its parent, and some nodes list it once more.
    if (bytes.length >= HASH_BYTES) named.set(bytesToHex(keccak_256(bytes)), bytes);
  }
  return { header: hexToBytes(header.slice(2)), nodes: [...named.values()] };
}
