import { expect, test } from "vitest";
import type { CataloguedIssue } from "../../src/core/ports.ts";
import { latestOf } from "../../src/verify/latest.ts";

const issue = (label: string, entry: number, date?: string) =>
  ({ label, entry, ...(date === undefined ? {} : { date }) }) as CataloguedIssue;

test.for([
  ["by entry", [issue("2", 3), issue("1", 2, "2026-01-01")], "2"],
  [
    "of a batch by date",
    [issue("w1", 2, "2026-01-05"), issue("w3", 2, "2026-01-19"), issue("w2", 2, "2026-01-12")],
    "w3",
  ],
  ["of a batch without dates the last", [issue("a", 2), issue("b", 2)], "b"],
  ["of a batch one with a date before one without", [issue("a", 2, "2026"), issue("b", 2)], "a"],
  ["none where there is none", [], undefined],
] as const)("the latest issue is, %s", ([, issues, label]) => {
  expect(latestOf(issues)?.label).toBe(label);
});
