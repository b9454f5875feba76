import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("../../scripts/bench-gas.ts", import.meta.url));
const DOCUMENT = new URL("../../docs/adr/0006-gas.md", import.meta.url);
const MINUTES = 3 * 60_000;

const bench = (...options: string[]): string =>
  execFileSync(process.execPath, [SCRIPT, ...options], { encoding: "utf8", timeout: MINUTES });

/** The cells of a Markdown table, without its rule; tables are padded for the eye. */
const cells = (table: string): readonly (readonly string[])[] =>
  table
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[ :|-]+$/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));

describe("npm run bench:gas", () => {
  test("prints the table of docs/adr/0006-gas.md (--write puts it there)", { timeout: MINUTES }, async () => {
    const text = await readFile(DOCUMENT, "utf8");
    const committed = /<!-- bench:gas -->([^]*?)<!-- \/bench:gas -->/.exec(text)?.[1] ?? "";
    const printed = cells(bench());
    expect(printed.length).toBeGreaterThan(15);
    expect(printed).toEqual(cells(committed));
  });

  test("gives the figures of our own calls quickly, for programs", { timeout: MINUTES }, () => {
    const rows = JSON.parse(bench("--short", "--json")) as readonly Readonly<Record<string, unknown>>[];
    expect(rows[0]).toMatchObject({ registry: "Colophon", call: "anchor", issues: 1, timesAnchor: 1 });
    expect(rows.map((row) => row["registry"])).not.toContain("EAS 1.9.0");
    for (const { gas, issues, perIssue } of rows) {
      expect(gas).toBeGreaterThan(21_000);
      expect(perIssue).toBeCloseTo(Number(gas) / Number(issues), 0);
    }
  });

  test("explains itself and measures nothing when asked for help", () => {
    expect(bench("--help")).toMatch(/^usage: npm run bench:gas/);
  });
});
