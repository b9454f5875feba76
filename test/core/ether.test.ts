import { describe, expect, test } from "vitest";
import { ether, gwei, roundEther } from "../../src/core/ether.ts";

describe("wei as ether", () => {
  test.each([
    [0n, "0"],
    [1n, "0.000000000000000001"],
    [1_500_000_000_000_000n, "0.0015"],
    [10n ** 18n, "1"],
    [12_345_678_900_000_000_000n, "12.3456789"],
  ])("%s wei is %s, exactly", (wei, text) => expect(ether(wei)).toBe(text));

  test.each([
    [0n, "0"],
    [1n, "0.000000001"],
    [1_500_000_000n, "1.5"],
    [500_000_000_000n, "500"],
  ])("%s wei per gas are %s gwei", (wei, text) => expect(gwei(wei)).toBe(text));

  test.each([
    [0n, "0"],
    [126_644_954_613_620n, "0.0001267"],
    [999_999n, "0.000000000001"],
    [12_345_678_900_000_000_000n, "12.35"],
  ])("%s wei, to decide by, is %s: never less than it is", (wei, text) => expect(roundEther(wei)).toBe(text));
});
