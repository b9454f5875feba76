import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { hashPair } from "../../../src/core/batch/node.ts";
import { type BatchedIssue, pathLengths, verifyPath } from "../../../src/core/batch/path.ts";
import { batchTree } from "../../../src/core/batch/tree.ts";
import type { Bytes32, Digest } from "../../../src/core/digest.ts";
import type { Label } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import { at, bytesOf, digestOf, issuesOf, numbered, publication, vectorOf, vectors } from "./vectors.ts";

const five = vectorOf(5);
const issues = issuesOf(five);
/** The first issue of five, with the path that proves it. */
const proved: BatchedIssue = { ...at(issues, 0), root: five.root, path: at(five.paths, 0) };
/** Another issue whose path is as long. */
const peer = five.paths.findIndex((path, i) => i > 0 && path.length === proved.path.length);
const check = (changes: Partial<BatchedIssue>, count = 5) =>
  verifyPath(publication.id, { ...proved, ...changes }, count);

describe("pathLengths", () => {
  test.each([
    [1, 0, 0],
    [2, 1, 1],
    [3, 1, 2],
    [4, 2, 2],
    [5, 2, 3],
    [8, 3, 3],
    [9, 3, 4],
    [1_000_000, 19, 20],
    [2 ** 31, 31, 31],
    [2 ** 32 - 1, 31, 32],
  ])("of %i issues are %i to %i", (count, shortest, longest) => {
    expect(pathLengths(count)).toEqual({ shortest, longest });
  });

  test("are those that occur, for every size to 130", () => {
    const all = numbered(130);
    for (let count = 1; count <= 130; count++) {
      const tree = batchTree(publication.id, all.slice(0, count));
      const lengths = all.slice(0, count).map((issue) => tree.path(issue)?.length ?? -1);
      expect({ shortest: Math.min(...lengths), longest: Math.max(...lengths) }).toEqual(pathLengths(count));
    }
  });
});

describe("verifyPath", () => {
  test("takes every path of the vectors", () => {
    for (const vector of vectors.batches) {
      const { root, count } = vector;
      const listed = issuesOf(vector);
      for (const [i, place] of vector.proved.entries())
        verifyPath(publication.id, { ...at(listed, place), root, path: at(vector.paths, i) }, count);
    }
    expect(vectors.batches.length).toBe(8);
  });

  const flipped = (hex: Bytes32): Bytes32 => `0x${(BigInt(hex) ^ 1n).toString(16).padStart(64, "0")}`;
  const [first, ...rest] = proved.path as [Bytes32, ...Bytes32[]];
  test.each<[string, Partial<BatchedIssue>]>([
    ["another label", { label: "2019-01-02" as Label }],
    ["another issue's label", { label: at(issues, 1).label }],
    ["another digest", { digest: digestOf("another") }],
    ["another issue's digest", { digest: at(issues, 1).digest }],
    ["another root", { root: vectorOf(8).root }],
    ["a root with one bit flipped", { root: flipped(five.root) }],
    ["a step with one bit flipped", { path: [flipped(first), ...rest] }],
    ["the path of another issue, as long", { path: at(five.paths, peer) }],
    ["the steps in another order", { path: proved.path.toReversed() }],
    ["a step that is no hexadecimal number", { path: ["0xzz", ...rest] }],
    ["a step of 31 bytes", { path: [first.slice(0, -2) as Bytes32, ...rest] }],
    ["a step of 33 bytes", { path: [`${first}00`, ...rest] }],
    ["a step of no bytes", { path: ["0x", ...rest] }],
    ["a step in capitals", { path: [first.toUpperCase().replace("X", "x") as Bytes32, ...rest] }],
  ])("refuses %s", async (_, changes) => {
    await expect(() => check(changes)).toFailWith("BATCH_PATH_INVALID");
  });

  test("refuses another publication", async () => {
    const other = parsePublicationId("2");
    await expect(() => verifyPath(other, proved, 5)).toFailWith("BATCH_PATH_INVALID");
  });

  test.each([
    ["truncated", proved.path.slice(0, 1)],
    ["empty", []],
    ["lengthened", [...proved.path, ...proved.path]],
  ])("refuses a path that is %s, for its length", async (_, path) => {
    const bounds = { root: five.root, shortest: 2, longest: 3, got: path.length };
    await expect(() => check({ path })).toFailWith("BATCH_PATH_LENGTH", bounds);
  });

  test("refuses a path that is truncated or lengthened within the bounds", async () => {
    const short = five.paths.findIndex((path) => path.length === 2);
    const long = five.paths.findIndex((path) => path.length === 3);
    const [a, b] = [at(five.paths, short), at(five.paths, long)];
    const shortened = { ...at(issues, long), path: b.slice(1) };
    const lengthened = { ...at(issues, short), path: [...a, five.root] };
    for (const changes of [shortened, lengthened])
      await expect(() => check(changes)).toFailWith("BATCH_PATH_INVALID");
  });

  test("refuses the path of a larger or a smaller batch by its length", async () => {
    await expect(() => check({}, 16)).toFailWith("BATCH_PATH_LENGTH");
    await expect(() => check({ path: at(vectorOf(100).paths, 0), root: vectorOf(100).root }, 5)).toFailWith(
      "BATCH_PATH_LENGTH",
    );
  });

  test("takes no inner node for a leaf", async () => {
    // Above the leaf of a batch of two lies its root; a batch of four would have it as an inner node.
    const four = vectorOf(4);
    const path = at(four.paths, 0);
    const pair = Uint8Array.from([...bytesOf(at(four.leaves, 0)), ...bytesOf(at(path, 0))]);
    const inner = Buffer.from(hashPair(pair, portableKeccak256)).toString("hex") as Digest;
    const climbed = hashPair(
      Uint8Array.from([...Buffer.from(inner, "hex"), ...bytesOf(at(path, 1))]),
      portableKeccak256,
    );
    expect(`0x${Buffer.from(climbed).toString("hex")}`).toBe(four.root);
    const claim = { ...at(issuesOf(four), 0), root: four.root, digest: inner, path: path.slice(1) };
    // Neither by its length where the count is known, nor by its leaf where a lie about the count lets it through.
    await expect(() => verifyPath(publication.id, claim, 4)).toFailWith("BATCH_PATH_LENGTH");
    await expect(() => verifyPath(publication.id, claim, 2)).toFailWith("BATCH_PATH_INVALID");
  });

  test("property: no other path than the tree's leads to the root", () => {
    const step = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((b): Bytes32 => `0x${Buffer.from(b).toString("hex")}`);
    const known = fc.constantFrom<Bytes32>(...five.leaves, ...five.paths.flat(), five.root);
    fc.assert(
      fc.property(fc.nat(4), fc.array(fc.oneof(step, known), { maxLength: 4 }), (i, path) => {
        const forged = { ...at(issues, i), root: five.root, path };
        const own = JSON.stringify(path) === JSON.stringify(at(five.paths, i));
        if (own) verifyPath(publication.id, forged, 5);
        else expect(() => verifyPath(publication.id, forged, 5)).toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
