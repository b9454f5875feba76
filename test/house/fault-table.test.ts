import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/* Every row of the fault table in docs/operations.md names a test, and a test of that title exists in that file. */

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/operations.md", root), "utf8");
const table = page.split("### The fault table")[1]?.split("\n## ")[0] ?? "";

interface Named {
  readonly file: string;
  readonly title: string;
}

interface Row {
  readonly what: string;
  readonly tests: readonly Named[];
}

/** In the last column: `` `node.test.ts`: _a title_; _another_ ``. A title goes with the file named before it. */
function rowsOf(text: string): readonly Row[] {
  const lines = text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (what happens|-+)/.test(line));
  return lines.map((line) => {
    const cells = line.split(" | ");
    const tests: Named[] = [];
    let file = "";
    for (const [, named, title] of (cells.at(-1) ?? "").matchAll(
      /`([\w/.-]+\.test\.ts)`|(?<= )_(.+?)_(?=;| +\|$)/g,
    )) {
      if (named !== undefined) file = named;
      if (title !== undefined) tests.push({ file, title });
    }
    return { what: cells[0]?.slice(2).trim() ?? "", tests };
  });
}

/** As a whole string of the source: the title of a test, or what `test.each` puts into one. */
function isIn({ file, title }: Named): boolean {
  const path = new URL(`test/${file.includes("/") ? file : `faults/${file}`}`, root);
  if (!existsSync(path)) return false;
  const source = readFileSync(path, "utf8");
  return source.includes(`"${title}"`) || source.includes(`\`${title}\``);
}

const rows = rowsOf(table);

describe("the fault table of docs/operations.md", () => {
  test("has a row for everything that can go wrong, each with a test", () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter(({ tests }) => tests.length === 0).map(({ what }) => what)).toEqual([]);
  });

  test("names tests that exist, by file and title", () => {
    expect(rows.flatMap(({ tests }) => tests).filter((named) => !isIn(named))).toEqual([]);
  });

  test("leaves out no file of test/faults", () => {
    const files = readdirSync(new URL("test/faults", root)).filter((name) => name.endsWith(".test.ts"));
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });
});
