import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  digestFromBytes,
  digestToBytes,
  digestToBytes32,
  isDigest,
  parseDigest,
  ZERO_DIGEST,
} from "../../src/core/digest.ts";
import { hashing, utf8 } from "../support/hashing.ts";

// FIPS 180-2, appendix B.1: SHA-256 of "abc".
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

describe("a digest", () => {
  test("is what sha256sum prints", () => {
    expect(digestFromBytes(hashing.sha256(utf8("abc")))).toBe(ABC);
  });

  test.each([ABC, `0x${ABC}`, `0X${ABC}`, ABC.toUpperCase(), `0x${ABC.toUpperCase()}`])(
    "is read from %s",
    (text) => {
      expect(parseDigest(text)).toBe(ABC);
    },
  );

  test.each([
    "",
    "0x",
    ABC.slice(1),
    `${ABC}0`,
    `0x0x${ABC}`,
    ` ${ABC}`,
    `${ABC}\n`,
    `g${ABC.slice(1)}`,
    ABC.replace("b", "Ь"),
  ])("error: refuses %j", async (text) => {
    expect(isDigest(text)).toBe(false);
    await expect(() => parseDigest(text)).toFailWith("DIGEST_INVALID", { got: text });
  });

  test.each([0, 31, 33])("error: is not made of %i bytes", async (length) => {
    await expect(() => digestFromBytes(new Uint8Array(length))).toFailWith("DIGEST_INVALID");
  });

  test("goes to bytes and back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const digest = digestFromBytes(bytes);
        expect(isDigest(digest)).toBe(true);
        expect(digestToBytes(digest)).toEqual(bytes);
        expect(parseDigest(digestToBytes32(digest))).toBe(digest);
      }),
    );
  });

  test("of zero is one like others", () => {
    expect(digestToBytes(ZERO_DIGEST)).toEqual(new Uint8Array(32));
  });
});
