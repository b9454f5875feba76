import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareText, proseProblem, textProblem } from "../../src/core/text.ts";

describe("textProblem and proseProblem", () => {
  test.each(["", "plain", "Füße", "日本語", "👩‍👩‍👧", "a\u00a0b", "\u200d"])("take %j", (text) => {
    expect([textProblem(text), proseProblem(text)]).toEqual([undefined, undefined]);
  });

  test.each([
    ["half a surrogate pair", "\ud800"],
    ["the other half", "a\udc00"],
    ["a NUL", "a\u0000"],
    ["a tab", "a\tb"],
    ["a carriage return", "a\r\nb"],
    ["an escape", "\u001b[0m"],
    ["a C1 control", "\u0085"],
    ["decomposed letters", "u\u0308"],
    ["a compatibility letter that NFC replaces", "\u212b"],
  ])("refuse %s", (_, text) => {
    expect(textProblem(text)).toMatch(/^it /);
    expect(proseProblem(text)).toMatch(/^it /);
  });

  test("only prose has line breaks", () => {
    expect(textProblem("a\nb")).toBeDefined();
    expect(proseProblem("a\nb")).toBeUndefined();
  });
});

describe("compareText", () => {
  test("orders as the bytes of UTF-8 do, also beyond 16 bits", () => {
    const bytes = (text: string) => Buffer.from(text, "utf8");
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(bytes(a), bytes(b)));
      }),
      { numRuns: 1000 },
    );
    expect(compareText("\uffee", "😀")).toBeLessThan(0);
    expect(["\uffee", "😀"].toSorted()).toEqual(["😀", "\uffee"]);
  });

  test.each([
    ["", "", 0],
    ["a", "", 1],
    ["a", "ab", -1],
    ["a/b", "a-b", 1],
  ])("%j and %j", (a, b, sign) => {
    expect(Math.sign(compareText(a, b))).toBe(sign);
  });
});
