import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ClaimedDate,
  endOfClaimedDate,
  isClaimedDate,
  startOfClaimedDate,
} from "../../src/core/date.ts";

describe("isClaimedDate", () => {
  test.each([
    "2019",
    "2019-11",
    "2019-11-26",
    "2019-11-26T07:30:00Z",
    "2020-02-29",
    "2000-02-29",
    "0001-01-01",
    "9999-12-31T23:59:59Z",
  ])("takes %s", (text) => {
    expect(isClaimedDate(text)).toBe(true);
  });

  test.each([
    ...[
      "",
      "19",
      "2019-1",
      "2019-13",
      "2019-00",
      "2019-02-29",
      "1900-02-29",
      "2019-04-31",
      "2019-11-26T24:00:00Z",
    ],
    ...[
      "2019-11-26T07:30Z",
      "2019-11-26T07:30:00",
      "2019-11-26T07:30:60Z",
      "2019-11-26T07:30:00.5Z",
      "2019-11-26T07:30:00+01:00",
    ],
    ...["2019-11-26\n", " 2019", "+2019", "2019/11/26", "26.11.2019", "２０１９"],
  ])("refuses %j", (text) => {
    expect(isClaimedDate(text)).toBe(false);
  });

  test("takes every day that there is", () => {
    const days = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(fc.property(days, (day) => isClaimedDate(day.toISOString().slice(0, 10))));
  });
});

describe("startOfClaimedDate", () => {
  test.each([
    ["2019", "2019-01-01T00:00:00Z"],
    ["2019-11", "2019-11-01T00:00:00Z"],
    ["2019-11-26", "2019-11-26T00:00:00Z"],
    ["2019-11-26T07:30:15Z", "2019-11-26T07:30:15Z"],
    ["0001", "0001-01-01T00:00:00Z"],
    ["1969-12-31", "1969-12-31T00:00:00Z"],
  ])("%s begins at %s", (date, instant) => {
    expect(startOfClaimedDate(date as ClaimedDate)).toBe(Date.parse(instant) / 1000);
  });
});

describe("endOfClaimedDate", () => {
  test.each([
    ["2019", "2020"],
    ["2019-11", "2019-12"],
    ["2019-12", "2020-01"],
    ["2020-02-28", "2020-02-29"],
    ["2019-12-31", "2020-01-01"],
    ["2019-11-26T07:30:59Z", "2019-11-26T07:31:00Z"],
    ["0001", "0002"],
  ])("%s ends where %s begins", (date, next) => {
    expect(endOfClaimedDate(date as ClaimedDate)).toBe(startOfClaimedDate(next as ClaimedDate));
  });
});
