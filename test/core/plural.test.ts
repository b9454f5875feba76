import { describe, expect, test } from "vitest";
import { counted } from "../../src/core/plural.ts";

describe("counted", () => {
  test.each([
    [0, "0 blocks"],
    [1, "1 block"],
    [2, "2 blocks"],
  ])("%i", (count, text) => {
    expect(counted(count, "block")).toBe(text);
  });

  test("takes a plural of its own", () => {
    expect([counted(1, "entry", "entries"), counted(2, "entry", "entries")]).toEqual([
      "1 entry",
      "2 entries",
    ]);
  });
});
