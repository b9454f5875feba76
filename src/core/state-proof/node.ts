import { encodeRlp, isBytes, type RlpItem } from "./rlp.ts";

/*
 * Nodes of Ethereum's Merkle Patricia trie (Yellow Paper, appendix D), as they occur in the tries of accounts and of
 * storage. All keys there are of 32 bytes, so that no key ends at a branch.
 */

/** Four bits to a number. */
export type Nibbles = readonly number[];

/** How a node names the next one: by its hash, or, when that is shorter than a hash, by holding it. */
export type Link =
  | { readonly kind: "hash"; readonly hash: Uint8Array }
  | { readonly kind: "inline"; readonly node: readonly RlpItem[] };

export type TrieNode =
  | { readonly kind: "branch"; readonly children: readonly (Link | undefined)[] }
  | { readonly kind: "extension"; readonly path: Nibbles; readonly child: Link }
  | { readonly kind: "leaf"; readonly path: Nibbles; readonly value: Uint8Array };

/** In bytes: a branch with sixteen hashes. A leaf of an account or a slot is shorter. */
export const LARGEST_NODE = 532;
export const HASH_BYTES = 32;

const BRANCH_ITEMS = 17;
const LEAF = 2;
const ODD = 1;

/** `nibblesOf(Uint8Array.of(0x5f))` is 5, 15. */
export function nibblesOf(bytes: Uint8Array): Nibbles {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 15]);
}

/** The node that an RLP item is, or what keeps it from being one. */
export function nodeOf(item: RlpItem): TrieNode | string {
  if (isBytes(item)) return "it is no list";
  if (item.length === BRANCH_ITEMS) return branchOf(item);
  const [path, content] = item;
  if (item.length !== 2 || path === undefined || content === undefined)
    return `it is a list of ${item.length}, not of 2 or 17`;
  return pathNodeOf(path, content);
}

function branchOf(items: readonly RlpItem[]): TrieNode | string {
  const value = items[BRANCH_ITEMS - 1];
  if (!isBytes(value) || value.length > 0) return "a branch has a value, which no key of 32 bytes leads to";
  const children: (Link | undefined)[] = [];
  for (const item of items.slice(0, -1)) {
    const empty = isBytes(item) && item.length === 0;
    const link = empty ? undefined : linkOf(item);
    if (typeof link === "string") return link;
    children.push(link);
  }
  return { kind: "branch", children };
}

/** Hex-prefix encoding: the first nibble says leaf or extension, and odd or even. */
function pathNodeOf(path: RlpItem, content: RlpItem): TrieNode | string {
  if (!isBytes(path) || path.length === 0) return "its path is missing";
  const [flag = 0, second = 0, ...rest] = nibblesOf(path);
  const odd = (flag & ODD) === 1;
  if (flag > (LEAF | ODD) || (!odd && second !== 0)) return "its path begins with no known mark";
  const nibbles = odd ? [second, ...rest] : rest;
  if (flag >= LEAF) return leafOf(nibbles, content);
  if (nibbles.length === 0) return "an extension leads nowhere";
  const child = linkOf(content);
  return typeof child === "string" ? child : { kind: "extension", path: nibbles, child };
}

function leafOf(path: Nibbles, value: RlpItem): TrieNode | string {
  if (!isBytes(value) || value.length === 0) return "a leaf has no value";
  return { kind: "leaf", path, value };
}

function linkOf(item: RlpItem): Link | string {
  if (isBytes(item))
    return item.length === HASH_BYTES ? { kind: "hash", hash: item } : "a link is no hash of 32 bytes";
  // Whoever built the trie would have hashed it; the length is looked at here so that no node has two forms.
  return encodeRlp(item).length < HASH_BYTES
    ? { kind: "inline", node: item }
    : "it holds a node that is as long as a hash";
}
