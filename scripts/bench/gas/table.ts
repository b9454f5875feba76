import { perIssue, ratio, type Row } from "./row.ts";

const HEADINGS = ["registry", "call", "gas", "per issue", "x anchor", "who may write", "not recorded"];
/** The columns of figures, which are aligned to the right. */
const FIGURES = new Set(["gas", "per issue", "x anchor"]);

/** The rows as a Markdown table, its columns aligned. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.registry,
    row.call,
    number(row.gas),
    number(perIssue(row)),
    ratio(row, rows).toPrecision(2),
    row.writer,
    row.without,
  ]);
  const widths = HEADINGS.map((heading, i) =>
    Math.max(heading.length, 3, ...cells.map((line) => (line[i] ?? "").length)),
  );
  const line = (of: readonly string[]) =>
    `| ${of.map((cell, i) => (FIGURES.has(HEADINGS[i] ?? "") ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(" | ")} |`;
  const rule = HEADINGS.map((heading, i) =>
    FIGURES.has(heading) ? `${"-".repeat((widths[i] ?? 3) - 1)}:` : "-".repeat(widths[i] ?? 3),
  );
  return [line(HEADINGS), line(rule), ...cells.map(line)].join("\n");
}

function number(figure: number): string {
  return figure.toLocaleString("en");
}
