import { describe, expect, test } from "vitest";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import { leavesOf } from "../../../src/core/batch/leaf.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parsePublicationId } from "../../../src/core/publication.ts";
import { bytesOf, issuesOf, publication, vectorOf, vectors } from "./vectors.ts";

describe("leavesOf", () => {
  test.each([1, 9, 100])("gives the vector's leaves of %i issues", (count) => {
    const vector = vectorOf(count);
    const leafOf = leavesOf(publication.id, portableKeccak256);
    expect(issuesOf(vector).map(leafOf)).toEqual(vector.leaves.map(bytesOf));
  });

  test("keeps nothing of a long label when a short one follows", () => {
    const issues = issuesOf(vectorOf(9));
    const leafOf = leavesOf(publication.id, portableKeccak256);
    const upwards = issues.map(leafOf);
    expect(issues.toReversed().map(leafOf).toReversed()).toEqual(upwards);
  });

  test.each(vectors.leaves)("binds to publication $publication", ({ publication, label, digest, leaf }) => {
    const leafOf = leavesOf(parsePublicationId(publication), portableKeccak256);
    expect(leafOf({ label: parseLabel(label), digest: parseDigest(digest) })).toEqual(bytesOf(leaf));
  });
});
