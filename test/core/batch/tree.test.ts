import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { byLabel } from "../../../src/core/batch/list.ts";
import { batchTree, batchTreeBuilder } from "../../../src/core/batch/tree.ts";
import type { Digest } from "../../../src/core/digest.ts";
import type { ListedIssue } from "../../../src/core/history/issues.ts";
import type { Label } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import { at, digestOf, issuesOf, numbered, publication, vectorOf, vectors } from "./vectors.ts";

const label = fc.stringMatching(/^[a-z0-9._-]{1,64}$/) as fc.Arbitrary<Label>;
const digest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex") as Digest);
const batch = fc
  .uniqueArray(fc.record({ label, digest }), {
    selector: (issue) => issue.label,
    minLength: 1,
    maxLength: 70,
  })
  .map((issues) => issues.toSorted(byLabel));
const id = fc.bigInt(1n, 2n ** 256n - 1n).map((n) => parsePublicationId(n.toString()));

describe("batchTree", () => {
  test.each(vectors.batches.map((vector) => [vector.count, vector] as const))(
    "of %i issues has the vector's root and paths",
    (count, vector) => {
      const issues = issuesOf(vector);
      const tree = batchTree(publication.id, issues);
      expect(tree).toMatchObject({ root: vector.root, count });
      expect(vector.proved.map((i) => tree.path(at(issues, i)))).toEqual(vector.paths);
    },
  );

  test("of more issues than one part holds has the vector's root and paths", () => {
    const issues = numbered(vectors.numbered.count);
    const tree = batchTree(publication.id, issues);
    expect(tree.root).toBe(vectors.numbered.root);
    expect(vectors.numbered.proved.map((i) => tree.path(at(issues, i)))).toEqual(vectors.numbered.paths);
  });

  test("property: has the root and the paths of OpenZeppelin's library", () => {
    fc.assert(
      fc.property(id, batch, (id, issues) => {
        const theirs = StandardMerkleTree.of(
          issues.map(({ label, digest }) => [id, label, `0x${digest}`]),
          ["uint256", "string", "bytes32"],
        );
        const ours = batchTree(id, issues);
        expect(ours.root).toBe(theirs.root);
        expect(issues.map((issue) => ours.path(issue))).toEqual(issues.map((_, i) => theirs.getProof(i)));
      }),
      { numRuns: 60 },
    );
  });

  test("is the same whether the issues come as a list or one by one", () => {
    const issues = issuesOf(vectorOf(100));
    function* one() {
      yield* issues;
    }
    expect(batchTree(publication.id, one()).root).toBe(vectorOf(100).root);
  });

  test("has no path for another digest, another label or a leaf that is not there", () => {
    const issues = issuesOf(vectorOf(5));
    const tree = batchTree(publication.id, issues);
    const [first, second] = [at(issues, 0), at(issues, 1)];
    expect(tree.path({ label: first.label, digest: second.digest })).toBeUndefined();
    expect(tree.path({ label: "2018-12-25" as Label, digest: first.digest })).toBeUndefined();
    for (const issue of numbered(50)) expect(tree.path(issue)).toBeUndefined();
  });

  test("hashes with what it is given, and keeps no buffer that is filled anew", () => {
    const seen: Uint8Array[] = [];
    const tree = batchTree(publication.id, issuesOf(vectorOf(8)), (data) => {
      seen.push(data.slice());
      return portableKeccak256(data);
    });
    expect(tree.root).toBe(vectorOf(8).root);
    // Twice for each leaf, once for each inner node.
    expect(seen).toHaveLength(8 * 2 + 7);
  });

  test("error: no issue at all", async () => {
    await expect(() => batchTree(publication.id, [])).toFailWith("BATCH_EMPTY");
  });

  const issue = (label: string): ListedIssue => ({ label: label as Label, digest: digestOf(label) });
  test.each([
    ["a label twice", ["1", "2", "2"], { previous: "2", label: "2" }],
    ["labels falling", ["1", "3", "2"], { previous: "3", label: "2" }],
    ["numbers by their value", ["9", "10"], { previous: "9", label: "10" }],
    ["a shorter one after a longer one that it begins", ["10", "1"], { previous: "10", label: "1" }],
    ["_ after a letter", ["a", "_"], { previous: "a", label: "_" }],
  ])("error: %s", async (_, labels, parameters) => {
    await expect(() => batchTree(publication.id, labels.map(issue))).toFailWith("LIST_UNSORTED", parameters);
  });
});

describe("batchTreeBuilder", () => {
  test("refuses an issue at once and not at the end", async () => {
    const builder = batchTreeBuilder(publication.id);
    const [first, second] = issuesOf(vectorOf(2));
    builder.add(second as ListedIssue);
    await expect(() => builder.add(first as ListedIssue)).toFailWith("LIST_UNSORTED");
  });
});
