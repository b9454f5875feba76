import type { Failure } from "../failure.ts";

/** Proofs of the registry's state, and the proof files that hold them. */
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
  PROOF_TOO_LARGE: {
    says: "The proof is larger than any can be: {got} bytes, where {limit} are the most.",
    next: "Take the proof from its publisher again.",
    http: 413,
    exit: 2,
  },
  PROOF_MALFORMED: {
    says: "This is no proof: {problem}.",
    next: "See docs/spec/proof.md for its form; take it from its publisher again.",
    http: 400,
    exit: 2,
  },
  PROOF_TYPE_UNKNOWN: {
    says: "This is a proof of the kind {got}; this program knows {known}.",
    next: "Take a later version of this program; nothing is said against what is proved.",
    http: 422,
    exit: 3,
  },
  PROOF_ELSEWHERE: {
    says: "The proof is of the publication {got}; the registry that is believed is {expected}.",
    next: "If you know that registry from elsewhere, name it with --chain and --registry; a proof cannot vouch for its own.",
    http: 422,
    exit: 3,
  },
  PROOF_CODE_FOREIGN: {
    says: "The contract at {registry} in block {block} is no registry that this program knows: its code has the hash {got}.",
    next: "Refuse the proof: such a contract may say anything.",
    http: 422,
    exit: 1,
  },
  PROOF_ISSUE_ABSENT: {
    says: "The digest {digest} has no record of its own in block {block}, and no batch is shown that holds it.",
    next: "Take the proof again, from a later block or with its batch; nothing is said against the issue.",
    http: 422,
    exit: 3,
  },
  PROOF_BATCH_ABSENT: {
    says: "The publication has no batch with the root {root} in block {block}: that is proved.",
    next: "Refuse the proof; take it from its publisher again.",
    http: 422,
    exit: 1,
  },
  PROOF_BATCH_UNUSED: {
    says: "The digest {digest} has a record of its own, but the proof brings a batch as well.",
    next: "Refuse the proof: it was altered; take it from its publisher again.",
    http: 422,
    exit: 1,
  },
  PROOF_PATH_UNLISTED: {
    says: "The issue has no file {path}.",
    next: "Name one of the files that its manifest lists.",
    http: 422,
    exit: 1,
  },
  PROOF_SILENT: {
    says: "A proof says nothing of the batches before entry {entry}.",
    next: "Check the copy against the archive itself, or have its history audited.",
    http: 422,
    exit: 3,
  },
  PROOF_BLOCK_UNASKED: {
    says: "Whether block {number} of {chain} has the hash {hash} was not asked of anybody.",
    next: "Look up block {number} {where}; if its hash is that one, run again with --block-hash {hash}.",
    http: 422,
    exit: 3,
  },
  PROOF_BLOCK_OTHER: {
    says: "Block {number} has the hash {got} at {node}, and {expected} in the proof.",
    next: "Refuse the proof, or ask another node: the block may have been replaced, or be of another chain.",
    http: 422,
    exit: 1,
  },
} as const satisfies Record<string, Failure>;
