import { bytesToHex } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";

/** Where a walk through tries takes its nodes from. Hostile: a node counts only once it was hashed. */
export interface Nodes {
  /** How many have been taken, each counted once. */
  readonly used: number;
  /** The node with this hash, when it is the one that comes next. */
  take(hash: Uint8Array): Uint8Array | "missing" | "mismatch";
  /** Told of a node that its parent holds itself: some lists have it once more. */
  pass(encoded: () => Uint8Array): void;
  /** How many are left over at the end of one walk. */
  left(): number;
}

/** RLP. */
type Encoded = readonly Uint8Array[];

/** The nodes of one walk, the root first, as `eth_getProof` gives them (EIP-1186). */
export class NodeList implements Nodes {
  private readonly nodes: Encoded;
  used = 0;

  constructor(nodes: Encoded) {
    this.nodes = nodes;
  }

  take(hash: Uint8Array): Uint8Array | "missing" | "mismatch" {
    const bytes = this.nodes[this.used];
    if (bytes === undefined) return "missing";
    this.used += 1;
    return sameBytes(keccak_256(bytes), hash) ? bytes : "mismatch";
  }

  /** Some nodes list what the parent holds once more (reth, anvil), others do not (go-ethereum). */
  pass(encoded: () => Uint8Array): void {
    const listed = this.nodes[this.used];
    if (listed !== undefined && sameBytes(listed, encoded())) this.used += 1;
  }

  left(): number {
    return this.nodes.length - this.used;
  }
}

/**
 * The nodes of several walks together, each once and in the order in which the walks first come to it: what two walks
 * share is taken from memory the second time. There is one such list for a given set of walks.
 */
export class NodeSet implements Nodes {
  private readonly nodes: Encoded;
  private readonly taken = new Map<string, Uint8Array>();

  constructor(nodes: Encoded) {
    this.nodes = nodes;
  }

  get used(): number {
    return this.taken.size;
  }

  take(hash: Uint8Array): Uint8Array | "missing" | "mismatch" {
    const name = bytesToHex(hash);
    const known = this.taken.get(name);
    if (known !== undefined) return known;
    const bytes = this.nodes[this.used];
    if (bytes === undefined) return "missing";
    if (!sameBytes(keccak_256(bytes), hash)) return "mismatch";
    this.taken.set(name, bytes);
    return bytes;
  }

  /** Never there: its parent has it. */
  pass(): void {}

  /** Of one walk nothing: what is left over may be the next one's. */
  left(): number {
    return 0;
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
