import { type Term, termsOf } from "./words.ts";

/** So many words in a row. */
const WORDS_IN_ONE = 5;
/** Of a text with more than this many shingles, only those are kept whose number is divisible by `ONE_IN`. */
const ALL_UP_TO = 64;
const ONE_IN = 8;

/** How many shingles an archived document is found by. */
export const MOST_KEPT = 16_384;
/** How many are asked for at once. */
export const MOST_ASKED = 1024;

/**
 * Numbers by which documents with passages in common are found: hashes (0 to 2^48) of every five words in a row, or of a
 * sample that is the same sample in every document. They are in ascending order, each once; of more than `most` the
 * smallest are kept. Who has the document can tell which of its passages they stand for; who has not can tell nothing.
 */
export function shinglesOf(blocks: readonly string[], most: number): number[] {
  return shinglesIn(
    blocks.flatMap((block) => termsOf(block)),
    most,
  );
}

/** The same of words that were parted already. */
export function shinglesIn(terms: readonly Term[], most: number): number[] {
  const found = new Set<number>();
  const rows = Math.max(terms.length - WORDS_IN_ONE, 0) + 1;
  for (let at = 0; at < rows && at < terms.length; at++) found.add(hashOf(terms, at));
  const all = [...found];
  const sample = all.length <= ALL_UP_TO ? all : all.filter((hash) => hash % ONE_IN === 0);
  return sample.sort((a, b) => a - b).slice(0, most);
}

/** 48 bits of two FNV-1a hashes of the words from there on: fast, the same everywhere, and no secret. */
function hashOf(terms: readonly Term[], at: number): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = at; i < at + WORDS_IN_ONE; i++) {
    const word = terms[i]?.word ?? "";
    for (let k = 0; k <= word.length; k++) {
      const unit = k === word.length ? 0x20 : word.charCodeAt(k);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit ^ (low >>> 15), 0x85ebca6b);
    }
  }
  return (mixed(high) & 0xffff) * 0x1_0000_0000 + (mixed(low) >>> 0);
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b);
  return twice ^ (twice >>> 16);
}
