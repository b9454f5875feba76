import { describe, expect, test } from "vitest";
import { LANGUAGE } from "../../src/core/language.ts";

describe("a language tag", () => {
  test.each(["en", "de-CH", "zh-Hans-CN", "sl-rozaj-1994", "haw"])("%s has the shape of one", (tag) => {
    expect(tag).toMatch(LANGUAGE);
  });

  test.each(["", "e", "english language", "en_GB", "en-", "123", "en\n", "en-toolongpart"])(
    "error: %j has not",
    (tag) => {
      expect(tag).not.toMatch(LANGUAGE);
    },
  );
});
