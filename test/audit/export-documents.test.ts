import { describe, expect, test } from "vitest";
import { nodeHashNamed } from "../../src/adapters/node/named-hash.ts";
import { writeDocuments } from "../../src/audit/export-documents.ts";
import { documentsOf } from "../../src/core/bagit/documents-bag.ts";
import { tagValue, tagValues } from "../../src/core/bagit/tags.ts";
import { verifyBag } from "../../src/core/bagit/verify.ts";
import { documentCid } from "../../src/core/cid.ts";
import { listedBag } from "../support/bags.ts";
import { documentShelf } from "../support/document-shelf.ts";
import { MemoryFolder } from "../support/exported.ts";

describe("the documents of a history that are exported", () => {
  test("are a bag that is whole and valid and names its publication, the same whenever it is written", async () => {
    const { publication, entries, batch, reading } = await documentShelf();
    const written = async () => {
      const writer = new MemoryFolder();
      const done = await writeDocuments(publication, entries, { ...reading, as: "bag", writer });
      return { writer, done };
    };
    const { writer, done } = await written();
    const bag = await verifyBag(listedBag(writer.contents()), nodeHashNamed);
    expect(documentsOf(bag.info, bag.name)).toEqual(publication);
    expect(bag.payload.map(({ path }) => path)).toContain(`${batch.list}.json`);
    expect([bag.payload.length, done]).toEqual([done.documents, { documents: 4, missing: [] }]);
    expect((await written()).writer.contents()).toEqual(writer.contents());
  });

  test("say which of them no store gave", async () => {
    const { publication, entries, reason, reading, store } = await documentShelf();
    store.blocks.delete(documentCid(reason).toString());
    const writer = new MemoryFolder();
    const done = await writeDocuments(publication, entries, { ...reading, as: "bag", writer });
    expect(done).toEqual({ documents: 3, missing: [reason] });
    const { info } = await verifyBag(listedBag(writer.contents()), nodeHashNamed);
    expect(tagValues(info, "Colophon-Missing")).toEqual([reason]);
    expect(tagValue(info, "Payload-Oxum")).toMatch(/\.3$/);
  });

  test("are plain files in a folder", async () => {
    const { publication, entries, batch, reading } = await documentShelf();
    const writer = new MemoryFolder();
    await writeDocuments(publication, entries, { ...reading, as: "folder", writer });
    expect([...writer.files.keys()]).toContain(`files/${batch.list}.json`);
    expect(writer.files.get("SHA256SUMS")?.toString()).toContain(`${batch.list}  files/${batch.list}.json\n`);
    expect(writer.finished).toBe(true);
  });
});
