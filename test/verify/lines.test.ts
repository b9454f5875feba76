import { describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import { type Digest, ZERO_DIGEST } from "../../src/core/digest.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { CataloguedIssue } from "../../src/core/ports.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { firstRevision, labelsTaken, latestRevision } from "../../src/verify/lines.ts";
import { digestOf } from "../support/witness-evidence.ts";

const [one, two, three, other] = ["one", "two", "three", "other"].map(digestOf) as [
  Digest,
  Digest,
  Digest,
  Digest,
];
const label = parseLabel("7");
const common = { time: 100, actor: parseAddress(`0x${"a1".repeat(20)}`), label } as const;
const anchored = (number: number, digest: Digest): Entry => ({ ...common, number, kind: "anchored", digest });
const revised = (number: number, digest: Digest, supersedes: Digest): Entry => ({
  ...{ ...common, number, kind: "revised", digest, supersedes, reason: ZERO_DIGEST },
});
const listed = (manifest: Digest, entry: number, revision = 1): CataloguedIssue => ({
  ...{ manifest, label, entry, revision, content: "", publication: parsePublicationId("1"), title: "Seven" },
  ...{ time: 100, transaction: `0x${"00".repeat(32)}`, block: entry },
});

const history = [anchored(2, one), revised(3, two, one), revised(4, three, two)];

describe("the line of an issue", () => {
  test("leads from any revision to the first and to the latest", () => {
    for (const digest of [one, two, three]) expect(firstRevision(digest, history)).toBe(one);
    expect(latestRevision(one, history)).toBe(three);
  });

  test("is the digest itself where nothing is revised", () => {
    expect([firstRevision(other, history), latestRevision(other, history)]).toEqual([other, other]);
  });
});

describe("a label that two issues have", () => {
  test("is the earlier one's, with all its revisions, in whatever order they are listed", () => {
    const issues = [listed(three, 5, 3), listed(other, 4), listed(two, 3, 2), listed(one, 2)];
    expect([...labelsTaken(issues, history)]).toEqual([other]);
    expect([...labelsTaken([listed(one, 2), listed(other, 1)], history)]).toEqual([one]);
  });

  test("is nobody's but its own where only one has it", () => {
    expect(labelsTaken([listed(one, 2), listed(two, 3, 2)], history).size).toBe(0);
    expect(labelsTaken([listed(one, 2), { ...listed(other, 3), label: parseLabel("8") }], history).size).toBe(
      0,
    );
  });
});
