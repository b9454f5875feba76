import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEAF_BYTES, rechunk } from "../../../src/core/dag/chunks.ts";

async function leavesOf(source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for await (const leaf of rechunk(source)) leaves.push(leaf);
  return leaves;
}
const pattern = (length: number) => Uint8Array.from({ length }, (_, i) => i * 31 + (i >> 10));

describe("rechunk", () => {
  test.each([
    [0, [0]],
    [1, [1]],
    [LEAF_BYTES - 1, [LEAF_BYTES - 1]],
    [LEAF_BYTES, [LEAF_BYTES]],
    [LEAF_BYTES + 1, [LEAF_BYTES, 1]],
    [2 * LEAF_BYTES, [LEAF_BYTES, LEAF_BYTES]],
  ])("%i bytes in one piece are leaves of %j", async (length, expected) => {
    expect((await leavesOf([new Uint8Array(length)])).map((leaf) => leaf.length)).toEqual(expected);
  });

  test("nothing at all is one empty leaf, as are pieces without bytes", async () => {
    expect(await leavesOf([])).toEqual([new Uint8Array(0)]);
    expect(await leavesOf([new Uint8Array(0), new Uint8Array(0)])).toEqual([new Uint8Array(0)]);
  });

  test("the same bytes give the same leaves, however they come", async () => {
    const whole = pattern(2 * LEAF_BYTES + 12_345);
    const sizes = fc.array(fc.integer({ min: 0, max: LEAF_BYTES + 7 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, async (cuts) => {
        const pieces: Uint8Array[] = [];
        let at = 0;
        for (const size of cuts) pieces.push(whole.subarray(at, (at = Math.min(at + size, whole.length))));
        const leaves = await leavesOf([...pieces, whole.subarray(at)]);
        expect(leaves.map((leaf) => leaf.length)).toEqual([LEAF_BYTES, LEAF_BYTES, 12_345]);
        expect(Buffer.compare(Buffer.concat(leaves), whole)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test("a whole leaf is passed on without copying", async () => {
    const leaf = new Uint8Array(LEAF_BYTES);
    expect((await leavesOf([leaf]))[0]?.buffer).toBe(leaf.buffer);
  });
});
