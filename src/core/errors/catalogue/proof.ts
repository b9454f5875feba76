import type { Failure } from "../failure.ts";

/** Proofs of the registry's state. */
export const PROOF_FAILURES = {
  STATE_PROOF_MALFORMED: {
    says: "This is no state proof: {problem}.",
    next: "See docs/spec/state-proof.md for its form; take it from its publisher again.",
    http: 400,
    exit: 2,
  },
  STATE_PROOF_TOO_LARGE: {
    says: "The state proof is larger than any can be: {got} {what}, where {limit} are the most.",
    next: "Take the proof from its publisher again.",
    http: 413,
    exit: 2,
  },
  STATE_PROOF_HEADER_MISMATCH: {
    says: "The header in the proof is not that of block {expected}: it hashes to {got}.",
    next: "Take the proof for that block, or ask an explorer for the block that the proof is of.",
    http: 422,
    exit: 1,
  },
  STATE_PROOF_HEADER_MALFORMED: {
    says: "What hashes to {hash} is not the header of a block: {problem}.",
    next: "Check where the block hash comes from.",
    http: 422,
    exit: 1,
  },
  STATE_PROOF_NODE_MISMATCH: {
    says: "Node {node} on the path to {of} is not the one that the path leads to.",
    next: "Refuse the proof: it was altered, or is of other state; take it from its publisher again.",
    http: 422,
    exit: 1,
  },
  STATE_PROOF_NODE_MALFORMED: {
    says: "Node {node} on the path to {of} is no node of a state trie: {problem}.",
    next: "Refuse the proof; the chain may keep its state in another way than Ethereum does.",
    http: 422,
    exit: 1,
  },
  STATE_PROOF_NODE_MISSING: {
    says: "The path to {of} breaks off after node {node}, before anything is proved.",
    next: "Refuse the proof: a part of it is missing; take it from its publisher again.",
    http: 422,
    exit: 1,
  },
  STATE_PROOF_NODE_EXTRA: {
    says: "The path to {of} ends after {used} nodes, but {got} are there.",
    next: "Refuse the proof: it was altered; take it from its publisher again.",
    http: 422,
    exit: 1,
  },
  STATE_PROOF_VALUE_MALFORMED: {
    says: "What is proved for {of} cannot be its value: {problem}.",
    next: "Check the address of the registry: another contract may be there.",
    http: 422,
    exit: 1,
  },
  STATE_PROOF_ACCOUNT_ABSENT: {
    says: "Nothing is at {registry} in block {block}: that is proved.",
    next: "Check the address of the registry and the block.",
    http: 404,
    exit: 1,
  },
  STATE_PROOF_SLOT_MISSING: {
    says: "The proof says nothing about slot {slot}.",
    next: "Take a proof that covers it; nothing is said against what is asked.",
    http: 422,
    exit: 3,
  },
} as const satisfies Record<string, Failure>;
