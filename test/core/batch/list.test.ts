import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { documentCid } from "../../../src/core/cid.ts";
import {
  type BatchList,
  byLabel,
  partFor,
  partLength,
  partsOf,
  unsorted,
} from "../../../src/core/batch/list.ts";
import type { Label } from "../../../src/core/label.ts";
import { digestOf, publication, vectorOf } from "./vectors.ts";

const labels = (...texts: string[]) => texts as Label[];

describe("partsOf and partLength", () => {
  test.each([
    [1, [1]],
    [4095, [4095]],
    [4096, [4096]],
    [4097, [4096, 1]],
    [8192, [4096, 4096]],
    [8193, [4096, 4096, 1]],
  ])("%i issues make parts of %j", (count, lengths) => {
    expect(Array.from({ length: partsOf(count) }, (_, i) => partLength(i, count))).toEqual(lengths);
  });
});

describe("partFor", () => {
  const list: BatchList = {
    count: 3 * 4096,
    parts: labels("b", "d", "f").map((first) => ({ cid: documentCid(digestOf(first)), first })),
    publication,
    root: vectorOf(1).root,
  };
  test.each([
    ["a", undefined],
    ["b", 0],
    ["c", 0],
    ["d", 1],
    ["e", 1],
    ["f", 2],
    ["z", 2],
  ])("a part that may hold %s is %s", (label, part) => {
    expect(partFor(list, label as Label)).toBe(part);
  });
});

describe("unsorted", () => {
  test.each([
    [labels(), undefined],
    [labels("1"), undefined],
    [labels("-", ".", "0", "9", "_", "a", "z"), undefined],
    [labels("1", "1"), { previous: "1", label: "1" }],
    [labels("1", "3", "2", "0"), { previous: "3", label: "2" }],
  ])("of %j is %j", (given, fault) => {
    expect(unsorted(given)).toEqual(fault);
  });
});

describe("byLabel", () => {
  test("property: orders by the bytes", () => {
    const label = fc.stringMatching(/^[a-z0-9._-]{1,64}$/) as fc.Arbitrary<Label>;
    fc.assert(
      fc.property(fc.array(label), (given) => {
        const sorted = given.map((label) => ({ label })).toSorted(byLabel);
        expect(sorted.map(({ label }) => label)).toEqual(
          given.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
      }),
    );
  });
});
