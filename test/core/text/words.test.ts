import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutsWord, isLoneLetter, isWord, partsOf, termsOf } from "../../../src/core/text/words.ts";

const words = (text: string) => termsOf(text).map(({ word }) => word);

describe("partsOf", () => {
  test("parts words, spaces, marks and the letters of scripts without spaces", () => {
    expect(partsOf("High tide, 高潮 สวัส")).toEqual([
      "High",
      " ",
      "tide",
      ",",
      " ",
      "高",
      "潮",
      " ",
      "ส",
      "วั",
      "ส",
    ]);
  });

  test("takes a number with its points for one", () => {
    expect(partsOf("72.27, 1,000 v1.2b.")).toEqual(["72.27", ",", " ", "1,000", " ", "v1", ".", "2b", "."]);
  });

  test("gives back every character of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(partsOf(text).join("")).toBe(text);
      }),
    );
  });

  test("needs no stack for a word of millions of letters", () => {
    expect(partsOf("a".repeat(3_000_000)).join("").length).toBe(3_000_000);
  });

  test("knows words from marks", () => {
    expect(["tide", "6", "潮", ",", " ", "\n"].map(isWord)).toEqual([true, true, true, false, false, false]);
  });
});

describe("termsOf", () => {
  test("folds case and accents", () => {
    expect(words("Über-Tide CAFÉ")).toEqual(["uber", "tide", "cafe"]);
  });

  test("takes every two letters of Chinese that follow each other, punctuation or not, and one that is alone", () => {
    expect(words("高潮，六点")).toEqual(["高潮", "潮六", "六点"]);
    expect(termsOf("在Hamburg")).toEqual([
      { word: "在", isPair: false },
      { word: "hamburg", isPair: false },
    ]);
  });

  test("a text without words has none", () => {
    expect(words("... — !")).toEqual([]);
  });
});

test("one letter of a script without spaces is told from words, pairs and letters of other scripts", () => {
  expect(["停", "，停！", "ส"].map(isLoneLetter)).toEqual([true, true, true]);
  expect(["停机", "a", "停 a", "停 机", "", "…"].map(isLoneLetter)).toEqual(Array(6).fill(false));
});

test.for([
  ["non|guilty", true],
  ["guilt|y", true],
  ["1|2", true],
  ["e|\u0323", true],
  ["高|\u0301", true],
  ["e\u0323|a", true],
  ["un-|able", false],
  ["the |ferry", false],
  ["ferry|.", false],
  ["|ferry", false],
  ["ferry|", false],
  ["高|潮", false],
  ["在|Hamburg", false],
  ["Hamburg|的", false],
] as const)("a cut at the line in %j parts a word: %j", ([text, parts]) => {
  expect(cutsWord(text.replace("|", ""), text.indexOf("|"))).toBe(parts);
});
