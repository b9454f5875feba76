import { keccak256 } from "ethers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { utf8 } from "../../support/hashing.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("portableKeccak256", () => {
  test.each([
    ["", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"],
    ["Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"],
  ])("of %j is the published hash", (text, expected) => {
    expect(hex(portableKeccak256(utf8(text)))).toBe(expected);
  });

  test("property: agrees with another library about any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(`0x${hex(portableKeccak256(bytes))}`).toBe(keccak256(bytes));
      }),
    );
  });
});
