import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const page = readFileSync(new URL("../../docs/threat-model.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (part|verdict|attack|-+)\s/.test(line));

describe("docs/threat-model.md", () => {
  test("links to files that exist", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(50);
    expect(
      links.filter((link) => !existsSync(fileURLToPath(new URL(`../../docs/${link}`, import.meta.url)))),
    ).toEqual([]);
  });

  test("names under the registry's attacks every file of the contract's tests that is named for attacks", () => {
    const folder = new URL("../contracts/", import.meta.url);
    const files = readdirSync(folder).filter(
      (name) =>
        name.endsWith(".t.sol") &&
        readFileSync(new URL(name, folder), "utf8").includes("function test_attack_"),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((name) => !page.includes(`(../test/contracts/${name})`))).toEqual([]);
  });

  test("names a test in every row, or says why there can be none", () => {
    expect(rows.length).toBeGreaterThan(28);
    expect(rows.filter((row) => !/\(\.\.\/test\/|not preventable|out of scope/.test(row))).toEqual([]);
  });
});
