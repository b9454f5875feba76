import { afterEach, beforeEach, expect, test } from "vitest";
import { publicationRef } from "../../../src/core/publication.ts";
import type { Listening } from "../../../src/server/listen.ts";
import { hashing } from "../../support/hashing.ts";
import { ModelArchive } from "../../support/model-archive.ts";
import { openModel } from "../../support/opened-archive.ts";
import { startVerifier } from "../../support/verifier.ts";

/* An issue of many files: what is looked for comes first, and the rest is there to be unfolded. */

const model = new ModelArchive("near");
const letter = model.register("The Letter");
const files = Object.fromEntries(
  Array.from({ length: 300 }, (_, i) => [`a/picture-${String(i).padStart(3, "0")}.txt`, `picture ${i}`]),
);
const first = await model.anchor(letter, "41", { ...files, "index.html": "<p>High tide" });
const second = await model.revise(letter, "41", { ...files, "index.html": "<p>Low tide" });
const { chain, address } = model.registry;
const { registry } = publicationRef(chain, address, letter);

let verifier: Listening;
beforeEach(async () => {
  const trust = { chain, registry, sha256: hashing.sha256 };
  verifier = await startVerifier(
    openModel(model, () => [letter]),
    { trust },
  );
});
afterEach(() => verifier.stop());

const page = async (path: string) => (await fetch(`${verifier.url}${path}`)).text();
const unfolded = (html: string) => html.replaceAll(/<details[^]*?<\/details>/g, "");

test("its page begins with the page that is read, and folds away all files but a few", async () => {
  const html = await page(`/issues/${second}`);
  expect(html.match(/href="\/read\/[^"]*"><bdi>/g)).toHaveLength(301);
  const shown = unfolded(html).match(/href="\/read\/[^"]*"><bdi>[^<]*/g) ?? [];
  expect(shown).toHaveLength(20);
  expect(shown[0]).toMatch(/index\.html$/);
  expect(html).toContain("<summary>281 files more</summary>");
});

test("its certificate lists the page that is read, and says at the top that another revision stands", async () => {
  const replaced = await page(`/issues/${first}/certificate`);
  expect(replaced.indexOf("note warn")).toBeGreaterThan(0);
  expect(replaced.indexOf("note warn")).toBeLessThan(replaced.indexOf('<dl class="facts">'));
  const listed = replaced.slice(replaced.indexOf("sheet-files"));
  expect(listed.indexOf("index.html")).toBeLessThan(listed.indexOf("picture-000.txt"));
  expect(await page(`/issues/${second}/certificate`)).not.toContain("note warn");
});
