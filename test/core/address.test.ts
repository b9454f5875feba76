import { describe, expect, test } from "vitest";
import { parseAddress, ZERO_ADDRESS } from "../../src/core/address.ts";

// EIP-55's first example, in its mixed case.
const MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

describe("parseAddress", () => {
  test.each([MIXED, MIXED.toLowerCase(), `0x${MIXED.slice(2).toUpperCase()}`])("lowers %s", (text) => {
    expect(parseAddress(text)).toBe(MIXED.toLowerCase());
  });

  test.each([
    "",
    "0x",
    MIXED.slice(2),
    MIXED.slice(0, -1),
    `${MIXED}0`,
    ` ${MIXED}`,
    `${MIXED}\n`,
    "tidewater.eth",
    `0x${"g".repeat(40)}`,
  ])("error: refuses %j", async (text) => {
    await expect(() => parseAddress(text)).toFailWith("ADDRESS_INVALID", { got: text });
  });

  test("the zero address is one", () => {
    expect(parseAddress(ZERO_ADDRESS)).toBe(`0x${"0".repeat(40)}`);
  });
});
