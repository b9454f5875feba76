import { counted } from "../core/plural.ts";
import type { Piece, TextDifference } from "../verify/difference.ts";
import { type Output, paint } from "./output.ts";

/** Lines of a difference that a person reads on a terminal; the rest is in the JSON document. */
const MOST_ROWS = 30;
/** Characters of what is alike around a change. */
const AROUND = 60;

/** Where two texts differ: `[-words that were taken out-]` and `{+words that were put in+}`, as other programs show it. */
export function showDifference({ words, sections, more = 0 }: TextDifference, output: Output): void {
  if (words.gone + words.new === 0) {
    output.line(
      "  Word for word the two bodies say the same: what differs is title, metadata, markup, links or spacing.",
    );
    return;
  }
  output.line(
    `  ${counted(words.gone, "word")} only in the archived text, ${counted(words.new, "word")} only in the other:`,
  );
  const rows = sections
    .filter((section) => section.kind === "changed")
    .flatMap(({ rows: changed }) => changed.map(withoutBreaks))
    .filter((row) => row.some(({ kind }) => kind !== "same"));
  for (const row of rows.slice(0, MOST_ROWS)) output.line(`\n  ${inlineText(row)}`);
  const left = rows.length - MOST_ROWS;
  if (left > 0 || more > 0)
    output.line(
      `\n  And ${counted(Math.max(left, 0) + more, "place")} more; --json has ${more > 0 ? "the first" : "them"}.`,
    );
}

/** Where a paragraph ends is of no account to who reads words. */
function withoutBreaks(row: readonly Piece[]): readonly Piece[] {
  const told: Piece[] = [];
  for (const { kind, text } of row) {
    const isBreak = kind !== "same" && text.trim() === "";
    if (isBreak && kind === "gone") continue;
    const last = told.at(-1);
    const piece: Piece = isBreak ? { kind: "same", text: " " } : { kind, text };
    if (last?.kind === "same" && piece.kind === "same")
      told[told.length - 1] = { kind: "same", text: last.text + piece.text };
    else told.push(piece);
  }
  return told;
}

/** One row; long stretches of what is alike are cut. */
export function inlineText(row: readonly Piece[]): string {
  return row
    .map(({ kind, text }, i) => {
      const flat = text.replaceAll("\n", " ¶ ");
      if (kind === "gone") return paint("red", `[-${flat}-]`);
      if (kind === "new") return paint("green", `{+${flat}+}`);
      return cut(flat, { atStart: i === 0, atEnd: i === row.length - 1 });
    })
    .join("");
}

function cut(text: string, { atStart, atEnd }: { atStart: boolean; atEnd: boolean }): string {
  if (text.length <= 2 * AROUND + 5) return text;
  const before = atStart ? "" : text.slice(0, AROUND).toWellFormed();
  const after = atEnd ? "" : text.slice(-AROUND).toWellFormed();
  return `${before} ... ${after}`;
}
