import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeList, encodePart } from "../../../src/core/batch/codec.ts";
import { type AnchoredBatch, type BatchList, byLabel, type ReadBlock } from "../../../src/core/batch/list.ts";
import { verifyPath } from "../../../src/core/batch/path.ts";
import { readList, readListHead, uncheckedLookUp } from "../../../src/core/batch/read.ts";
import { writeList } from "../../../src/core/batch/write.ts";
import { type CID, documentCid } from "../../../src/core/cid.ts";
import { type Digest, parseDigest } from "../../../src/core/digest.ts";
import type { ListedIssue } from "../../../src/core/history/issues.ts";
import type { Label } from "../../../src/core/label.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { at, digestOf, hashing, issuesOf, numbered, publication, vectorOf } from "./vectors.ts";

/** A store in memory, and the batch as the registry would hold it. */
async function anchored(issues: readonly ListedIssue[]) {
  const blocks = new Map<string, Uint8Array>();
  const put = async (cid: CID, bytes: Uint8Array) => void blocks.set(String(cid), bytes);
  const written = await writeList(publication, issues, { put }, hashing);
  const { tree, digest, list } = written;
  const batch: AnchoredBatch = { publication, root: tree.root, count: tree.count, list: digest };
  const read: ReadBlock = async (cid) => blocks.get(String(cid));
  return { batch, blocks, list, put, read };
}

/** Anchors a list that says something else than what its parts hold: what only a publisher can do. */
async function relisted(of: Awaited<ReturnType<typeof anchored>>, changes: Partial<BatchList>) {
  const { block, digest } = encodeList({ ...of.list, ...changes }, hashing.sha256);
  await of.put(block.cid, block.bytes);
  return { ...of.batch, list: digest };
}

const small = await anchored(issuesOf(vectorOf(5)));
const large = await anchored(numbered(4097));

