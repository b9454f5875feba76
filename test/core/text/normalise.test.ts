import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseBlocks, normaliseText, spaceBetween } from "../../../src/core/text/normalise.ts";

const LAST_CODE_POINT = 0x10ffff;
/** Characters that the rules are about, beside any others. */
const telling = fc.constantFrom(
  ..." \n\u00a0\u3000a\u0301\u0323\u0344か\u3099ｶﾞ漢字，。「\u302a\u200b\u200d\ufe0f\u0640\u2026\ufb03\u05f4\u2212\u1100\u1161\u11a8\u{20000}\u{e0100}\ud800\uf900",
);
const texts = fc.array(fc.oneof(telling, fc.string({ unit: "binary", maxLength: 2 })), { maxLength: 40 });

describe("normaliseText", () => {
  test("changes nothing the second time, of any single character and of any text", () => {
    for (let code = 0; code <= LAST_CODE_POINT; code++) {
      const once = normaliseText(`x${String.fromCodePoint(code)}漢 字`);
      if (normaliseText(once) !== once) expect(code.toString(16)).toBe("");
    }
    fc.assert(
      fc.property(texts, (parts) => {
        const once = normaliseText(parts.join(""));
        expect(normaliseText(once)).toBe(once);
        expect(once.isWellFormed() && once.normalize("NFC") === once).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  test("is the same for canonically equivalent texts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(normaliseText(text.normalize("NFD"))).toBe(normaliseText(text));
      }),
      { numRuns: 5000 },
    );
  });

  test("leaves every letter and digit that is in normalisation form C, but those that it names", () => {
    const changed: string[] = [];
    for (let code = 0; code <= LAST_CODE_POINT; code++) {
      const character = String.fromCodePoint(code);
      if (!/[\p{L}\p{N}\p{M}]/u.test(character) || character.normalize("NFC") !== character) continue;
      if (normaliseText(`a${character}`) !== `a${character}`) changed.push(code.toString(16));
    }
    // Combining marks may compose with the letter before; else: tatweel, emoji style, the Latin ligatures.
    const own = changed.filter((hex) => !/^\p{M}$/u.test(String.fromCodePoint(parseInt(hex, 16))));
    expect(own).toEqual(["640", "fb00", "fb01", "fb02", "fb03", "fb04", "fb05", "fb06"]);
    const marks = changed.filter(
      (hex) => `a${String.fromCodePoint(parseInt(hex, 16))}`.normalize("NFC").length > 1,
    );
    expect(marks.filter((hex) => !own.includes(hex))).toEqual(["fe0e", "fe0f"]);
  });

  test("sorts half a million marks on one letter in a moment", () => {
    const piled = `a${"\u0301\u0323".repeat(250_000)}${"\u0344".repeat(1000)}b`;
    const began = performance.now();
    const once = normaliseText(piled);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(once.length).toBeLessThan(135);
    expect(normaliseText(once)).toBe(once);
    expect(normaliseText("\u0344".repeat(1000))).toBe(normaliseText(normaliseText("\u0344".repeat(1000))));
  });
});

describe("a text of 8 million times the same", () => {
  test.each(["\u200c", "\u034f ", "字 ", "\u0301", "“", "\ud800", "\u{e0100}", " "])(
    "%j is normalised in bounded time",
    (part) => {
      const began = performance.now();
      const once = normaliseText(part.repeat(8_000_000 / part.length));
      expect(performance.now() - began).toBeLessThan(15_000);
      expect(normaliseText(once)).toBe(once);
    },
  );
});

describe("normaliseBlocks", () => {
  test("drops what nobody can see", () => {
    expect(normaliseBlocks(["", " \n\u00ad", "\u034f \u200c\u00a0\u200d", "a", " b "])).toEqual(["a", "b"]);
  });
});

describe("spaceBetween", () => {
  test("is what normalising two blocks as one text puts between them", () => {
    fc.assert(
      fc.property(texts, texts, (left, right) => {
        const [a, b] = [normaliseText(left.join("")), normaliseText(right.join(""))];
        if (a !== "" && b !== "") expect(a + spaceBetween(a, b) + b).toBe(normaliseText(`${a}\n${b}`));
      }),
      { numRuns: 10_000 },
    );
  });
});
