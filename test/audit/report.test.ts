import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { STEPS } from "../../src/audit/evidence.ts";
import { byGravity, type Fault, FAULTS, UNASKED } from "../../src/audit/report.ts";

const page = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");

/** The first column of the table below a heading. */
function told(heading: string): readonly string[] {
  const [, after = ""] = page.split(`## ${heading}\n`);
  const [section = ""] = after.split("\n## ");
  return [...section.matchAll(/^\| `([a-z-]+)` /gm)].map(([, code = ""]) => code);
}

test("docs/audit.md lists every fault, the gravest first, and every step of evidence", () => {
  expect(told("Faults")).toEqual(FAULTS);
  expect(told("Evidence")).toEqual(STEPS);
});

test("docs/audit.md grades just those faults as unasked that could not be asked", () => {
  const rows = page.split("\n").filter((line) => /^\| `[a-z-]+` +\| unasked /.test(line));
  const codes = rows.map((line) => /`([a-z-]+)`/.exec(line)?.[1]);
  expect(codes).toEqual([...UNASKED]);
});

test("what could not be asked comes after every fault", () => {
  const says = "Something.";
  const all: Fault[] = FAULTS.toReversed().map((fault) => ({ fault, says }));
  const sorted = byGravity(all).map(({ fault }) => fault);
  expect(sorted).toEqual(FAULTS);
  expect(sorted.slice(-UNASKED.size)).toEqual([...UNASKED]);
});
