import { keccak_256 } from "@noble/hashes/sha3.js";
import { encodeRlp, type RlpItem } from "../../../src/core/state-proof/rlp.ts";

/*
 * The nodes to some keys of a trie that holds very many others, as it would be on a chain like Ethereum: the others are
 * not there, only their number, and the hashes of what they are in. Keys are hashes, so that they spread evenly.
 */

/** A key as 64 hexadecimal digits and its value, or nothing where the way to it is asked for and it is not there. */
export type Pair = readonly [key: string, value: Uint8Array | undefined];

export interface DeepTrie {
  readonly root: Uint8Array;
  /** From the root to each key: its first node to its leaf. */
  path(key: string): readonly Uint8Array[];
}

type Chance = () => number;

/** Mulberry32: the same numbers for the same seed. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function deepTrie(pairs: readonly Pair[], others: number, chance: Chance): DeepTrie {
  const paths = new Map<string, Uint8Array[]>(pairs.map(([key]) => [key, []]));
  const root = nodeOver(pairs, { others, depth: 0, chance, paths });
  return { root: keccak_256(root), path: (key) => paths.get(key) ?? [] };
}

interface Below {
  readonly others: number;
  readonly depth: number;
  readonly chance: Chance;
  readonly paths: ReadonlyMap<string, Uint8Array[]>;
}

function nodeOver(pairs: readonly Pair[], below: Below): Uint8Array {
  const node = encodeRlp(leaf(pairs, below) ?? branch(pairs, below));
  for (const [key] of pairs) below.paths.get(key)?.unshift(node);
  return node;
}

/** When there is one key left, asked for or another's. */
function leaf(pairs: readonly Pair[], { others, depth, chance }: Below): RlpItem | undefined {
  const [only, second] = pairs.filter(([, value]) => value !== undefined);
  if (second !== undefined || (only === undefined ? others !== 1 : others !== 0)) return undefined;
  const digits = Array.from({ length: 64 - depth }, () => Math.floor(chance() * 16).toString(16)).join("");
  return only === undefined
    ? [prefixed(digits), randomHash(chance)]
    : [prefixed(only[0].slice(depth)), only[1] ?? randomHash(chance)];
}

function branch(pairs: readonly Pair[], below: Below): RlpItem {
  const { depth, chance } = below;
  const counts = spread(below.others, chance);
  const items = [..."0123456789abcdef"].map((digit, at) => {
    const own = pairs.filter(([key]) => key[depth] === digit);
    const others = counts[at] ?? 0;
    if (others === 0 && own.every(([, value]) => value === undefined)) return new Uint8Array(0);
    if (own.length === 0) return randomHash(chance);
    return keccak_256(nodeOver(own, { ...below, others, depth: depth + 1 }));
  });
  return [...items, new Uint8Array(0)];
}

function randomHash(chance: Chance): Uint8Array {
  return Uint8Array.from({ length: 32 }, () => chance() * 256);
}

/** Over sixteen children: so many that their parts differ little, or one by one. */
function spread(others: number, chance: Chance): readonly number[] {
  if (others > 20_000) return Array.from({ length: 16 }, () => Math.round(others / 16));
  const counts = Array.from({ length: 16 }, () => 0);
  for (let i = 0; i < others; i++) {
    const at = Math.floor(chance() * 16);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** Hex-prefix encoding of a leaf's path. */
function prefixed(nibbles: string): Uint8Array {
  const hex = nibbles.length % 2 === 1 ? `3${nibbles}` : `20${nibbles}`;
  return Uint8Array.from(Buffer.from(hex, "hex"));
}
