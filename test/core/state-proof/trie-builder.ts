import { encodeRlp, getBytes, keccak256 } from "ethers";

/*
 * Builds whole Merkle Patricia tries and proofs from them, with the RLP and keccak of another library than the one that
 * is tested. Slow and plain: the tries of tests are small.
 */

/** A key as 64 hexadecimal digits, one for each nibble, and its value. */
export type Pair = readonly [key: string, value: string];

type Item = string | Item[];

const EMPTY: Item = "0x";

export function rootOf(pairs: readonly Pair[]): Uint8Array {
  return getBytes(keccak256(encodeRlp(nodeFor(pairs))));
}

/** The nodes on the way to a key, there or not. Some clients list nodes within nodes once more, others do not. */
export function proofOf(pairs: readonly Pair[], key: string, listInline: boolean): Uint8Array[] {
  const nodes: Uint8Array[] = [];
  let [here, rest] = [pairs, key];
  while (here.length > 0) {
    const encoded = getBytes(encodeRlp(nodeFor(here)));
    if (nodes.length === 0 || encoded.length >= 32 || listInline) nodes.push(encoded);
    const shared = here.length === 1 ? undefined : sharedBy(here);
    if (shared === undefined || !rest.startsWith(shared)) break;
    const step = shared === "" ? rest.slice(0, 1) : shared;
    rest = rest.slice(step.length);
    here = below(here, step);
  }
  return nodes;
}

function nodeFor(pairs: readonly Pair[]): Item {
  const [only, second] = pairs;
  if (only === undefined) return EMPTY;
  if (second === undefined) return [hexPrefix(only[0], true), only[1]];
  const shared = sharedBy(pairs);
  if (shared !== "") return [hexPrefix(shared, false), linkTo(below(pairs, shared))];
  return [...[..."0123456789abcdef"].map((nibble) => linkTo(below(pairs, nibble))), EMPTY];
}

function linkTo(pairs: readonly Pair[]): Item {
  const node = nodeFor(pairs);
  const encoded = encodeRlp(node);
  return node === EMPTY || encoded.length < 2 + 2 * 32 ? node : keccak256(encoded);
}

function below(pairs: readonly Pair[], start: string): readonly Pair[] {
  return pairs.flatMap(([key, value]) => (key.startsWith(start) ? [[key.slice(start.length), value]] : []));
}

function sharedBy(pairs: readonly Pair[]): string {
  const [first = ["", ""]] = pairs;
  let length = 0;
  while (pairs.every(([key]) => key[length] === first[0][length])) length += 1;
  return first[0].slice(0, length);
}

function hexPrefix(nibbles: string, leaf: boolean): string {
  const flag = leaf ? 2 : 0;
  return nibbles.length % 2 === 1 ? `0x${flag + 1}${nibbles}` : `0x${flag}0${nibbles}`;
}
