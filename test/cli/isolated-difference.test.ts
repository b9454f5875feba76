import { afterAll, describe, expect, test } from "vitest";
import { isolatedDifference } from "../../src/cli/isolated-difference.ts";
import { textDifference } from "../../src/verify/difference.ts";

const comparing = isolatedDifference();
afterAll(() => comparing.close());

const words = (mark: string) => Array.from({ length: 40_000 }, (_, i) => `${mark}${i}`);

describe("isolatedDifference", () => {
  test("tells of small texts and of long ones what is told without it", async () => {
    for (const [from, to] of [
      [["high tide"], ["low tide"]],
      [words("x").slice(0, 5000), words("x").slice(50, 5050)],
    ] as const)
      expect(await comparing.differenceOf(from, to)).toEqual(textDifference(from, to));
  });

  test("gives up on a pair that takes too long or fills the memory, and compares the next", async () => {
    const [from, to] = [[words("x").join(" ").repeat(4)], [words("y").join(" ").repeat(4)]];
    const hasty = isolatedDifference({ milliseconds: 1, mebibytes: 512 });
    const small = isolatedDifference({ milliseconds: 60_000, mebibytes: 24 });
    try {
      expect(await hasty.differenceOf(from, to)).toBeUndefined();
      const next = ["a line of its own ".repeat(1000)];
      const told = await Promise.all([small.differenceOf(from, to), small.differenceOf(next, next)]);
      expect(told).toMatchObject([undefined, { resemblance: 1 }]);
    } finally {
      await Promise.all([hasty.close(), small.close()]);
    }
  });
});
