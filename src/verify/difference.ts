import { isWord, partsOf } from "../core/text/words.ts";
import { commonRuns } from "./difference/common-runs.ts";
import { type Budget, wordsApart } from "./difference/words-apart.ts";
import type { Piece } from "./difference/piece.ts";
import { cleaned, rowsOf } from "./difference/pieces.ts";

export type { Piece } from "./difference/piece.ts";

/** Blocks that are alike, of which only the first and the last are told. */
export interface SameBlocks {
  readonly kind: "same";
  /** How many. */
  readonly blocks: number;
  readonly begins: string;
  readonly ends: string;
}

/** Blocks in which words differ. */
export interface ChangedBlocks {
  readonly kind: "changed";
  /** The first block concerned, from 0, in either text. */
  readonly from: number;
  readonly to: number;
  /** For each row the words of both texts that stand side by side; `gone` and `new` may hold line feeds. */
  readonly rows: readonly (readonly Piece[])[];
  /** Too different to be held together word by word: all of the first is `gone`, all of the second `new`. */
  readonly apart?: true;
}

/** Where two texts differ, word by word. */
export interface TextDifference {
  /** None gone and none new: word for word the same, but for where paragraphs end. */
  readonly words: { readonly same: number; readonly gone: number; readonly new: number };
  /** From 0 (no word in common) to 1 (the same words in the same order). */
  readonly resemblance: number;
  readonly sections: readonly (SameBlocks | ChangedBlocks)[];
  /** Changed sections beyond the first 400, which are only counted. */
  readonly more?: number;
}

/** Longer texts are not compared: nobody reads the difference of two books at once. In UTF-16 units. */
export const MAX_COMPARED_CHARACTERS = 2 * 1024 * 1024;

const MOST_SECTIONS = 400;

/**
 * Compares two documents by their normalised blocks. The same in every program, and bounded whatever comes in: texts
 * with little in common are told apart section by section without looking for the least difference. Undefined for a text
 * of more than MAX_COMPARED_CHARACTERS.
 */
export function textDifference(from: readonly string[], to: readonly string[]): TextDifference | undefined {
  if (lengthOf(from) > MAX_COMPARED_CHARACTERS || lengthOf(to) > MAX_COMPARED_CHARACTERS) return undefined;
  const budget: Budget = { steps: 30_000_000 };
  const sections: (SameBlocks | ChangedBlocks)[] = [];
  const words = { same: 0, gone: 0, new: 0 };
  let more = 0;
  for (const run of commonRuns(from, to)) {
    const [mine, theirs] = [from.slice(run.from, run.fromEnd), to.slice(run.to, run.toEnd)];
    if (run.isCommon) {
      words.same += wordsIn(mine);
      sections.push(alike(mine));
      continue;
    }
    const { pieces, apart } = wordsApart(partsOfBlocks(mine), partsOfBlocks(theirs), budget);
    const told = cleaned(pieces);
    for (const { kind, text } of told) words[kind] += kind === "same" ? wordsIn([text]) : changesIn(text);
    if (sections.length >= MOST_SECTIONS) more += 1;
    else
      sections.push({
        ...{ kind: "changed", from: run.from, to: run.to, rows: rowsOf(told) },
        ...(apart ? { apart } : {}),
      });
  }
  const all = 2 * words.same + words.gone + words.new;
  const resemblance = all === 0 ? 0 : (2 * words.same) / all;
  return { words, resemblance, sections, ...(more === 0 ? {} : { more }) };
}

function alike(blocks: readonly string[]): SameBlocks {
  return { kind: "same", blocks: blocks.length, begins: blocks[0] ?? "", ends: blocks.at(-1) ?? "" };
}

/** Between two blocks a line feed, which no normalised block holds. */
function partsOfBlocks(blocks: readonly string[]): string[] {
  return blocks.flatMap((block, i) => (i === 0 ? partsOf(block) : ["\n", ...partsOf(block)]));
}

/** A mark that stands alone counts as a word: "1,000" is not "1.000". Where paragraphs end does not count. */
function changesIn(text: string): number {
  return wordsIn([text]) || (text.trim() === "" ? 0 : 1);
}

function wordsIn(texts: readonly string[]): number {
  let count = 0;
  for (const text of texts) for (const part of partsOf(text)) if (isWord(part)) count += 1;
  return count;
}

function lengthOf(blocks: readonly string[]): number {
  return blocks.reduce((length, block) => length + block.length, 0);
}
