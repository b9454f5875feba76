import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { batchFinderOver } from "../../src/core/batch/finder.ts";
import { documentCid } from "../../src/core/cid.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { CatalogueWriter } from "../../src/core/ports.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import { follow } from "../../src/verify/follow.ts";
import { type Summaries, summariesOver } from "../../src/verify/summaries.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";

const { sha256 } = hashing;

let model: ModelArchive;
let letter: PublicationId;
let summaries: Summaries;
let catalogue: CatalogueWriter;
/** How often a whole history was read. */
let readings: number;

beforeEach(() => {
  model = new ModelArchive();
  letter = model.register("The Letter");
  const folder = mkdtempSync(join(tmpdir(), "colophon-summaries-"));
  const opened = openCatalogue(join(folder, "catalogue.sqlite"));
  onTestFinished(() => {
    opened.close();
    rmSync(folder, { recursive: true, force: true });
  });
  readings = 0;
  catalogue = {
    ...opened,
    entries: (id) => {
      readings += 1;
      return opened.entries(id);
    },
  };
  summaries = summariesOver({ own: () => [letter], catalogue, stores: model.stores, sha256 });
});

async function followed(): Promise<void> {
  const { registry, stores } = model;
  const batches = batchFinderOver(stores, { sha256 });
  const following = { publications: [letter], registry, catalogue, stores, sha256, batches };
  await follow(registry.at(await tipBlock(registry.node())), following);
}

test("tells of a publication with what was anchored last, and goes through its history once", async () => {
  expect(await summaries.all()).toEqual([]);
  const digest = await model.anchor(letter, "1", { "index.html": "one" });
  await followed();
  const told = { id: letter, title: "The Letter", issues: 1, isRead: true, latest: { manifest: digest } };
  expect(await summaries.all()).toMatchObject([{ ...told, state: { entries: 2 } }]);
  expect(await summaries.one(letter)).toMatchObject(told);
  expect(readings).toBe(1);
  await model.anchor(letter, "2", { "index.html": "two" });
  await followed();
  expect(await summaries.one(letter)).toMatchObject({ issues: 2, latest: { label: "2" } });
  expect(readings).toBe(2);
});

test("takes in a manifest that turns up late, though the head is the same", async () => {
  const digest = await model.anchor(letter, "1", { "index.html": "one" });
  const [store = expect.unreachable()] = model.stores;
  const name = documentCid(digest).toString();
  const bytes = store.blocks.get(name) ?? expect.unreachable();
  store.blocks.delete(name);
  await followed();
  expect(await summaries.one(letter)).toMatchObject({ issues: 0, isRead: false });
  store.blocks.set(name, bytes);
  await followed();
  expect(await summaries.one(letter)).toMatchObject({ issues: 1, isRead: true });
});

test("asks again for a profile that could not be had", async () => {
  const [store = expect.unreachable()] = model.stores;
  const blocks = new Map(store.blocks);
  store.blocks.clear();
  await followed();
  expect(await summaries.one(letter)).toMatchObject({ title: `Publication ${letter}`, profile: undefined });
  for (const [name, bytes] of blocks) store.blocks.set(name, bytes);
  expect(await summaries.one(letter)).toMatchObject({ title: "The Letter" });
});
