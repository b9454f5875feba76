import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const page = readFileSync(new URL("../../docs/threat-model.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (part|verdict|-+)\s/.test(line));

describe("docs/threat-model.md", () => {
  test("links to files that exist", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(30);
    expect(
      links.filter((link) => !existsSync(fileURLToPath(new URL(`../../docs/${link}`, import.meta.url)))),
    ).toEqual([]);
  });

  test("names a test in every row, or says why there can be none", () => {
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => !/\(\.\.\/test\/|not preventable|out of scope/.test(row))).toEqual([]);
  });
});
