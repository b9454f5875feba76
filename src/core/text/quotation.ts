import { normaliseText, spaceBetween } from "./normalise.ts";
import { cutsWord } from "./words.ts";

/** A stretch of a text: from a place in one block to a place in the same or a later one. */
export interface Stretch {
  /** From 0. */
  readonly firstBlock: number;
  readonly lastBlock: number;
  /** Where it begins in the first block, in UTF-16 units of the normalised text. */
  readonly start: number;
  /** Where it ends in the last block: the place behind its last character. */
  readonly end: number;
}

/** A text made ready for many questions. */
export interface QuotableText {
  readonly blocks: readonly string[];
  /**
   * The places where the passage stands word for word, the first first: all of them, or the first `most` (1,000 unless
   * stated). The passage is normalised before.
   */
  find(passage: string, most?: number): Stretch[];
  /** The same, without those places where it would begin or end within a word: "guilty" does not stand in "nonguilty". */
  findWords(passage: string, most?: number): Stretch[];
}

/**
 * Finds passages in the normalised blocks of a document. A passage may run over several blocks: a line break between
 * paragraphs is a space like any other, and between two blocks of Chinese or Japanese it is nothing.
 */
export function quotableText(blocks: readonly string[]): QuotableText {
  const parts: string[] = [];
  const starts: number[] = [];
  let at = 0;
  blocks.forEach((block, i) => {
    const before = blocks[i - 1];
    const space = before === undefined ? "" : spaceBetween(before, block);
    parts.push(space, block);
    starts.push(at + space.length);
    at += space.length + block.length;
  });
  const whole = parts.join("");
  return {
    blocks,
    find: (passage, most = 1000) => stretches(whole, normaliseText(passage), { starts, most }),
    findWords: (passage, most = 1000) =>
      stretches(whole, normaliseText(passage), { starts, most, isPlace: isOfWords }),
  };
}

function isOfWords(whole: string, start: number, end: number): boolean {
  return !cutsWord(whole, start) && !cutsWord(whole, end);
}

interface Search {
  readonly starts: readonly number[];
  readonly most: number;
  isPlace?(whole: string, start: number, end: number): boolean;
}

function stretches(whole: string, passage: string, { starts, most, isPlace }: Search): Stretch[] {
  if (passage === "") return [];
  const found: Stretch[] = [];
  for (
    let at = whole.indexOf(passage);
    at !== -1 && found.length < most;
    at = whole.indexOf(passage, at + 1)
  ) {
    if (isPlace?.(whole, at, at + passage.length) === false) continue;
    const firstBlock = blockAt(starts, at);
    const lastBlock = blockAt(starts, at + passage.length - 1);
    const start = at - (starts[firstBlock] ?? 0);
    found.push({ firstBlock, lastBlock, start, end: at + passage.length - (starts[lastBlock] ?? 0) });
  }
  return found;
}

/** The last block that begins at or before the place. */
function blockAt(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? Infinity) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
