import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textOfUtf8 } from "../../src/core/utf8.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("textOfUtf8", () => {
  test("gives back every text, wherever its parts are cut", () => {
    const long = fc.tuple(fc.string({ unit: "binary" }), fc.nat(5)).map(([text, shift]) => {
      return "x".repeat(32_766 + shift) + text + "€𝄞".repeat(10_000);
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), long), (text) => {
        const bytes = bytesOf(text);
        expect(textOfUtf8(bytes) === new TextDecoder().decode(bytes)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test("leaves out one byte order mark", () => {
    expect(textOfUtf8(bytesOf("\uFEFFtext"))).toBe("text");
    expect(textOfUtf8(new Uint8Array())).toBe("");
  });

  test.each([
    [[0xff]],
    [[0xc0, 0x80]],
    [[0xed, 0xa0, 0x80]],
    [[0xf4, 0x90, 0x80, 0x80]],
    [[0x80, 0x80, 0x80, 0x80, 0x80]],
    [[0x61, 0xe2, 0x82]],
  ])("is nothing for %j, which a strict decoder refuses too", (bytes) => {
    expect(textOfUtf8(Uint8Array.from(bytes))).toBeUndefined();
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes))).toThrow(TypeError);
  });
});
