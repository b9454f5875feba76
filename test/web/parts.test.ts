import { describe, expect, test } from "vitest";
import { isTold, tellParts } from "../../src/web/drop/parts.ts";

describe("the parts of an e-mail", () => {
  test("that could not be checked are told, and are not known to the archive", () => {
    const told = ["authentic", "authentic-but", "altered", "could-not-check", "could-not-check"] as const;
    expect(tellParts("not-anchored", told)).toEqual({
      ...{ known: 3, intact: 2, unchecked: 2, isUnlikeWhole: true },
    });
    expect([...told, "not-anchored" as const].filter(isTold)).toEqual(told);
  });

  test.each([
    ["not-anchored", true],
    ["altered", true],
    ["could-not-check", false],
  ] as const)("of an e-mail that is %s: that it is not archived is said: %s", (whole, isUnlikeWhole) => {
    expect(tellParts(whole, ["authentic"])).toMatchObject({ known: 1, isUnlikeWhole });
  });
});
