import { isWord, partsOf } from "../../core/text/words.ts";
import type { Piece } from "./piece.ts";

/**
 * Pieces for people: what is gone before what is new, alike kinds joined, and a lone space or word between two longer
 * changes given to both, so that a rewritten sentence does not look like confetti.
 */
export function cleaned(pieces: readonly Piece[]): readonly Piece[] {
  const told: Piece[] = [];
  let gone = "";
  let fresh = "";
  const flush = () => {
    if (gone !== "") told.push({ kind: "gone", text: gone });
    if (fresh !== "") told.push({ kind: "new", text: fresh });
    [gone, fresh] = ["", ""];
  };
  pieces.forEach((piece, i) => {
    const { kind, text } = piece;
    if (kind === "gone") gone += text;
    else if (kind === "new") fresh += text;
    else if (gone + fresh !== "" && isIsland(text, changedAfter(pieces, i))) {
      gone += text;
      fresh += text;
    } else {
      flush();
      const last = told.at(-1);
      if (last?.kind === "same") told[told.length - 1] = { kind, text: last.text + text };
      else told.push(piece);
    }
  });
  flush();
  return told;
}

/** The words that are changed from the next piece on, up to the next that is in both. */
function changedAfter(pieces: readonly Piece[], at: number): number {
  let words = 0;
  for (let i = at + 1; i < pieces.length && pieces[i]?.kind !== "same"; i++)
    words += partsOf(pieces[i]?.text ?? "").filter(isWord).length;
  return words;
}

function isIsland(text: string, changedWords: number): boolean {
  if (text.includes("\n") || changedWords === 0) return false;
  return text.trim() === "" || (text.length <= 4 && changedWords > 2);
}

/** Rows that stand side by side: they end where a block ends in both texts. */
export function rowsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const rows: Piece[][] = [[]];
  for (const { kind, text } of pieces) {
    const parts = kind === "same" ? text.split("\n") : [text];
    parts.forEach((part, i) => {
      if (i > 0) rows.push([]);
      if (part !== "") rows.at(-1)?.push({ kind, text: part });
    });
  }
  return rows.filter((row) => row.length > 0);
}
