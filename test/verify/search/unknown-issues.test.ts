import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { documentCid } from "../../../src/core/cid.ts";
import { textLimit } from "../../../src/adapters/document/limits.ts";
import { indexArchive } from "../../../src/verify/search/indexing.ts";
import { searchQuotation } from "../../../src/verify/search/quotations.ts";
import { compareText } from "../../../src/verify/search/alike.ts";
import { quoteIn } from "../../../src/verify/quote.ts";
import { manifestFrom } from "../../../src/verify/search/parts.ts";
import { ModelArchive } from "../../support/model-archive.ts";
import { openModel } from "../../support/opened-archive.ts";
import { searchingOf } from "../../support/searching.ts";
import { utf8 } from "../../support/hashing.ts";

async function rig() {
  const model = new ModelArchive("near");
  const letter = model.register("The Letter");
  const archive = openModel(model, () => model.registry.publications());
  const folder = mkdtempSync(join(tmpdir(), "colophon-unsearched-"));
  const searching = searchingOf(archive, folder);
  onTestFinished(async () => {
    await searching.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { model, letter, archive, searching };
}
const PASSAGE = "the bell rang six times";
const LETTER = { "index.html": `<p>${PASSAGE} in three days</p>` };

test("an issue whose manifest cannot be read is told of as not searched", async () => {
  const { model, letter, archive, searching } = await rig();
  const digest = await model.anchor(letter, "1", LETTER);
  model.stores.forEach((store) => store.blocks.delete(String(documentCid(digest))));
  await archive.refresh();
  await indexArchive(searching);
  const { found, unsearched } = await searchQuotation(PASSAGE, searching);
  expect(found).toEqual([]);
  expect(unsearched).toBeGreaterThan(0);
});

test("an issue that can be read is searched", async () => {
  const { model, letter, archive, searching } = await rig();
  await model.anchor(letter, "1", LETTER);
  await archive.refresh();
  await indexArchive(searching);
  expect((await searchQuotation(PASSAGE, searching)).found).toHaveLength(1);
});

test("an archive that was never read is told of as not searched", async () => {
  const { model, letter, searching } = await rig();
  await model.anchor(letter, "1", LETTER);
  model.registry.down = true;
  await indexArchive(searching);
  expect((await searchQuotation(PASSAGE, searching)).unsearched).toBeGreaterThan(0);
});

test("a file that nothing is like is not told of as unlike all while a manifest cannot be read", async () => {
  const { model, letter, archive, searching } = await rig();
  const digest = await model.anchor(letter, "1", LETTER);
  model.stores.forEach((store) => store.blocks.delete(String(documentCid(digest))));
  await archive.refresh();
  await indexArchive(searching);
  const { unsearched } = await compareText({ name: "a.html", bytes: utf8(LETTER["index.html"]) }, searching);
  expect(unsearched).toBeGreaterThan(0);
});

test("a document that is too large to be read may hold the passage", async () => {
  const { model, letter, archive, searching } = await rig();
  const long = `<p>${PASSAGE}</p>${" ".repeat(textLimit("text/plain"))}`;
  const digest = await model.anchor(letter, "1", { "index.html": long });
  await archive.refresh();
  const manifest = await manifestFrom(digest, searching);
  expect(manifest.files[0]?.type).toBe("text/plain");
  const quoted = await quoteIn(manifest, { passage: PASSAGE }, searching);
  expect(quoted).toMatchObject({ found: [], unread: [{ path: "index.html" }] });
});
