import { describe, expect, test } from "vitest";
import { historyDocuments } from "../../src/audit/documents.ts";
import { cidDigest, documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { documentShelf } from "../support/document-shelf.ts";

describe("the documents of a history", () => {
  test("are its profile, its reasons and its lists with their parts, each once and in order", async () => {
    const { publication, entries, batch, reason, reading } = await documentShelf();
    const found: [Digest, Digest, boolean][] = [];
    for await (const { digest, root, block } of historyDocuments(publication, entries, reading))
      found.push([digest, root, block !== undefined]);
    const [first] = entries;
    const profile = first?.kind === "registered" ? first.profile : "";
    const parts = batch.written.list.parts.map(({ cid }) => cidDigest(cid));
    expect(parts.length).toBeGreaterThan(0);
    const alone = [profile, reason].map((digest) => [digest, digest, true]);
    const list = [batch.list, ...parts].map((digest) => [digest, batch.list, true]);
    expect(found).toEqual([...alone, ...list]);
  });

  test("that nobody gives are named without a block; of a list that is lost the parts are not known", async () => {
    const { publication, entries, batch, reading, store } = await documentShelf();
    store.blocks.delete(documentCid(batch.list).toString());
    const lacking: Digest[] = [];
    for await (const { digest, block } of historyDocuments(publication, entries, reading))
      if (block === undefined) lacking.push(digest);
    expect(lacking).toEqual([batch.list]);
  });
});
