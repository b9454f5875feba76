import { describe, expect, test } from "vitest";
import { table, cut, wrapped } from "../../src/cli/format.ts";
import { togetherTable } from "../../src/cli/together-table.ts";
import { beginningOf, padded, widthOf } from "../../src/cli/width.ts";

describe("the columns of a terminal that a text takes", () => {
  test.each([
    ["", 0],
    ["Tide", 4],
    ["潮水", 4],
    ["第95期", 6],
    ["ｱｲｳ", 3],
    ["Ａ（全角）", 10],
    ["한글", 4],
    ["ひらがな、カタカナ。", 20],
    ["𠮷", 2],
    ["Émile", 5],
    ["E\u0301mile", 5],
    ["a\u200Db", 2],
    ["👩‍🚀", 2],
    ["❤️", 2],
    ["🇳🇱", 2],
    ["ж → …", 5],
    ["\u001b[31m红\u001b[39m", 2],
  ])("%j: %d", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe("a table with wide letters in it", () => {
  const rows = [
    ["95", "潮汐表（修订）", "current"],
    ["96", "Tide table", "superseded"],
  ];

  test("has its columns below each other", () => {
    const [first = "", second = ""] = table(rows);
    expect(widthOf(first.slice(0, first.indexOf("current")))).toBe(
      widthOf(second.slice(0, second.indexOf("superseded"))),
    );
  });

  test("fits the terminal when it is cut to it", () => {
    const row = {
      ...{ label: "95", title: "潮汐表与海边的一年：修订后的全部数据及其说明".repeat(2), date: "2019-11-26" },
      ...{ files: 2, bytes: 31_000, notCovered: 3, problems: [], standing: "new" },
      ...{ digest: "a".repeat(64), from: "内容/潮汐.md" },
    };
    const lines = togetherTable([row, { ...row, title: "Tide" }], 80);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
    expect(lines[1]).toMatch(/潮汐表.*\.\.\..*2019-11-26/);
  });
});

test("what is cut is no wider than its room, and no letter is cut in two", () => {
  expect(cut("潮汐表与海边", 9)).toBe("潮汐表...");
  expect(cut("潮汐表与海边", 8)).toBe("潮汐...");
  expect(cut("潮汐表", 6)).toBe("潮汐表");
  expect(beginningOf("👩‍🚀👩‍🚀", 3)).toBe("👩‍🚀");
  expect(padded("潮", 4)).toBe("潮  ");
});

test("a long line is broken by how wide it is", () => {
  const lines = wrapped("潮汐表与海边 的一年修订后 的全部数据", 26).split("\n");
  expect(lines.map(widthOf)).toEqual([25, 10]);
});
