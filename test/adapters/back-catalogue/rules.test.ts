import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate } from "../../../src/adapters/back-catalogue/date.ts";
import { Labels } from "../../../src/adapters/back-catalogue/label.ts";
import { line, prose } from "../../../src/adapters/back-catalogue/wording.ts";
import { isClaimedDate } from "../../../src/core/date.ts";
import { isLabel, slug } from "../../../src/core/label.ts";
import { proseProblem, textProblem } from "../../../src/core/text.ts";

describe("labels", () => {
  test.each([
    ["95", "95"],
    ["2019-11-26", "2019-11-26"],
    ["Café № 95!", "cafe-no-95"],
    ["  Straße / Größe ", "strasse-grosse"],
    ["../../etc/passwd", "etc-passwd"],
    ["v1.10_final", "v1.10_final"],
    ["a".repeat(100), "a".repeat(64)],
    [`${"a".repeat(63)} b`, "a".repeat(63)],
    ["Тихий Дон", undefined],
    ["...", undefined],
  ])("%j becomes %j", (text, label) => {
    expect(slug(text)).toBe(label);
  });

  test("of any text is a label or nothing, and stays as it is when taken again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const label = slug(text);
        return label === undefined || (isLabel(label) && slug(label) === label);
      }),
    );
  });

  test("are given once each, whatever is asked for, the same way each time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2 }), { maxLength: 60 }),
        (asked) => {
          const give = () => {
            const labels = new Labels();
            return asked.map((names, i) => labels.give(names, String(i)).label);
          };
          const given = give();
          expect(new Set(given).size).toBe(given.length);
          expect(given.every((label) => isLabel(label))).toBe(true);
          expect(give()).toEqual(given);
        },
      ),
    );
  });

  test("of one name are numbered, within 64 characters, past those that the source has itself", () => {
    const labels = new Labels();
    const long = "x".repeat(64);
    const names = ["a", "a-2", "a", "a", long, long];
    expect(names.map((name) => labels.give([name], "").label)).toEqual([
      "a",
      "a-2",
      "a-3",
      "a-4",
      long,
      `${"x".repeat(62)}-2`,
    ]);
  });

  test("ten thousand of one name are numbered in no time", () => {
    const labels = new Labels();
    const start = performance.now();
    for (let i = 0; i < 10_000; i++) labels.give(["same"], "");
    expect(labels.give(["same"], "").label).toBe("same-10001");
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("that were changed, taken or made up are told", () => {
    const labels = new Labels();
    const told = (name: string) => labels.give([name], "x").problems.map((problem) => problem.code);
    expect([told("ok"), told("Ok"), told("日本")]).toEqual([
      [],
      ["label-changed", "label-taken"],
      ["label-made-up"],
    ]);
  });
});

describe("claimed dates", () => {
  test.each([
    ["2019", "2019", undefined],
    ["2019-11", "2019-11", undefined],
    ["2019-11-26", "2019-11-26", "2019-11-26"],
    ["2019/11/6", "2019-11-06", "2019-11-06"],
    ["2019-11-26T07:30:00Z", "2019-11-26T07:30:00Z", "2019-11-26"],
    ["2019-11-26T23:30:00.123-08:00", "2019-11-27T07:30:00Z", "2019-11-26"],
    ["2019-11-26 07:30:00 +0200", "2019-11-26T05:30:00Z", "2019-11-26"],
    ["2019-11-26T07:30", "2019-11-26", "2019-11-26"],
    ["2019-11-26 07:30:00", "2019-11-26", "2019-11-26"],
    ["2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31"],
    ["Tue, 26 Nov 2019 07:30:00 +0100", "2019-11-26T06:30:00Z", "2019-11-26"],
    ["26 Nov 2019 07:30 GMT", "2019-11-26T07:30:00Z", "2019-11-26"],
    ["Tue, 26 Nov 2019 07:30:00 PST (Pacific)", "2019-11-26T15:30:00Z", "2019-11-26"],
    ["Fri, 11 Jul 03 21:00:37 -0700", "2003-07-12T04:00:37Z", "2003-07-11"],
    ["1 Jan 99", "1999-01-01", "1999-01-01"],
    ["Tue, 26 Nov 2019 07:30:00 IST", "2019-11-26", "2019-11-26"],
    ["2019-11-26T07:30:00+15:00", "2019-11-26", "2019-11-26"],
  ])("%s is %s", (text, date, day) => {
    expect(readDate(text)).toEqual({ date, ...(day === undefined ? {} : { day }) });
  });

  test.each([
    "",
    "yesterday",
    "2019-02-30",
    "2019-13-01",
    "26/11/2019",
    "11-26-2019",
    "1574750000",
    "0000",
    "Nov 2019",
  ])("%j is read as none, or as a date that the calendar has", (text) => {
    expect(readDate(text)?.date ?? "0000").toBe("0000");
  });

  test("of any text are none or dates of the manifest", () => {
    const parts = fc.constantFrom(
      "2019",
      "-",
      "11",
      "26",
      "T",
      " ",
      ":",
      "07",
      "30",
      "Z",
      "+0100",
      "Nov",
      ",",
      "Tue",
      "99",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 16 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(text, (said) => {
        const read = readDate(said);
        return read === undefined || isClaimedDate(read.date);
      }),
    );
  });

  test("name the same instant as JavaScript's own reading", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), (date) => {
        const seconds = `${date.toISOString().slice(0, 19)}Z`;
        expect(readDate(date.toUTCString())?.date).toBe(seconds);
        expect(readDate(date.toISOString())?.date).toBe(seconds);
      }),
    );
  });
});

describe("words", () => {
  test("of any text fit a manifest", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const [one, many] = [line(text), prose(text)];
        return (
          (one === undefined || textProblem(one) === undefined) &&
          (many === undefined || proseProblem(many) === undefined)
        );
      }),
    );
  });

  test("that are too long are cut, never within a letter", () => {
    expect(line("😀".repeat(2000))?.isWellFormed()).toBe(true);
    expect(line("a".repeat(2000))).toHaveLength(999);
  });
});
