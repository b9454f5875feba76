import { describe, expect, test } from "vitest";
import { areTold, tellParts } from "../../src/web/drop/parts.ts";

describe("the parts of an e-mail", () => {
  test("that could not be checked are told, and are not known to the archive", () => {
    const told = ["authentic", "authentic-but", "altered", "could-not-check", "could-not-check"] as const;
    expect(tellParts("not-anchored", told)).toEqual({
      ...{ known: 3, intact: 2, unchecked: 2, elsewhere: 0, isUnlikeWhole: true },
    });
  });

  test("are all told where any has to do with the archive: the one that is nowhere may be what was changed", () => {
    const parts = ["authentic", "not-anchored", "authentic"] as const;
    expect(areTold(parts)).toBe(true);
    expect(tellParts("not-anchored", parts)).toMatchObject({ known: 2, elsewhere: 1 });
    expect(areTold(["could-not-check"])).toBe(true);
    expect([areTold(["not-anchored", "not-anchored"]), areTold([])]).toEqual([false, false]);
  });

  test.each([
    ["not-anchored", true],
    ["altered", true],
    ["could-not-check", false],
  ] as const)("of an e-mail that is %s: that it is not archived is said: %s", (whole, isUnlikeWhole) => {
    expect(tellParts(whole, ["authentic"])).toMatchObject({ known: 1, isUnlikeWhole });
  });
});
