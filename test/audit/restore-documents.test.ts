import { describe, expect, test } from "vitest";
import { writeDocuments } from "../../src/audit/export-documents.ts";
import { restoreDocuments } from "../../src/audit/restore-documents.ts";
import { documentCid } from "../../src/core/cid.ts";
import { listedBag } from "../support/bags.ts";
import { documentShelf } from "../support/document-shelf.ts";
import { MemoryFolder, MemoryStaging } from "../support/exported.ts";
import { hashing } from "../support/hashing.ts";
import { TakingStore } from "../support/taking-store.ts";

async function kept() {
  const { publication, entries, batch, reason, reading } = await documentShelf();
  const writer = new MemoryFolder();
  await writeDocuments(publication, entries, { ...reading, as: "bag", writer });
  const bag = writer.contents();
  const staging = new MemoryStaging();
  const restore = (store: TakingStore, files: Parameters<typeof listedBag>[0] = bag, dryRun = false) =>
    restoreDocuments(
      listedBag(files),
      { publication, entries },
      { staging, stores: [store], hashing, dryRun, failures: new Map() },
    );
  const outcomes = async (...args: Parameters<typeof restore>) =>
    (await restore(...args)).map(({ stores }) => stores[0]?.outcome);
  return { bag, batch, reason, staging, restore, outcomes };
}

describe("documents that were kept elsewhere", () => {
  test("come back, a list with its parts, and only where a store does not give them", async () => {
    const { batch, staging, restore, outcomes } = await kept();
    const store = new TakingStore("empty");
    expect(await outcomes(store)).toEqual(["restored", "restored", "restored"]);
    const list = [documentCid(batch.list), ...batch.written.list.parts.map(({ cid }) => cid)];
    for (const cid of list) expect(store.blocks.has(cid.toString())).toBe(true);
    expect(await outcomes(store)).toEqual(["whole-before", "whole-before", "whole-before"]);
    store.spoil(list[1]);
    expect((await restore(store)).at(-1)).toEqual({
      digest: batch.list,
      stores: [{ store: "empty", outcome: "restored", verified: list.length }],
    });
    expect([store.puts, staging.held]).toEqual([4, []]);
  });

  test("are put nowhere by a dry run, and told not to be back where the store keeps or says nothing", async () => {
    const { bag, outcomes } = await kept();
    const [empty, silent, forgetful] = [
      new TakingStore("empty"),
      new TakingStore("silent"),
      new TakingStore("lost"),
    ];
    silent.patience = 0;
    forgetful.takes = 0;
    expect(new Set(await outcomes(empty, bag, true))).toEqual(new Set(["would-restore"]));
    expect(new Set(await outcomes(silent))).toEqual(new Set(["not-restored"]));
    expect(new Set(await outcomes(forgetful))).toEqual(new Set(["not-restored"]));
    expect([empty.puts, silent.puts]).toEqual([0, 0]);
  });

  test("that no entry refers to, or that are not what they are called, are refused before a store is touched", async () => {
    const { bag, reason, restore } = await kept();
    const store = new TakingStore("empty");
    const other = "1".repeat(64);
    const more = { ...bag, [`data/${other}.json`]: "{}" };
    await expect(restore(store, more)).toFailWith("BAG_UNANCHORED", { digest: other });
    await expect(restore(store, { ...bag, "data/notes.txt": "any" })).toFailWith("BAG_MALFORMED");
    await expect(restore(store, { ...bag, [`data/${reason}.json`]: "{}" })).toFailWith("BLOCK_MISMATCH");
    expect([store.puts, store.asked]).toEqual([0, 0]);
  });
});
