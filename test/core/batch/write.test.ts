import { describe, expect, test } from "vitest";
import { writeList } from "../../../src/core/batch/write.ts";
import { verifyBlock } from "../../../src/core/block.ts";
import { type CID, documentCid } from "../../../src/core/cid.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { hashing, hexOf, issuesOf, numbered, publication, vectorOf, vectors } from "./vectors.ts";

function memory() {
  const blocks: { cid: CID; bytes: Uint8Array }[] = [];
  const put = async (cid: CID, bytes: Uint8Array) => {
    verifyBlock(cid, bytes, hashing.sha256);
    blocks.push({ cid, bytes });
  };
  return { blocks, writer: { put } };
}

describe("writeList", () => {
  test.each([1, 5, 100])("hands over the vector's part and then its list, of %i issues", async (count) => {
    const vector = vectorOf(count);
    const { blocks, writer } = memory();
    const written = await writeList(publication, issuesOf(vector), writer, hashing);
    expect(blocks.map(({ bytes }) => hexOf(bytes))).toEqual([...vector.partBytes, vector.listBytes]);
    expect(`0x${written.digest}`).toBe(vector.listDigest);
    expect(written.block.cid.equals(documentCid(written.digest))).toBe(true);
    expect(written.tree).toMatchObject({ root: vector.root, count });
  });

  test("makes two parts of 4,097 issues, as the vector does", async () => {
    const { count, root, listDigest, partDigests } = vectors.numbered;
    const { blocks, writer } = memory();
    const written = await writeList(publication, numbered(count), writer, hashing);
    expect(written.digest).toBe(parseDigest(listDigest));
    expect(written.list).toMatchObject({ count, root });
    expect(blocks.map(({ cid }) => String(cid))).toEqual(
      [...partDigests, listDigest].map((digest) => String(documentCid(parseDigest(digest)))),
    );
  });

  test("hands a part over as soon as it is full, before the next issue is asked for", async () => {
    const { blocks, writer } = memory();
    const seen: number[] = [];
    async function* source() {
      for (const [i, issue] of numbered(2 * 4096 + 1).entries()) {
        if (i % 4096 === 0) seen.push(blocks.length);
        yield issue;
      }
    }
    await writeList(publication, source(), writer, hashing);
    expect(seen).toEqual([0, 1, 2]);
    expect(blocks).toHaveLength(4);
  });

  test("error: no issue, or one out of order; the list itself is then not handed over", async () => {
    const { blocks, writer } = memory();
    await expect(writeList(publication, [], writer, hashing)).toFailWith("BATCH_EMPTY");
    const issues = issuesOf(vectorOf(3)).toReversed();
    await expect(writeList(publication, issues, writer, hashing)).toFailWith("LIST_UNSORTED");
    expect(blocks).toEqual([]);
  });
});
