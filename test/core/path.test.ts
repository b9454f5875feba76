import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assertDistinctPaths,
  comparePaths,
  encodePath,
  fileName,
  type IssuePath,
  parseIssuePath,
} from "../../src/core/path.ts";

describe("parseIssuePath", () => {
  test.each([
    "index.html",
    "images/map.svg",
    "ä/ö.txt",
    "a b/c'd.txt",
    ".hidden",
    "CON.txt",
    "..a/b..",
    "日本/語.md",
  ])("accepts %s", (path) => {
    expect(parseIssuePath(path)).toBe(path);
  });

  test.each([
    ["", "empty"],
    ["/etc/passwd", "absolute"],
    ["a/", "a slash at the end"],
    ["a//b", "an empty part"],
    [".", "a dot"],
    ["..", "two dots"],
    ["a/../b", "two dots inside"],
    ["./a", "a dot at the start"],
    ["a\\b", "a backslash"],
    ["a\u0000b", "a zero byte"],
    ["a\nb", "a line break"],
    ["a\u0085b", "a C1 control character"],
    ["e\u0301", "not NFC"],
    ["\ud800", "half a surrogate pair"],
    ["gpj.\u202eexe", "a reading direction override"],
    ["a".repeat(1025), "longer than 1,024 bytes"],
    ["ä".repeat(513), "longer than 1,024 bytes in UTF-8"],
    [Array.from({ length: 33 }, () => "a").join("/"), "deeper than 32 folders"],
  ])("refuses %j: %s", async (path) => {
    await expect(() => parseIssuePath(path)).toFailWith("PATH_INVALID");
  });

  test("property: whatever it accepts stays inside the folder it is joined to", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", ".", "/", "\\", "\u0000", "é") }), (text) => {
        let path: string;
        try {
          path = parseIssuePath(text);
        } catch {
          return;
        }
        const base = new URL("file:///root/issue/");
        expect(new URL(path, base).pathname.startsWith(base.pathname)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("comparePaths", () => {
  test("property: orders as the UTF-8 bytes do", () => {
    const path = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(path, path, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(comparePaths(a as IssuePath, b as IssuePath))).toBe(bytes);
      }),
    );
  });

  test("puts a character beyond U+FFFF after U+FF08, unlike UTF-16", () => {
    expect(comparePaths("😀" as IssuePath, "（" as IssuePath)).toBeGreaterThan(0);
  });
});

describe("assertDistinctPaths", () => {
  const check = (...paths: string[]) => assertDistinctPaths(paths.map(parseIssuePath));

  test("lets different paths be", () => {
    expect(() => check("a/b", "a/c", "ab", "b/a")).not.toThrow();
  });

  test.each([
    ["a.txt", "a.txt"],
    ["a.txt", "A.TXT"],
    ["straße", "STRASSE"],
    ["Σίσυφος", "ΣΊΣΥΦΟΣ"],
    ["Art/a.svg", "art/b.svg"],
    ["a", "a/b"],
    ["a/b", "A"],
  ])("refuses %s beside %s", async (first, second) => {
    await expect(() => check(first, second)).toFailWith("PATHS_COLLIDE", { first, second });
  });
});

describe("encodePath", () => {
  test("keeps the folders apart and encodes everything else", () => {
    expect(encodePath("a b/c?.png")).toBe("a%20b/c%3F.png");
    expect(encodePath("100%/#/ä")).toBe("100%25/%23/%C3%A4");
  });
});

describe("fileName", () => {
  test.each([
    ["images/Map.SVG", "map.svg"],
    ["index.html", "index.html"],
    ["a/", ""],
  ])("of %s", (path, name) => {
    expect(fileName(path)).toBe(name);
  });
});
