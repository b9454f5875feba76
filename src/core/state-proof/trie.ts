import { keccak_256 } from "@noble/hashes/sha3.js";
import { fail } from "../errors/error.ts";
import { HASH_BYTES, type Link, type Nibbles, nibblesOf, nodeOf, type TrieNode } from "./node.ts";
import { decodeRlp, encodeRlp, type RlpItem } from "./rlp.ts";

/** The nodes from a trie's root to where a key is, or to where it would be. */
export interface TrieProof {
  readonly root: Uint8Array;
  /** 32 bytes: tries of state are keyed by keccak-256 of an address or a slot. */
  readonly key: Uint8Array;
  /** RLP, the root first. Hostile. */
  readonly nodes: readonly Uint8Array[];
  /** What is proved, for messages: `account 0x52…9c`. */
  readonly of: string;
}

const EMPTY_NODE = Uint8Array.of(0x80);
const EMPTY_ROOT = keccak_256(EMPTY_NODE);

/**
 * The value under a key of a Merkle Patricia trie, or undefined when the nodes prove that there is none: the path ends
 * at an empty place of a branch, or at a leaf or extension that leads elsewhere, or the whole trie is empty.
 * Each node is hashed before it is parsed, and every node must be used.
 * @throws STATE_PROOF_NODE_MISMATCH | STATE_PROOF_NODE_MALFORMED | STATE_PROOF_NODE_MISSING | STATE_PROOF_NODE_EXTRA
 */
export function provenValue(proof: TrieProof): Uint8Array | undefined {
  const nodes = new NodeReader(proof);
  if (sameBytes(proof.root, EMPTY_ROOT)) return nodes.endEmpty();
  let link: Link = { kind: "hash", hash: proof.root };
  let rest = nibblesOf(proof.key);
  for (;;) {
    const node: TrieNode = nodes.follow(link);
    switch (node.kind) {
      case "leaf":
        if (node.path.length !== rest.length) return nodes.malformed("a leaf's key is not of 32 bytes");
        return nodes.end(startsWith(rest, node.path) ? node.value : undefined);
      case "extension":
        if (node.path.length >= rest.length) return nodes.malformed("an extension is longer than the key");
        if (!startsWith(rest, node.path)) return nodes.end(undefined);
        rest = rest.slice(node.path.length);
        link = node.child;
        break;
      case "branch": {
        const [step, ...after] = rest;
        if (step === undefined) return nodes.malformed("a branch is deeper than the key");
        const child = node.children[step];
        if (child === undefined) return nodes.end(undefined);
        rest = after;
        link = child;
        break;
      }
    }
  }
}

function startsWith(path: Nibbles, start: Nibbles): boolean {
  return start.every((nibble, at) => path[at] === nibble);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Takes the nodes of a proof one after the other and never believes one that its parent does not name. */
class NodeReader {
  private readonly proof: TrieProof;
  private used = 0;

  constructor(proof: TrieProof) {
    this.proof = proof;
  }

  follow(link: Link): TrieNode {
    const node = nodeOf(link.kind === "hash" ? this.hashed(link.hash) : this.inline(link.node));
    return typeof node === "string" ? this.malformed(node) : node;
  }

  /** Ends the path: nothing may be left. */
  end(value: Uint8Array | undefined): Uint8Array | undefined {
    const { of, nodes } = this.proof;
    if (this.used !== nodes.length)
      fail("STATE_PROOF_NODE_EXTRA", { of, used: this.used, got: nodes.length });
    return value;
  }

  /** The empty trie is proved by its root alone. Some nodes answer its one empty node, others none. */
  endEmpty(): undefined {
    const [first] = this.proof.nodes;
    if (first !== undefined && sameBytes(first, EMPTY_NODE)) this.used = 1;
    this.end(undefined);
  }

  malformed(problem: string): never {
    return fail("STATE_PROOF_NODE_MALFORMED", { of: this.proof.of, node: this.used, problem });
  }

  private hashed(hash: Uint8Array): RlpItem {
    const { of, nodes } = this.proof;
    const bytes = nodes[this.used];
    if (bytes === undefined) return fail("STATE_PROOF_NODE_MISSING", { of, node: this.used });
    this.used += 1;
    if (!sameBytes(keccak_256(bytes), hash)) fail("STATE_PROOF_NODE_MISMATCH", { of, node: this.used });
    if (bytes.length < HASH_BYTES) return this.malformed("it is shorter than its hash");
    return decodeRlp(bytes) ?? this.malformed("it is not canonical RLP");
  }

  /** Some nodes list what the parent holds once more (reth, anvil), others do not (go-ethereum). */
  private inline(node: readonly RlpItem[]): RlpItem {
    const listed = this.proof.nodes[this.used];
    if (listed !== undefined && sameBytes(listed, encodeRlp(node))) this.used += 1;
    return node;
  }
}
