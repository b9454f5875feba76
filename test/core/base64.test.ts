import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, isBase64, toBase64 } from "../../src/core/base64.ts";

describe("base64", () => {
  test("is what the platform writes, and reads back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        expect(toBase64(bytes)).toBe(text);
        expect(isBase64(text)).toBe(true);
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
  });

  test("has one text for each bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."AQgwI0-_+/= \n"), maxLength: 12 }), (text) => {
        expect(isBase64(text)).toBe(Buffer.from(text, "base64").toString("base64") === text);
      }),
      { numRuns: 2000 },
    );
  });
});
