import { type Term, termsOf } from "../../core/text/words.ts";
import { spaceBetween } from "../../core/text/normalise.ts";

/*
 * The language of FTS5, of which we use phrases and OR. Words hold letters and digits alone, so that none needs to be
 * escaped.
 */

/** Rows of words that are asked for when nothing holds the whole passage. */
const WORDS_IN_ROW = 3;
const MOST_ROWS = 24;
/** A passage is asked for by so many of its words: the rest is compared with the text itself. */
const MOST_WORDS = 60;

/** The words of a document, one after the other: a passage may run over its blocks. */
export function searchable(blocks: readonly string[]): readonly Term[] {
  const parts: string[] = [];
  blocks.forEach((block, i) => {
    const before = blocks[i - 1];
    parts.push(before === undefined ? "" : spaceBetween(before, block), block);
  });
  return termsOf(parts.join(""));
}

/** As FTS5's plainest tokenizer parts them again. */
export function wordsOf(terms: readonly Term[]): string {
  return terms.map(({ word }) => word).join(" ");
}

/**
 * Documents in which the words stand one after the other. The first and the last word may be cut, and are then another
 * word: they are left out where enough others remain. Undefined for a passage without words.
 */
export function exactQuery(passage: string): string | undefined {
  const terms = termsOf(passage);
  const inner = terms.slice(firstWhole(terms), terms.length - firstWhole(terms.toReversed()));
  const asked = inner.length > 0 ? inner : terms;
  return asked.length === 0 ? undefined : phrase(asked.slice(0, MOST_WORDS));
}

/** Documents that have one of the rows of words, spread over the passage. */
export function nearQuery(passage: string): string | undefined {
  const terms = termsOf(passage);
  if (terms.length === 0) return undefined;
  const last = Math.max(0, terms.length - WORDS_IN_ROW);
  const step = Math.max(1, (last + 1) / MOST_ROWS);
  const rows: string[] = [];
  for (let at = 0; at <= last; at += step)
    rows.push(phrase(terms.slice(Math.floor(at), Math.floor(at) + WORDS_IN_ROW)));
  return [...new Set(rows)].join(" OR ");
}

/** One at most is left out: a pair of letters is whole wherever the passage begins. */
function firstWhole([first, second]: readonly Term[]): number {
  return first === undefined || first.isPair || second === undefined ? 0 : 1;
}

function phrase(terms: readonly Term[]): string {
  return `"${wordsOf(terms)}"`;
}
