import { spaceBetween } from "../../core/text/normalise.ts";
import { isWord, partsOf } from "../../core/text/words.ts";
import type { Piece } from "../difference/piece.ts";
import { cleaned } from "../difference/pieces.ts";
import { wordsApart } from "../difference/words-apart.ts";

/** Words in a row that must be alike for a place to be looked at. */
const WORDS_IN_ROW = 3;
/** Words of the document that are looked at on either side besides. */
const SLACK = 12;

export interface NearPassage {
  readonly block: number;
  readonly pieces: readonly Piece[];
  readonly resemblance: number;
}

/** Where the words of a document are most like the passage, and how they differ; undefined where no three are alike. */
export function nearestPassage(passage: string, blocks: readonly string[]): NearPassage | undefined {
  const sought = partsOf(passage);
  const { parts, blockOf } = wholeText(blocks);
  const mine = wordsAt(sought);
  const theirs = wordsAt(parts);
  const offset = commonOffset(mine.words, theirs.words);
  if (offset === undefined) return undefined;
  const first = theirs.places[Math.max(0, offset - SLACK)] ?? 0;
  const last =
    theirs.places[Math.min(theirs.places.length, offset + mine.words.length + SLACK) - 1] ?? parts.length - 1;
  // What follows the last word may be the full stop that the passage ends on.
  const window = parts.slice(first, last + 2);
  const { pieces } = wordsApart(window, sought, { steps: 4_000_000 });
  const { told, skipped } = trimmed(cleaned(pieces));
  return { block: blockOf(first + skipped), pieces: told, resemblance: resemblanceOf(told) };
}

function wholeText(blocks: readonly string[]) {
  const parts: string[] = [];
  const starts: number[] = [];
  blocks.forEach((block, i) => {
    const before = blocks[i - 1];
    if (before !== undefined && spaceBetween(before, block) !== "") parts.push(" ");
    starts.push(parts.length);
    // One by one: a block may have more parts than a call takes arguments.
    for (const part of partsOf(block)) parts.push(part);
  });
  const blockOf = (place: number) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= place),
    );
  return { parts, blockOf };
}

function wordsAt(parts: readonly string[]) {
  const words: string[] = [];
  const places: number[] = [];
  parts.forEach((part, i) => {
    if (!isWord(part)) return;
    words.push(part.toLowerCase());
    places.push(i);
  });
  return { words, places };
}

/** How far the document's words are behind the passage's where most rows of words are alike. */
function commonOffset(mine: readonly string[], theirs: readonly string[]): number | undefined {
  const length = Math.min(WORDS_IN_ROW, mine.length);
  const row = (words: readonly string[], at: number) => words.slice(at, at + length).join(" ");
  const rows = new Map<string, number>();
  for (let at = 0; at + length <= mine.length; at++)
    if (!rows.has(row(mine, at))) rows.set(row(mine, at), at);
  const votes = new Map<number, number>();
  for (let at = 0; at + length <= theirs.length; at++) {
    const own = rows.get(row(theirs, at));
    if (own === undefined) continue;
    // A word too many or too few moves the rest by one: neighbours count together.
    const offset = Math.round((at - own) / SLACK) * SLACK;
    votes.set(offset, (votes.get(offset) ?? 0) + 1);
  }
  let best: [number, number] | undefined;
  for (const vote of votes) if (best === undefined || vote[1] > best[1]) best = vote;
  return best === undefined ? undefined : Math.max(0, best[0]);
}

/** Without what stands only in the document before and behind, but for what stands in the place of the passage's own words. */
function trimmed(pieces: readonly Piece[]): { told: readonly Piece[]; skipped: number } {
  const [first, second] = pieces;
  const told = [...pieces];
  let skipped = 0;
  if (first?.kind === "gone") {
    const parts = partsOf(first.text);
    const kept = lastWords(parts, second?.kind === "new" ? wordCount(second.text) : 0);
    skipped = parts.length - kept.length;
    told[0] = { kind: "gone", text: kept.join("") };
  }
  const at = told.findLastIndex(({ kind }) => kind === "gone");
  const last = told[at];
  const behind = told[at + 1];
  const isLast = at === told.length - 1 || (at === told.length - 2 && behind?.kind === "new");
  if (last !== undefined && at > 0 && isLast) {
    const kept = firstWords(partsOf(last.text), behind === undefined ? 0 : wordCount(behind.text));
    told[at] = { kind: "gone", text: kept.join("") };
  }
  return { told: told.filter(({ text }) => text !== ""), skipped };
}

function wordCount(text: string): number {
  return partsOf(text).filter(isWord).length;
}

/** Up to the end of so many words. */
function firstWords(parts: readonly string[], count: number): readonly string[] {
  let words = 0;
  let end = 0;
  for (let i = 0; i < parts.length && words < count; i++)
    if (isWord(parts[i] ?? "")) {
      words += 1;
      end = i + 1;
    }
  return parts.slice(0, end);
}

function lastWords(parts: readonly string[], count: number): readonly string[] {
  return firstWords(parts.toReversed(), count).toReversed();
}

function resemblanceOf(pieces: readonly Piece[]): number {
  const words = { same: 0, gone: 0, new: 0 };
  for (const { kind, text } of pieces) words[kind] += wordCount(text);
  const all = 2 * words.same + words.gone + words.new;
  return all === 0 ? 0 : (2 * words.same) / all;
}
