import { describe, expect, test } from "vitest";
import { parseTerm } from "../../../src/core/signed-call/deadline.ts";

describe("a deadline", () => {
  test.each([
    ["30m", 1_800],
    ["12h", 43_200],
    ["7d", 604_800],
    ["2w", 1_209_600],
  ])("of %s is so many seconds from signing on", (text, seconds) => {
    expect(parseTerm(text)).toEqual({ kind: "for", seconds });
  });

  test.each([
    ["2026-12-01", "2026-12-01T23:59:59Z"],
    ["2028-02-29", "2028-02-29T23:59:59Z"],
    ["2026-12-01T12:00:00Z", "2026-12-01T12:00:00Z"],
  ])("%s is until %s", (text, moment) => {
    expect(parseTerm(text)).toEqual({ kind: "until", time: Date.parse(moment) / 1000 });
  });

  test.each([
    ...["", "soon", "7", "0d", "-1d", "1.5h", "7D", "7 d", "100000d", "d", "never"],
    ...["2026-02-30", "2027-02-29", "2026-13-01", "2026-12-01T24:00:00Z", "2026-12-01T12:00:00", "2026-12"],
  ])("%o is none", async (text) => {
    await expect(() => parseTerm(text)).toFailWith("USAGE_INVALID");
  });
});
