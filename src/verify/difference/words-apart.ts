import { diffArrays } from "diff";
import type { Piece } from "./piece.ts";
import { anchors } from "./common-runs.ts";

/** Steps left for finding least differences: counted, not timed, so that every machine comes to the same answer. */
export interface Budget {
  steps: number;
}

/** What is unique in both texts over so many parts (words, spaces, marks) holds them together. */
const PARTS_IN_ANCHOR = 8;
/** No more is looked for in one place: it costs the square. */
const MOST_EDITS = 1500;

/**
 * The parts of two texts as pieces of the one, of the other and of both. Where they have too little in common, or the
 * budget is spent, one after the other instead, and `apart` says so.
 */
export function wordsApart(
  from: readonly string[],
  to: readonly string[],
  budget: Budget,
): { readonly pieces: readonly Piece[]; readonly apart: boolean } {
  const pieces: Piece[] = [];
  let apart = false;
  let [a, b] = [0, 0];
  const between = (fromEnd: number, toEnd: number) => {
    const found = leastPieces(from.slice(a, fromEnd), to.slice(b, toEnd), budget);
    pieces.push(...(found ?? whole(from.slice(a, fromEnd), to.slice(b, toEnd))));
    if (found === undefined) apart = true;
    [a, b] = [fromEnd, toEnd];
  };
  const numbers = new Map<string, number>();
  for (const [i, j] of anchors(inRows(from, numbers), inRows(to, numbers))) {
    if (i < a || j < b || from[i] !== to[j]) continue;
    between(i, j);
    let length = 0;
    while (a + length < from.length && b + length < to.length && from[a + length] === to[b + length])
      length += 1;
    pieces.push({ kind: "same", text: from.slice(a, a + length).join("") });
    [a, b] = [a + length, b + length];
  }
  between(from.length, to.length);
  return { pieces, apart };
}

/** For every place a number that stands for the parts from there on: what it joins is looked at before it counts. */
function inRows(parts: readonly string[], numbers: Map<string, number>): number[] {
  const numbered = parts.map((part) => {
    const number = numbers.get(part) ?? numbers.size + 1;
    numbers.set(part, number);
    return number;
  });
  const rows: number[] = [];
  for (let i = 0; i + PARTS_IN_ANCHOR <= numbered.length; i++) {
    let [low, high] = [0, 0];
    for (let k = i; k < i + PARTS_IN_ANCHOR; k++) {
      const number = numbered[k] ?? 0;
      low = Math.imul(low ^ number, 0x9e3779b1) + 1;
      high = Math.imul(high ^ number ^ (low >>> 13), 0x85ebca6b) + 1;
    }
    rows.push((high & 0xfffff) * 0x1_0000_0000 + (low >>> 0));
  }
  return rows;
}

/** Myers' least difference; undefined when it would cost too much. */
function leastPieces(from: string[], to: string[], budget: Budget): readonly Piece[] | undefined {
  if (from.length === 0 || to.length === 0) return whole(from, to);
  const maxEditLength = Math.min(MOST_EDITS, Math.floor(Math.sqrt(Math.max(budget.steps, 0))));
  const changes = diffArrays(from, to, { maxEditLength });
  if (changes === undefined) {
    budget.steps -= maxEditLength ** 2;
    return undefined;
  }
  const edits = changes.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0);
  budget.steps -= edits ** 2 + from.length + to.length;
  return changes.map(({ added, removed, value }) => ({
    kind: added ? "new" : removed ? "gone" : "same",
    text: value.join(""),
  }));
}

function whole(from: readonly string[], to: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [
    { kind: "gone", text: from.join("") },
    { kind: "new", text: to.join("") },
  ];
  return pieces.filter(({ text }) => text !== "");
}
