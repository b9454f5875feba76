import { describe, expect, test } from "vitest";
import { parseDigest } from "../../../src/core/digest.ts";
import { failure } from "../../../src/core/errors/error.ts";
import { TEXT_PROFILE, type TextRoot } from "../../../src/core/manifest/manifest.ts";
import type { QuotationProof } from "../../../src/core/text/quotation-proof.ts";
import { provenAgainst, wordsAround } from "../../../src/verify/search/quoted-place.ts";

describe("the words around a passage", () => {
  test("are those before it in its first block and behind it in its last", () => {
    const blocks = ["The tide was low.", "The ferry lay still."];
    const stretch = { firstBlock: 0, start: 4, lastBlock: 1, end: 9 };
    expect(wordsAround(stretch, blocks)).toEqual({ before: "The ", after: " lay still." });
  });

  test("are no more than help to find one's way, and cut through no character", () => {
    const block = `${"😀".repeat(5_000)}passage${"😀".repeat(5_000)}`;
    const stretch = { firstBlock: 0, start: 10_000, lastBlock: 0, end: 10_007 };
    const { before, after } = wordsAround(stretch, [`x${block}`]);
    expect(before.length + after.length).toBeLessThan(1_000);
    expect([before.isWellFormed(), after.isWellFormed()]).toEqual([true, true]);
  });
});

describe("a place", () => {
  const text: TextRoot = { root: parseDigest("ab".repeat(32)), blocks: 1, profile: TEXT_PROFILE };
  const proof: QuotationProof = { passage: "a", blocks: [] };

  test("is proved against the text that the manifest names", () => {
    expect(provenAgainst(text, () => proof)).toEqual({ text, proof });
  });

  test("is told as unproven where the manifest names no text, or another", () => {
    expect(provenAgainst(undefined, () => proof)).toEqual({ unproven: "no-text" });
    const other = () => {
      throw failure("TEXT_OTHER", { expected: text.root, got: text.root });
    };
    expect(provenAgainst(text, other)).toEqual({ unproven: "other-text" });
  });

  test("hides no other failure", () => {
    const broken = () => {
      throw new RangeError("broken");
    };
    expect(() => provenAgainst(text, broken)).toThrow(RangeError);
  });
});
