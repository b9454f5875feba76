import { describe, expect, test } from "vitest";
import { claimedWords, dayWords, listWords, plural, timeWords } from "../../../src/core/messages/wording.ts";

const AT = Date.parse("2019-11-26T08:15:59Z") / 1000;

describe("numbers, dates and lists in words", () => {
  test("a count takes the form of its language", () => {
    const files = { one: "# file", other: "# files" };
    expect([0, 1, 2, 1234].map((count) => plural(count, files, "en"))).toEqual([
      "0 files",
      "1 file",
      "2 files",
      "1,234 files",
    ]);
    expect([1, 2].map((count) => plural(count, { other: "# 个文件" }, "zh-Hans"))).toEqual([
      "1 个文件",
      "2 个文件",
    ]);
  });

  test("a block's time is told to the minute, in UTC wherever the reader is", () => {
    expect(timeWords(AT, "en")).toBe("26 November 2019, 08:15 UTC");
    expect(timeWords(AT, "zh-Hans")).toBe("2019年11月26日 08:15 UTC");
    expect(dayWords(AT, "en")).toBe("26 November 2019");
  });

  test.each([
    ["2019", "2019", "2019年"],
    ["2019-11", "November 2019", "2019年11月"],
    ["2019-11-26", "26 November 2019", "2019年11月26日"],
    ["2019-11-26T07:30:00Z", "26 November 2019, 07:30 UTC", "2019年11月26日 07:30 UTC"],
    ["2019-02-30", "2019-02-30", "2019-02-30"],
  ])("the claimed date %s is told no finer than it is known", (date, english, chinese) => {
    expect(claimedWords(date, "en")).toBe(english);
    expect(claimedWords(date, "zh-Hans")).toBe(chinese);
  });

  test("a list is joined as its language joins it", () => {
    expect(listWords(["a", "b", "c"], "en")).toBe("a, b and c");
    expect(listWords(["a", "b", "c"], "zh-Hans")).toBe("a、b和c");
  });
});
