import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { html } from "../../../../src/server/pages/html.ts";
import { timeline } from "../../../../src/server/pages/publication/timeline.ts";
import { ENGLISH_READER } from "../../../../src/server/pages/reader.ts";
import { catalogued, DAY, dayOf } from "../../../support/catalogued.ts";

const drawn = (issues: readonly ReturnType<typeof catalogued>[]) =>
  html`${timeline(issues, ENGLISH_READER)}`.text;

const numbers = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, x]) => Number(x));

const issue = fc.record({
  claimed: fc.integer({ min: -700_000, max: 60_000 }),
  late: fc.integer({ min: -400, max: 60_000 }),
});

describe("the timeline", () => {
  test("has a line for each issue that bears a date, all of it inside the picture", () => {
    fc.assert(
      fc.property(fc.array(issue, { minLength: 2, maxLength: 30 }), (all) => {
        const picture = drawn(
          all.map(({ claimed, late }, i) =>
            catalogued(`${i}`, { date: dayOf(claimed), time: Math.max(0, claimed + late) * DAY }),
          ),
        );
        const [, path = ""] = /class="links" d="([^"]*)"/.exec(picture) ?? [];
        expect(path.match(/M/g)).toHaveLength(all.length);
        const across = [
          ...numbers(path, /[ML]([\d.-]+) /g),
          ...numbers(picture, /cx="([^"]*)"/g),
          ...numbers(picture, /<path d="M([\d.-]+) /g),
        ];
        for (const x of across) expect(x).toSatisfy((at: number) => at >= 0 && at <= 720);
        expect(picture).not.toMatch(/NaN|undefined|Infinity/);
      }),
    );
  });

  test("has few ticks, in their order, and each says another time", () => {
    fc.assert(
      fc.property(fc.array(issue, { minLength: 2, maxLength: 10 }), (all) => {
        const picture = drawn(
          all.map(({ claimed, late }, i) =>
            catalogued(`${i}`, { date: dayOf(claimed), time: Math.max(0, claimed + late) * DAY }),
          ),
        );
        const at = numbers(picture, /<path d="M([\d.-]+) /g);
        const [, ticks = ""] = /<g class="ticks">([^]*?)<\/g>/.exec(picture) ?? [];
        const said = [...ticks.matchAll(/>\s*([^<>\s][^<>]*?)\s*<\/text/g)].map(([, words]) => words);
        expect(said.length).toBe(at.length);
        expect(at.length).toBeLessThanOrEqual(8);
        expect(at).toEqual(at.toSorted((a, b) => a - b));
        expect(new Set(said).size).toBe(said.length);
      }),
    );
  });

  test("draws the earlier issue before the later one", () => {
    const picture = drawn([
      catalogued("1", { date: "2019-01-01", time: Date.parse("2020-01-01") / 1000 }),
      catalogued("2", { date: "2019-06-01", time: Date.parse("2020-02-01") / 1000 }),
    ]);
    const [first = 0, second = 0] = numbers(picture, /M([\d.]+) 46L/g);
    const [, anchored = 0] = numbers(picture, /L([\d.]+) 142/g);
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(anchored);
    expect(picture).toContain("Between the two lie 245 days at the least, 365 days at the most.");
  });

  test("is not drawn for one issue, nor for issues without dates, which it counts", () => {
    expect(drawn([])).toBe("");
    expect(drawn([catalogued("1", { date: "2019" })])).toBe("");
    expect(drawn([catalogued("1", {}), catalogued("2", { date: "2019" })])).toBe("");
    const dated = ["2019", "2020-05"].map((date) => catalogued(date, { date }));
    expect(drawn([...dated, catalogued("3", {})])).toContain("1 bears none.");
  });
});
