import { describe, expect, test } from "vitest";
import { LEAF_BYTES } from "../../../src/core/dag/chunks.ts";
import { leafCount, leavesOf } from "../../../src/core/dag/leaves.ts";
import type { HashedLeaf, ReadAhead } from "../../../src/core/ports.ts";
import { hashing, memoryFile } from "../../support/hashing.ts";

const { sha256 } = hashing;
const bytes = Uint8Array.from({ length: LEAF_BYTES * 2 + 5 }, (_, i) => i % 251);
const file = memoryFile("a.bin", bytes);
const leaf = (i: number): HashedLeaf => {
  const part = bytes.subarray(i * LEAF_BYTES, (i + 1) * LEAF_BYTES);
  return { bytes: part, digest: sha256(part) };
};

/** Other cores that got as far as the given leaves. */
function ahead(...leaves: readonly HashedLeaf[]): ReadAhead {
  async function* given() {
    yield* leaves;
  }
  return { leaf: () => undefined, leaves: given, [Symbol.asyncDispose]: async () => undefined };
}

async function all(from?: ReadAhead): Promise<string[]> {
  const found: string[] = [];
  for await (const one of leavesOf(file, sha256, from))
    found.push(`${one.bytes.length} ${Buffer.from(one.digest).toString("hex")}`);
  return found;
}

describe("leavesOf", () => {
  test("gives the same leaves however far other cores got", async () => {
    const alone = await all();
    expect(alone.map((line) => Number(line.split(" ")[0]))).toEqual([LEAF_BYTES, LEAF_BYTES, 5]);
    for (const got of [[], [leaf(0)], [leaf(0), leaf(1)], [leaf(0), leaf(1), leaf(2)]])
      expect(await all(ahead(...got))).toEqual(alone);
    expect(await all({ ...ahead(), leaves: () => undefined })).toEqual(alone);
  });

  test("does not read a file that other cores have read", async () => {
    const unread = { ...file, read: () => expect.unreachable("it was read again") };
    const found: number[] = [];
    for await (const one of leavesOf(unread, sha256, ahead(leaf(0), leaf(1), leaf(2))))
      found.push(one.bytes.length);
    expect(found).toEqual([LEAF_BYTES, LEAF_BYTES, 5]);
  });

  test("counts one leaf for an empty file and none for a byte that is not there", () => {
    expect([0, 1, LEAF_BYTES, LEAF_BYTES + 1].map(leafCount)).toEqual([1, 1, 1, 2]);
  });
});
