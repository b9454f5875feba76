import { beginningOf, padded, widthOf } from "./width.ts";

/** A table whose columns line up: `table([["41", "final"], ["42", "mined"]])`. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, widthOf(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** No wider than `width`, in columns: `cut("Night Sky Almanac", 12)` is "Night Sky...". */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `${beginningOf(text, Math.max(1, width - 3)).trimEnd()}...`;
}

/**
 * Broken between words so that no line is longer than `columns`, but for a word that is; lines after the first begin
 * with `indent`. Where there are no columns, as in a file or a pipe, a line stays one line.
 */
export function wrapped(text: string, columns: number | undefined, indent = ""): string {
  if (columns === undefined || columns < 20) return text;
  const [first = "", ...words] = text.trimStart().split(" ");
  const lines: string[] = [];
  let line = `${text.slice(0, text.length - text.trimStart().length)}${first}`;
  for (const word of words) {
    if (widthOf(`${line} ${word}`) <= columns) line += ` ${word}`;
    else {
      lines.push(line);
      line = `${indent}${word}`;
    }
  }
  return [...lines, line].join("\n");
}
