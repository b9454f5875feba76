import { keccak_256 } from "@noble/hashes/sha3.js";
import { fail } from "../errors/error.ts";
import { HASH_BYTES, type Link, type Nibbles, nibblesOf, nodeOf, type TrieNode } from "./node.ts";
import { NodeList, type Nodes, sameBytes } from "./nodes.ts";
import { decodeRlp, encodeRlp, type RlpItem } from "./rlp.ts";

/** The nodes from a trie's root to where a key is, or to where it would be. */
export interface TrieProof {
  readonly root: Uint8Array;
  /** 32 bytes: tries of state are keyed by keccak-256 of an address or a slot. */
  readonly key: Uint8Array;
  /** RLP, the root first; or whatever gives them by their hash. Hostile. */
  readonly nodes: readonly Uint8Array[] | Nodes;
  /** What is proved, for messages: `account 0x52…9c`. */
  readonly of: string;
}

const EMPTY_NODE = Uint8Array.of(0x80);
const EMPTY_ROOT = keccak_256(EMPTY_NODE);

/**
 * The value under a key of a Merkle Patricia trie, or undefined when the nodes prove that there is none: the path ends
 * at an empty place of a branch, or at a leaf or extension that leads elsewhere, or the whole trie is empty.
 * Each node is hashed before it is parsed, and every node of a list must be used.
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

/** Takes the nodes of a proof one after the other and never believes one that its parent does not name. */
class NodeReader {
  private readonly of: string;
  private readonly nodes: Nodes;

  constructor({ of, nodes }: TrieProof) {
    this.of = of;
    this.nodes = "take" in nodes ? nodes : new NodeList(nodes);
  }

  follow(link: Link): TrieNode {
    const node = nodeOf(link.kind === "hash" ? this.hashed(link.hash) : this.inline(link.node));
    return typeof node === "string" ? this.malformed(node) : node;
  }

  /** Ends the path: nothing may be left. */
  end(value: Uint8Array | undefined): Uint8Array | undefined {
    const left = this.nodes.left();
    const { used } = this.nodes;
    if (left > 0) fail("STATE_PROOF_NODE_EXTRA", { of: this.of, used, got: used + left });
    return value;
  }

  /** The empty trie is proved by its root alone. Some nodes answer its one empty node, others none. */
  endEmpty(): undefined {
    this.nodes.pass(() => EMPTY_NODE);
    this.end(undefined);
  }

  malformed(problem: string): never {
    return fail("STATE_PROOF_NODE_MALFORMED", { of: this.of, node: this.nodes.used, problem });
  }

  private hashed(hash: Uint8Array): RlpItem {
    const before = this.nodes.used;
    const bytes = this.nodes.take(hash);
    if (bytes === "missing") return fail("STATE_PROOF_NODE_MISSING", { of: this.of, node: before });
    if (bytes === "mismatch") return fail("STATE_PROOF_NODE_MISMATCH", { of: this.of, node: before + 1 });
    if (bytes.length < HASH_BYTES) return this.malformed("it is shorter than its hash");
    return decodeRlp(bytes) ?? this.malformed("it is not canonical RLP");
  }

  private inline(node: readonly RlpItem[]): RlpItem {
    this.nodes.pass(() => encodeRlp(node));
    return node;
  }
}
