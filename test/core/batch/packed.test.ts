import { describe, expect, test } from "vitest";
import { packIssues } from "../../../src/core/batch/packed.ts";
import type { Label } from "../../../src/core/label.ts";
import { at, issuesOf, vectorOf } from "./vectors.ts";

const issues = issuesOf(vectorOf(100));

function packedIn(runs: number) {
  const packer = packIssues();
  for (let at = 0; at < issues.length; at += runs) packer.add(issues.slice(at, at + runs));
  return packer.finish();
}

describe("packIssues", () => {
  test.each([1, 7, 99, 100])("gives back what came in runs of %i, as often as it is asked", (run) => {
    const packed = packedIn(run);
    expect(packed.length).toBe(100);
    for (let round = 0; round < 2; round++) expect([...packed]).toEqual(issues);
  });

  test.each([1, 7, 100])("finds every label in runs of %i, and no other", (run) => {
    const packed = packedIn(run);
    expect(issues.map(({ label }) => packed.find(label))).toEqual(issues.map(({ digest }) => digest));
    const { label } = at(issues, 50);
    for (const other of ["-", "z", `${label}0`, label.slice(0, -1)])
      expect(packed.find(other as Label)).toBeUndefined();
  });

  test("of nothing is empty", () => {
    const packer = packIssues();
    packer.add([]);
    const packed = packer.finish();
    expect([packed.length, [...packed], packed.find("1" as Label)]).toEqual([0, [], undefined]);
  });
});
