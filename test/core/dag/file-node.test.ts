import * as dagPb from "@ipld/dag-pb";
import { importBytes } from "ipfs-unixfs-importer";
import { describe, expect, test } from "vitest";
import { type CID, rawCid } from "../../../src/core/cid.ts";
import { fileOf, type Part } from "../../../src/core/dag/file-node.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { hashing } from "../../support/hashing.ts";

/* The CIDs published with IPIP-0499 are in pack.test.ts; here it is held against the library, at every edge. */

const { sha256 } = hashing;

/** Leaves of four bytes: the library can be told to cut that small, and a thousand of them are quickly made. */
function leavesOf(bytes: Uint8Array): Part[] {
  return Array.from({ length: Math.ceil(bytes.length / 4) }, (_, i) => {
    const leaf = bytes.subarray(i * 4, i * 4 + 4);
    return { cid: rawCid(digestFromBytes(sha256(leaf))), fileBytes: leaf.length, dagBytes: leaf.length };
  });
}

async function byLibrary(bytes: Uint8Array): Promise<{ cid: CID; size: bigint }> {
  const store = { put: async (cid: CID) => cid };
  async function* chunker(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source)
      for (let at = 0; at < chunk.length; at += 4) yield chunk.subarray(at, at + 4);
  }
  return importBytes(bytes, store, { profile: "unixfs-v1-2025", chunker });
}

describe("fileOf", () => {
  test.each([1, 4, 5, 8, 4095, 4096, 4097, 4100, 8193, 12_345])(
    "makes the library's tree of %i bytes in leaves of four",
    async (length) => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
      const put = new Map<string, Uint8Array>();
      const file = await fileOf(
        leavesOf(bytes),
        { put: async (cid, block) => void put.set(String(cid), block) },
        sha256,
      );
      const expected = await byLibrary(bytes);
      expect([String(file.cid), file.fileBytes, BigInt(file.dagBytes)]).toEqual([
        String(expected.cid),
        length,
        expected.size,
      ]);
      const root = put.get(String(file.cid));
      expect(root === undefined || dagPb.decode(root).Links.length > 1).toBe(true);
    },
  );

  test("writes sizes beyond 32 bits", async () => {
    const [leaf] = leavesOf(Uint8Array.of(1));
    const large = { ...leaf, fileBytes: 2 ** 40 + 1, dagBytes: 2 ** 40 + 1 } as Part;
    const put: Uint8Array[] = [];
    await fileOf([large, large], { put: async (_, block) => void put.push(block) }, sha256);
    const { Data, Links } = dagPb.decode(put[0] ?? Uint8Array.of());
    expect(Links.map(({ Tsize }) => Tsize)).toEqual([2 ** 40 + 1, 2 ** 40 + 1]);
    // Type file, size 2^41 + 2, and twice the size of a part, each as the protobuf encoding has it.
    expect(Buffer.from(Data ?? []).toString("hex")).toBe("0802188280808080402081808080802020818080808020");
  });
});
