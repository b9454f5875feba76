import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberingOf, pausesOf, spreadOf } from "../../../../src/server/pages/publication/gaps.ts";
import { catalogued, DAY, dayOf } from "../../../support/catalogued.ts";

/** Every number of `["43", "45–47"]`. */
function numbersIn(ranges: readonly string[]): number[] {
  return ranges.flatMap((range) => {
    const [from = 0, to = from] = range.split("–").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

describe("numbering", () => {
  const few = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 40 });

  test("names every number in between that no issue has, and no other", () => {
    fc.assert(
      fc.property(few, (numbers) => {
        const found = numberingOf(numbers.map(String));
        const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
        expect([found?.from, found?.to]).toEqual([String(least), String(most)]);
        const between = Array.from({ length: most - least }, (_, i) => least + i);
        const missing = between.filter((number) => !numbers.includes(number));
        const named = numbersIn(found?.missing ?? []);
        // Twelve stretches are named, and the rest are counted.
        expect(named).toEqual(missing.slice(0, named.length));
        if (found?.more === 0) expect(named).toEqual(missing);
        else expect(named.length).toBeLessThan(missing.length);
      }),
    );
  });

  test("is the same in whatever order, and for an issue that is there twice", () => {
    fc.assert(
      fc.property(few, fc.nat(), (numbers, at) => {
        const labels = numbers.map(String);
        const again = [...labels.toReversed(), labels[at % labels.length] ?? ""];
        expect(numberingOf(again)).toEqual(numberingOf(labels));
      }),
    );
  });

  test.for([
    ["one issue", ["12"]],
    ["no issue", []],
    ["a letter", ["12", "12a", "14"]],
    ["a double issue", ["11", "12-13", "15"]],
    ["days", ["2019-11-26", "2019-12-03"]],
    ["days without hyphens", ["20191126", "20191203"]],
    ["months, over the end of a year", ["202411", "202412", "202501"]],
    ["seasons", ["2026-q3", "2026-q4"]],
    ["numbers too long to count", ["1234567890", "1234567893"]],
  ] as const)("%s: nobody can tell", ([, labels]) => {
    expect(numberingOf(labels)).toBeUndefined();
  });

  test("years count as numbers do, and so do those with zeros before them", () => {
    expect(numberingOf(["2019", "2020", "2022"])).toMatchObject({ missing: ["2021"] });
    expect(numberingOf(["007", "010"])).toMatchObject({ from: "7", to: "10", missing: ["8–9"] });
  });
});

describe("pauses", () => {
  test("are the longest times without an issue, of more than 2.5 times the usual one", () => {
    const weekly = [0, 7, 14, 21, 60, 67, 74, 200].map((day) => catalogued(`${day}`, { date: dayOf(day) }));
    expect(pausesOf(weekly).map(({ before, after, days }) => [before.label, after.label, days])).toEqual([
      ["74", "200", 126],
      ["21", "60", 39],
    ]);
    expect(pausesOf(weekly)[0]).toMatchObject({ usual: 7 });
  });

  test("are none of a regular publication, of few issues, or of dates that are not to the day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 30 }), (step, issues) => {
        const regular = Array.from({ length: issues }, (_, i) =>
          catalogued(`${i}`, { date: dayOf(i * step) }),
        );
        expect(pausesOf(regular)).toEqual([]);
      }),
    );
    const dates = ["2019", "2019-03", "2025", "2026-11", undefined];
    expect(pausesOf(dates.map((date, i) => catalogued(`${i}`, { date })))).toEqual([]);
  });

  test("lie between issues that follow each other, in whatever order they were anchored", () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(days, (all) => {
        const ordered = all.toSorted((a, b) => a - b);
        for (const pause of pausesOf(all.map((day) => catalogued(`${day}`, { date: dayOf(day) })))) {
          const [from, to] = [Number(pause.before.label), Number(pause.after.label)];
          expect(ordered.indexOf(to)).toBe(ordered.indexOf(from) + 1);
          expect(pause.days).toBe(to - from);
          expect(pause.days).toBeGreaterThan(2.5 * pause.usual);
        }
      }),
    );
  });
});

describe("how far claimed and anchored dates are apart", () => {
  test("is told in whole days, and what was anchored before its date by its label", () => {
    const issues = [
      catalogued("1", { date: dayOf(0), time: 3 * DAY + 5 }),
      catalogued("2", { date: dayOf(10), time: 10 * DAY }),
      catalogued("3", { date: dayOf(20), time: 19 * DAY }),
      catalogued("4", { time: 30 * DAY }),
      catalogued("5", { date: "1970", time: 30 * DAY }),
    ];
    expect(spreadOf(issues)).toEqual({ shortest: 0, longest: 3, early: ["3"] });
  });

  test("is not known of issues without a date to the day", () => {
    expect(spreadOf([])).toBeUndefined();
    expect(spreadOf([catalogued("1", { date: "2019-11" }), catalogued("2", {})])).toBeUndefined();
  });
});
