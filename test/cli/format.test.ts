import { describe, expect, test } from "vitest";
import { cut, wrapped } from "../../src/cli/format.ts";
import { togetherTable } from "../../src/cli/together-table.ts";

/* What is printed for a person stays readable on a terminal of 80 columns. */

describe("a long line", () => {
  const text =
    "      If it is a correction, run colophon revise; if not, choose another label. [LABEL_ANCHORED]";

  test("is broken between words, below its own beginning", () => {
    expect(wrapped(text, 80, "      ").split("\n")).toEqual([
      "      If it is a correction, run colophon revise; if not, choose another label.",
      "      [LABEL_ANCHORED]",
    ]);
  });

  test("stays one line where there is no terminal", () => expect(wrapped(text, undefined)).toBe(text));

  test("keeps a word whole that is longer than the terminal is wide", () => {
    const digest = "a".repeat(64);
    expect(wrapped(`issue ${digest} stands`, 40)).toBe(`issue\n${digest}\nstands`);
  });

  test("is not measured by its colours", () => {
    expect(wrapped(`\u001b[31m${"x".repeat(30)}\u001b[39m short`, 40)).not.toContain("\n");
  });
});

test("what is cut is no longer than its room, and says so", () => {
  expect(cut("Night Sky Almanac", 12)).toBe("Night Sky...");
  expect(cut("Night Sky", 9)).toBe("Night Sky");
});

describe("a dry run's table", () => {
  const row = {
    label: "2019-11-26-the-tide-comes-in-and-goes-out-again",
    title: "A long title about all that happens by the sea while nobody looks",
    date: "2019-11-26T06:30:00Z",
    ...{ files: 2, bytes: 31_000, notCovered: 3, problems: ["file-missing", "label-changed"] },
    ...{ standing: "other content stands", digest: "a".repeat(64), from: "content/posts/tide.md" },
  };

  test("fits a terminal, and keeps what is to be checked before agreeing", () => {
    const lines = togetherTable([row, { ...row, label: "95", standing: "new" }], 80);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines[1]).toMatch(/^2019-11-26-.*\.\.\. {2}A .*2019-11-26 {2}other {5}3 not covered/);
    expect(lines).toHaveLength(4);
  });

  test("is whole where nobody cuts it: in a pipe, or on a terminal that is wide enough", () => {
    const whole = togetherTable([row], undefined);
    expect(whole[1]).toContain(row.digest);
    expect(whole[1]).toContain(row.from);
    expect(togetherTable([row], 500)).toEqual(whole);
  });
});