describe("readList", () => {
  test("property: gives back the issues that were written, with paths that prove them", async () => {
    const label = fc.stringMatching(/^[a-z0-9._-]{1,64}$/) as fc.Arbitrary<Label>;
    const issues = fc
      .uniqueArray(label, { minLength: 1, maxLength: 40 })
      .map((labels) => labels.map((label) => ({ label, digest: digestOf(label) })).toSorted(byLabel));
    await fc.assert(
      fc.asyncProperty(issues, async (issues) => {
        const { batch, read } = await anchored(issues);
        const verified = await readList(batch, read, hashing);
        expect([...verified.issues]).toEqual(issues);
        for (const issue of verified.issues)
          verifyPath(
            publication.id,
            { ...issue, root: batch.root, path: verified.tree.path(issue) ?? [] },
            batch.count,
          );
      }),
      { numRuns: 30 },
    );
  });

  test("gives back a list of two parts", async () => {
    const { issues, tree, list } = await readList(large.batch, large.read, hashing);
    expect([issues.length, tree.root, list.parts.length]).toEqual([4097, large.batch.root, 2]);
    expect(issues.find("04097" as Label)).toBe(digestOf("04097"));
  });

  test("error: a block that no store has", async () => {
    await expect(readList(small.batch, async () => undefined, hashing)).toFailWith("BLOCK_MISSING");
    const second = at(large.list.parts, 1).cid;
    const without: ReadBlock = async (cid) => (cid.equals(second) ? undefined : large.read(cid));
    await expect(readList(large.batch, without, hashing)).toFailWith("BLOCK_MISSING", {
      cid: String(second),
    });
  });

  test("error: the store gives other bytes for the list, or one part for the other", async () => {
    const other = async () => new TextEncoder().encode("{}");
    await expect(readList(small.batch, other, hashing)).toFailWith("LIST_DIGEST_MISMATCH");
    const [first, second] = [at(large.list.parts, 0).cid, at(large.list.parts, 1).cid];
    const swapped: ReadBlock = async (cid) =>
      large.read(cid.equals(first) ? second : cid.equals(second) ? first : cid);
    await expect(readList(large.batch, swapped, hashing)).toFailWith("BLOCK_MISMATCH");
  });

  test("error: the list names its parts in another order, with their labels or without", async () => {
    const { parts } = large.list;
    const [first, second] = [at(parts, 0), at(parts, 1)];
    await expect(relisted(large, { parts: parts.toReversed() })).toFailWith("LIST_UNSORTED");
    const exchanged = [
      { cid: second.cid, first: first.first },
      { cid: first.cid, first: second.first },
    ];
    const batch = await relisted(large, { parts: exchanged });
    await expect(readList(batch, large.read, hashing)).toFailWith("LIST_INVALID", { what: "part 1" });
  });

  test("error: the list is of another publication, chain or registry", async () => {
    const { chain, registry, id } = publication;
    for (const other of [
      publicationRef(chain, registry, "2"),
      publicationRef("eip155:1", registry, id),
      publicationRef(chain, `0x${"52".repeat(20)}`, id),
    ]) {
      const batch = await relisted(small, { publication: other });
      await expect(readList(batch, small.read, hashing)).toFailWith("LIST_PUBLICATION_MISMATCH");
    }
  });

  test("error: the registry counts more or fewer issues than the list", async () => {
    for (const count of [4, 6])
      await expect(readList({ ...small.batch, count }, small.read, hashing)).toFailWith(
        "LIST_COUNT_MISMATCH",
        {
          expected: count,
          got: 5,
        },
      );
  });

  test("error: list and registry agree about a count that the parts do not hold", async () => {
    for (const count of [4, 6]) {
      const batch = await relisted(small, { count });
      await expect(readList({ ...batch, count }, small.read, hashing)).toFailWith("LIST_INVALID", {
        what: "part 1",
      });
    }
  });

  test("error: the list says another root than the registry", async () => {
    const root = vectorOf(8).root;
    await expect(readList({ ...small.batch, root }, small.read, hashing)).toFailWith("LIST_ROOT_MISMATCH", {
      expected: root,
      got: small.batch.root,
    });
  });

  test("error: list and registry agree about a root that is not that of the issues", async () => {
    const root = vectorOf(8).root;
    const batch = { ...(await relisted(small, { root })), root };
    await expect(readList(batch, small.read, hashing)).toFailWith("LIST_ROOT_MISMATCH", {
      expected: root,
      got: small.batch.root,
    });
  });

  test("error: one issue of the list is another than the one that was anchored", async () => {
    const issues = issuesOf(vectorOf(5)).with(2, {
      ...at(issuesOf(vectorOf(5)), 2),
      digest: digestOf("other"),
    });
    const { block } = encodePart(issues, hashing.sha256);
    await small.put(block.cid, block.bytes);
    const batch = await relisted(small, { parts: [{ cid: block.cid, first: at(issues, 0).label }] });
    await expect(readList(batch, small.read, hashing)).toFailWith("LIST_ROOT_MISMATCH");
  });
});

describe("readListHead", () => {
  test("reads one block", async () => {
    const asked: string[] = [];
    const read: ReadBlock = (cid) => (asked.push(String(cid)), large.read(cid));
    expect(await readListHead(large.batch, read, hashing.sha256)).toEqual(large.list);
    expect(asked).toEqual([String(documentCid(large.batch.list))]);
  });
});

describe("uncheckedLookUp", () => {
  const find = (label: string, read: ReadBlock = large.read) =>
    uncheckedLookUp(large.list, label as Label, read, hashing.sha256);

  test.each(["00001", "02000", "04096", "04097"])("finds %s in one part", async (label) => {
    const asked: string[] = [];
    const read: ReadBlock = (cid) => (asked.push(String(cid)), large.read(cid));
    expect(await find(label, read)).toEqual({ label, digest: digestOf(label) });
    expect(asked).toHaveLength(1);
  });

  test.each(["00000", "020001", "04096a", "z"])("finds no %s", async (label) => {
    expect(await find(label)).toBeUndefined();
  });

  test("error: the part is other bytes, or missing", async () => {
    await expect(find("00001", async () => new Uint8Array(0))).toFailWith("BLOCK_MISMATCH");
    await expect(find("00001", async () => undefined)).toFailWith("BLOCK_MISSING");
  });
});

test("the anchored digest of the small list is the vector's", () => {
  expect<Digest>(small.batch.list).toBe(parseDigest(vectorOf(5).listDigest));
});
