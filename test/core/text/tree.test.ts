import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { type Digest, digestFromBytes } from "../../../src/core/digest.ts";
import { isFailure } from "../../../src/core/errors/error.ts";
import { textRootFrom, textTree } from "../../../src/core/text/tree.ts";

const bytesOf = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** RFC 9162, section 2.1.1, word for word: split at the largest power of two below the number of entries. */
function mth(blocks: readonly string[]): Uint8Array {
  const [only] = blocks;
  if (blocks.length === 1 && only !== undefined)
    return nodeSha256(bytesOf(Uint8Array.of(0), Buffer.from(only)));
  let k = 1;
  while (k * 2 < blocks.length) k *= 2;
  return nodeSha256(bytesOf(Uint8Array.of(1), mth(blocks.slice(0, k)), mth(blocks.slice(k))));
}

/** RFC 9162, section 2.1.3.1. */
function inclusion(m: number, blocks: readonly string[]): Uint8Array[] {
  if (blocks.length === 1) return [];
  let k = 1;
  while (k * 2 < blocks.length) k *= 2;
  return m < k
    ? [...inclusion(m, blocks.slice(0, k)), mth(blocks.slice(k))]
    : [...inclusion(m - k, blocks.slice(k)), mth(blocks.slice(0, k))];
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `block ${i}`);

describe("the tree over the blocks of a text", () => {
  test("has the root and the paths of RFC 9162, for every number of blocks up to 70", () => {
    for (let count = 1; count <= 70; count++) {
      const blocks = numbered(count);
      const tree = textTree(blocks, nodeSha256);
      expect(tree).toMatchObject({ root: digestFromBytes(mth(blocks)), blocks: count });
      blocks.forEach((block, i) => {
        const path = tree.path(i);
        expect(path).toEqual({ index: i, siblings: inclusion(i, blocks).map(digestFromBytes) });
        expect(textRootFrom(block, path, count, nodeSha256)).toBe(tree.root);
      });
    }
  });

  test("has the published root of the empty entry, and no tree without blocks", async () => {
    // RFC 9162 hashes an empty entry as SHA-256 of one zero byte.
    expect(textTree([""], nodeSha256).root).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
    await expect(() => textTree([], nodeSha256)).toFailWith("TEXT_EMPTY");
    expect(() => textTree(["a"], nodeSha256).path(1)).toThrow(RangeError);
  });

  test("is led to by no bent path", () => {
    const bent = fc
      .record({ count: fc.integer({ min: 1, max: 40 }), at: fc.nat(), bit: fc.nat(), how: fc.nat(5) })
      .map((one) => ({ ...one, index: one.at % one.count }));
    fc.assert(
      fc.property(bent, ({ count, index, at, bit, how }) => {
        const blocks = numbered(count);
        const tree = textTree(blocks, nodeSha256);
        const { siblings } = tree.path(index);
        const lead = (block: string, place: number, others: readonly Digest[], of: number) => {
          try {
            return textRootFrom(block, { index: place, siblings: others }, of, nodeSha256);
          } catch (error) {
            expect(isFailure(error, "TEXT_PATH_INVALID")).toBe(true);
            return undefined;
          }
        };
        const block = blocks[index] ?? "";
        const change = siblings.length === 0 ? -1 : at % siblings.length;
        const attempts = [
          () => lead(`${block} `, index, siblings, count),
          () => lead(block, (index + 1 + (at % Math.max(1, count - 1))) % (count + 1), siblings, count),
          () => lead(block, index, siblings.slice(0, -1), count),
          () => lead(block, index, [...siblings, tree.root], count),
          () =>
            lead(
              block,
              index,
              siblings.map((one, i) => (i === change ? flipped(one, bit) : one)),
              count,
            ),
          () => lead(block, index, siblings.toReversed(), count),
        ];
        const same =
          (how === 2 && siblings.length === 0) ||
          (how === 4 && change === -1) ||
          (how === 5 && siblings.length < 2);
        if (!same) expect(attempts[how]?.()).not.toBe(tree.root);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([-1, 3, 0.5, Number.NaN, Infinity])("has no block %d of three", async (index) => {
    await expect(() => textRootFrom("a", { index, siblings: [] }, 3, nodeSha256)).toFailWith(
      "TEXT_PATH_INVALID",
    );
  });
});

function flipped(digest: Digest, bit: number): Digest {
  const bytes = Buffer.from(digest, "hex");
  const at = bit % 256;
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return digestFromBytes(new Uint8Array(bytes));
}
