import { describe, expect, test } from "vitest";
import type { Block } from "../../../src/core/block.ts";
import { type CID, rawCid } from "../../../src/core/cid.ts";
import { LEAF_BYTES } from "../../../src/core/dag/chunks.ts";
import { fileLeaves } from "../../../src/core/dag/file.ts";
import { packContent } from "../../../src/core/dag/pack.ts";
import { verifyBlock } from "../../../src/core/block.ts";
import { hashing, memoryFile } from "../../support/hashing.ts";
import { digestOf } from "../../support/witness-evidence.ts";

/** Packs one file and gives back what reads it. */
async function packed(content: Uint8Array | string) {
  const blocks = new Map<string, Block>();
  const put = async (cid: CID, bytes: Uint8Array) =>
    void blocks.set(String(cid), verifyBlock(cid, bytes, hashing.sha256));
  const { files } = await packContent(
    [memoryFile("a.bin", content)],
    { put },
    { hashing, typeOf: () => "text/plain" },
  );
  const [entry = expect.unreachable()] = files;
  const read = async (cid: CID) => blocks.get(String(cid));
  return { entry, blocks, read };
}

async function bytesOf(leaves: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const leaf of leaves) parts.push(leaf);
  return Buffer.concat(parts);
}

describe("fileLeaves", () => {
  test.each([0, 1, LEAF_BYTES, LEAF_BYTES + 1, 3 * LEAF_BYTES + 17])(
    "%i bytes come back as they were packed",
    async (length) => {
      const content = Uint8Array.from({ length }, (_, i) => i * 7 + (i >> 12));
      const { entry, read } = await packed(content);
      expect(Buffer.compare(await bytesOf(fileLeaves(entry.cid, read)), content)).toBe(0);
    },
  );

  test("a leaf that repeats is given again", async () => {
    const { entry, blocks, read } = await packed(new Uint8Array(4 * LEAF_BYTES));
    expect(blocks.size).toBeLessThan(5);
    expect((await bytesOf(fileLeaves(entry.cid, read))).length).toBe(4 * LEAF_BYTES);
  });

  test("error: a block that nobody has", async () => {
    const { entry, blocks, read } = await packed(
      Uint8Array.from({ length: LEAF_BYTES + 1 }, (_, i) => i >> 12),
    );
    const leaf = [...blocks.keys()].find((cid) => cid.startsWith("bafkrei")) ?? "";
    blocks.delete(leaf);
    await expect(bytesOf(fileLeaves(entry.cid, read))).toFailWith("BLOCK_MISSING", { cid: leaf });
    await expect(bytesOf(fileLeaves(rawCid(digestOf("x")), read))).toFailWith("BLOCK_MISSING");
  });
});
