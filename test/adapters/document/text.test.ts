import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { textBlocks } from "../../../src/adapters/document/text.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { textTree } from "../../../src/core/text/tree.ts";

interface Vector {
  readonly name: string;
  readonly type: string;
  readonly bytes: string;
  readonly blocks: readonly string[];
  readonly root: string | null;
}

const vectors = JSON.parse(
  readFileSync(new URL("../../vectors/text/text.json", import.meta.url), "utf8"),
) as readonly Vector[];

describe("the text of documents, as another implementation reads them", () => {
  test("of more than 60 documents", () => {
    expect(vectors.length).toBeGreaterThan(60);
  });

  test.each(vectors)("$type: $name", async ({ type, bytes, blocks, root }) => {
    const got = await textBlocks(new Uint8Array(Buffer.from(bytes, "base64")), type);
    expect(got).toEqual(blocks);
    if (root !== null) expect(textTree(got ?? [], nodeSha256).root).toBe(root);
  });
});
