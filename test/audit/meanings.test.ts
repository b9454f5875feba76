import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GRADES, MEANINGS } from "../../src/audit/meanings.ts";
import { FAULTS, UNASKED } from "../../src/audit/report.ts";

const guide = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");

test("docs/audit.md has every fault in the order of a report, with its grade, what it means and what to do", () => {
  const rows = guide
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && /^`[a-z-]+`$/.test(cells[1] ?? ""));
  expect(rows.map((cells) => cells.slice(1, 5))).toEqual(
    FAULTS.map((fault) => {
      const { grade, means, next } = MEANINGS[fault];
      return [`\`${fault}\``, grade, means, next];
    }),
  );
});

test("what could not be asked is no finding", () => {
  for (const fault of FAULTS) expect(MEANINGS[fault].grade === "unasked").toBe(UNASKED.has(fault));
});

test("no fault stands before one of a higher grade", () => {
  const grades = FAULTS.map((fault) => GRADES.indexOf(MEANINGS[fault].grade));
  expect(grades).toEqual(grades.toSorted((a, b) => a - b));
});
