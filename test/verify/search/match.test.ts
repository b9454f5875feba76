import { describe, expect, test } from "vitest";
import { digestOf } from "../../support/witness-evidence.ts";
import { MAX_COMPARED_BYTES } from "../../../src/verify/compare.ts";
import type { TextComparison } from "../../../src/verify/search/alike.ts";
import { matchByWords } from "../../../src/verify/search/match.ts";

const file = (size = 3) => ({
  ...{ path: "a.txt", size, sha256: digestOf("mine") },
  bytes: async () => new Uint8Array(3),
});
const finding = (comparison: Partial<TextComparison>) => ({
  compare: async () => ({ isWordless: false, unsearched: 0, leftOut: 1, ...comparison }),
});

describe("matchByWords", () => {
  test("says that nothing is like it only when everything was searched", async () => {
    expect(await matchByWords(file(), finding({}))).toEqual({ unsearched: 0, leftOut: 1 });
    await expect(matchByWords(file(), finding({ unsearched: 2 }))).toFailWith("SEARCH_INCOMPLETE", {
      issues: "2 issues",
    });
  });

  test("does not seek what is too large to compare", async () => {
    const compare = () => expect.unreachable();
    expect(await matchByWords(file(MAX_COMPARED_BYTES + 1), { compare })).toEqual({
      unsearched: 0,
      leftOut: 0,
    });
  });
});
