import { describe, expect, test } from "vitest";
import { exactSizeText, sizeText } from "../../src/core/size.ts";

describe("sizeText", () => {
  test.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [1023, "1023 bytes"],
    [1024, "1.0 KiB"],
    [18_312, "17.9 KiB"],
    [1024 * 1024 - 1, "1.0 MiB"],
    [1024 * 1024, "1.0 MiB"],
    [5 * 1024 ** 3, "5.0 GiB"],
    [3 * 1024 ** 5, "3072.0 TiB"],
  ])("%d is %s", (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe("exactSizeText", () => {
  test.each([
    [1, "1 byte"],
    [1023, "1,023 bytes"],
    [18_312, "17.9 KiB, 18,312 bytes"],
  ])("%d is %s", (bytes, text) => {
    expect(exactSizeText(bytes)).toBe(text);
  });
});
