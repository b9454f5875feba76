import { describe, expect, test } from "vitest";
import { languageOf, preferredLanguage } from "../../../src/core/messages/language.ts";

describe("the reader's language", () => {
  test.each([
    [undefined, "en"],
    ["", "en"],
    ["zh", "zh-Hans"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"],
    ["de, zh-TW;q=0.9, en;q=0.5", "zh-Hans"],
    ["en-US,en;q=0.9,zh;q=0.8", "en"],
    ["fr;q=0.9, de", "en"],
    ["zh;q=0, en;q=0.1", "en"],
    ["zh;q=0.2, *;q=0.5", "en"],
    ["en;q=2, zh;q=0.1", "zh-Hans"],
    ["zh;q=nonsense", "en"],
    ["en, zh", "en"],
    [`${"de,".repeat(40)}zh`, "en"],
  ])("of %j is %s", (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  test("is none for a tag of another language, and for no tag at all", () => {
    expect(languageOf("zhx")).toBeUndefined();
    expect(languageOf("<en>")).toBeUndefined();
    expect(languageOf("ZH-hant")).toBe("zh-Hans");
  });
});
