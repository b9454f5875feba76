import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type DiskCatalogue, openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { documentCid } from "../../src/core/cid.ts";
import { encodeDocument } from "../../src/core/document.ts";
import { batchFinderOver } from "../../src/core/batch/finder.ts";
import { fail } from "../../src/core/errors/error.ts";
import { tipBlock } from "../../src/core/finality.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { CatalogueWriter } from "../../src/core/ports.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import { follow } from "../../src/verify/follow.ts";
import { mirrored } from "../../src/verify/mirrored.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { batched } from "../support/model-batch.ts";
import { ACCOUNTS } from "../support/model-registry.ts";
import { heldFile } from "../support/witness-evidence.ts";

let archive: ModelArchive;
let catalogue: DiskCatalogue;
let letter: PublicationId;

beforeEach(async () => {
  archive = new ModelArchive();
  const folder = mkdtempSync(join(tmpdir(), "colophon-follow-"));
  catalogue = openCatalogue(join(folder, "catalogue.sqlite"));
  onTestFinished(() => {
    catalogue.close();
    rmSync(folder, { recursive: true, force: true });
  });
  letter = archive.register();
  await archive.anchor(letter, "1", { "index.html": "one" });
});

async function followed(
  publications = archive.registry.publications(),
  into: CatalogueWriter = catalogue,
): Promise<void> {
  const { registry, stores } = archive;
  const view = registry.at(await tipBlock(registry.node()));
  const { sha256 } = hashing;
  const batches = batchFinderOver(stores, { sha256 });
  await follow(view, { publications, registry, catalogue: into, stores, sha256, batches });
}

const labels = async (id = letter) => (await catalogue.issues(id)).map(({ label }) => label);
const numbers = async (id = letter) => (await catalogue.entries(id)).map(({ entry }) => entry.number);
const found = async (text: string) =>
  (await catalogue.files(heldFile(text).sha256)).map(({ label }) => label);

describe("follow", () => {
  test("takes in every issue with its files, and goes on from there", async () => {
    await followed();
    expect([await labels(), await numbers(), await found("one")]).toEqual([["1"], [1, 2], ["1"]]);
    await archive.anchor(letter, "2", { "index.html": "two" });
    const revised = await archive.revise(letter, "1", { "index.html": "one, corrected" }, "A slip.");
    await followed();
    expect([await labels(), await numbers()]).toEqual([
      ["1", "2", "1"],
      [1, 2, 3, 4],
    ]);
    expect(await catalogue.issue(revised)).toMatchObject({
      label: "1",
      revision: 2,
      entry: 4,
      title: "Issue 1",
    });
    expect(archive.registry.readings).toBe(2);
  });

  test("goes through nothing that it has taken in, whether there is something new or not", async () => {
    await followed();
    const unasked = async () => expect.unreachable();
    const guarded: CatalogueWriter = { ...catalogue, entries: unasked, issues: unasked };
    await followed(undefined, guarded);
    await archive.anchor(letter, "2", { "index.html": "two" });
    await followed(undefined, guarded);
    expect([await labels(), archive.registry.readings]).toEqual([["1", "2"], 2]);
  });

  test("keeps publications apart", async () => {
    const notes = archive.register("Notes");
    await archive.anchor(notes, "1", { "index.html": "of birds" });
    await followed();
    expect([await labels(), await labels(notes)]).toEqual([["1"], ["1"]]);
    expect((await catalogue.files(heldFile("of birds").sha256))[0]?.publication).toBe(notes);
  });

  test("reads nothing of a stranger's publication", async () => {
    const stranger = archive.register("The Stranger");
    await archive.anchor(stranger, "1", { "index.html": "theirs" });
    await followed([letter]);
    expect(archive.registry.readings).toBe(1);
    expect([await catalogue.progress(stranger), await found("theirs")]).toEqual([undefined, []]);
  });

  test("searches from the block of the last entry that it knows", async () => {
    await followed();
    const { block } = (await catalogue.entries(letter)).at(-1) ?? expect.unreachable();
    await archive.anchor(letter, "2", { "index.html": "two" });
    await followed();
    expect([archive.registry.searchedFrom, await labels()]).toEqual([block.number, ["1", "2"]]);
  });

  test("asks for no logs when nothing has happened", async () => {
    await followed();
    archive.registry.mine();
    await followed();
    expect(archive.registry.readings).toBe(1);
  });

  test.each([
    ["the last entry", (n: number) => n < 3],
    ["every entry", () => false],
  ])("error: a node that dropped %s; what was known stays known", async (_, keep) => {
    await followed();
    await archive.anchor(letter, "2", { "index.html": "two" });
    archive.registry.faults.logs = (entries) => entries.filter(({ entry }) => keep(entry.number));
    await expect(followed()).toFailWith("HISTORY_BROKEN", { id: letter });
    expect([await labels(), await found("one")]).toEqual([["1"], ["1"]]);
    archive.registry.faults.logs = (entries) => entries;
    await followed();
    expect(await labels()).toEqual(["1", "2"]);
  });

  test("a node that dropped only what is known already is enough to go on", async () => {
    await followed();
    await archive.anchor(letter, "2", { "index.html": "two" });
    archive.registry.faults.logs = (entries) => entries.filter(({ entry }) => entry.number > 2);
    await followed();
    expect(await labels()).toEqual(["1", "2"]);
  });

  test.each([
    ["re-dated", { time: 1 }],
    ["by another actor", { actor: ACCOUNTS[3] }],
    ["re-labelled", { label: parseLabel("x") }],
    ["renumbered", { number: 7 }],
  ])("error: a node whose log is %s; nothing of it is taken in", async (_, change) => {
    archive.registry.faults.logs = (entries) =>
      entries.map((one) =>
        one.entry.number === 2 ? { ...one, entry: { ...one.entry, ...change } as typeof one.entry } : one,
      );
    await expect(followed()).toFailWith("HISTORY_BROKEN");
    expect([await labels(), await numbers()]).toEqual([[], []]);
  });

  test("one broken history does not keep the others from being read", async () => {
    const notes = archive.register("Notes");
    await archive.anchor(notes, "1", { "index.html": "of birds" });
    archive.registry.faults.logs = (entries, id) => (id === letter ? entries.slice(1) : entries);
    await expect(followed()).toFailWith("HISTORY_BROKEN", { id: letter });
    expect(await labels(notes)).toEqual(["1"]);
  });

  test("a reorganisation that replaces an entry is read anew", async () => {
    await archive.anchor(letter, "2", { "index.html": "two" });
    await followed();
    archive.registry.reorganise(1);
    await archive.anchor(letter, "3", { "index.html": "three" });
    await followed();
    expect([await labels(), await numbers()]).toEqual([
      ["1", "3"],
      [1, 2, 3],
    ]);
    expect([await found("two"), await found("three")]).toEqual([[], ["3"]]);
  });

  test("a reorganisation that takes an entry back is read anew once the chain has grown again", async () => {
    await archive.anchor(letter, "2", { "index.html": "two" });
    await followed();
    archive.registry.reorganise(1);
    archive.registry.mine();
    await followed();
    expect([await labels(), await numbers()]).toEqual([["1"], [1, 2]]);
  });

  test("so is one that takes back what came from a mirror, whose own block nobody knows", async () => {
    await archive.anchor(letter, "2", { "index.html": "two" });
    for (let block = 0; block < 50; block++) archive.registry.mine();
    const { registry, stores } = archive;
    const { sha256 } = hashing;
    const tip = await tipBlock(registry.node());
    const entries = (await registry.entries(letter, 0, tip)).map(({ entry }) => entry);
    const batches = batchFinderOver(stores, { sha256 });
    await follow(registry.at(tip), {
      ...{ publications: [letter], catalogue, stores, sha256, batches },
      registry: mirrored(registry, { id: letter, entries, since: undefined }, entries.length),
    });
    expect(await numbers()).toEqual([1, 2, 3]);
    registry.reorganise(51);
    registry.mine();
    registry.mine();
    await followed();
    expect([await labels(), await numbers()]).toEqual([["1"], [1, 2]]);
  });

  test("a node that is behind makes it forget nothing and read nothing anew", async () => {
    await archive.anchor(letter, "2", { "index.html": "two" });
    await followed();
    archive.registry.lag = 1;
    await followed();
    expect([await labels(), archive.registry.readings]).toEqual([["1", "2"], 1]);
  });

  test("a node that is behind and on another fork is no such node", async () => {
    await archive.anchor(letter, "2", { "index.html": "two" });
    await archive.anchor(letter, "3", { "index.html": "three" });
    await followed();
    archive.registry.reorganise(2);
    await archive.anchor(letter, "4", { "index.html": "four" });
    await followed();
    expect(await labels()).toEqual(["1", "4"]);
  });

  test("whoever reads while a history is read anew never finds it gone", async () => {
    await archive.anchor(letter, "2", { "index.html": "two" });
    await followed();
    archive.registry.reorganise(1);
    await archive.anchor(letter, "3", { "index.html": "three" });
    const seen = new Set<string>();
    const [store] = archive.stores;
    if (store === undefined) return expect.unreachable();
    const block = store.block.bind(store);
    store.block = async (cid) => {
      seen.add((await labels()).join(" "));
      return block(cid);
    };
    await followed();
    expect([[...seen], await labels()]).toEqual([["1 2"], ["1", "3"]]);
  });

  test("a reorganisation in which the history grew as well is read anew", async () => {
    await archive.anchor(letter, "2", { "index.html": "two" });
    await followed();
    archive.registry.reorganise(1);
    for (const label of ["3", "4", "5"]) await archive.anchor(letter, label, { "index.html": label });
    await followed();
    expect(await labels()).toEqual(["1", "3", "4", "5"]);
  });

  test("a manifest that no store has counts as an entry, and is taken in when it turns up", async () => {
    const [store] = archive.stores;
    const late = await archive.anchor(letter, "2", { "index.html": "two" });
    const cid = String(documentCid(late));
    const bytes = store?.blocks.get(cid) ?? new Uint8Array();
    store?.blocks.delete(cid);
    await followed();
    expect([await labels(), await numbers()]).toEqual([["1"], [1, 2, 3]]);
    store?.blocks.set(cid, bytes);
    await followed();
    expect([await labels(), await found("two")]).toEqual([["1", "2"], ["2"]]);
    expect(await catalogue.progress(letter)).toMatchObject({ entries: 3 });
  });

  test.each(["down", "spoilt"])("a store that is %s keeps no entry from being taken in", async (how) => {
    const digest = await archive.anchor(letter, "2", { "index.html": "two" });
    const [store] = archive.stores;
    if (how === "down") Object.assign(store ?? {}, { patience: 0 });
    else store?.spoil(documentCid(digest));
    await followed();
    expect(await numbers()).toEqual([1, 2, 3]);
    expect(await labels()).not.toContain("2");
  });

  test("a batch whose taking ended between two steps is gone on with", async () => {
    const names = Array.from({ length: 300 }, (_, i) => `letter-${i}`);
    await batched(archive, letter, Object.fromEntries(names.map((name) => [name, { "a.txt": name }])));
    const { take } = catalogue;
    catalogue.take = async (step) => {
      await take(step);
      if (step.batched !== undefined)
        fail("ARCHIVE_DISK", { path: "catalogue", problem: "the power is gone" });
    };
    await expect(followed()).toFailWith("ARCHIVE_DISK");
    expect(await labels()).toHaveLength(1 + 256);
    catalogue.take = take;
    await followed();
    expect(new Set(await labels())).toEqual(new Set(["1", ...names]));
    expect(await labels()).toHaveLength(1 + 300);
  });

  test("a digest that names garbage is an entry and no issue", async () => {
    const { block, digest } = encodeDocument({ hello: "world" }, hashing.sha256);
    archive.keep(block);
    archive.call(letter, { do: "anchor", label: "2", digest });
    await archive.anchor(letter, "3", { "index.html": "three" });
    await followed();
    expect([await labels(), await numbers()]).toEqual([
      ["1", "3"],
      [1, 2, 3, 4],
    ]);
  });

  test("somebody else's manifest, anchored first, does not become their issue", async () => {
    const thief = archive.register("The Thief");
    const digest = await archive.pack(letter, "2", { "index.html": "two" });
    archive.call(thief, { do: "anchor", label: "2", digest });
    archive.call(letter, { do: "anchor", label: "2", digest });
    await followed();
    expect(await labels(thief)).toEqual([]);
    expect(await catalogue.issue(digest)).toMatchObject({ publication: letter });
  });

  test("a manifest anchored under another label than its own is no issue", async () => {
    const digest = await archive.pack(letter, "2", { "index.html": "two" });
    archive.call(letter, { do: "anchor", label: "3", digest });
    await followed();
    expect(await labels()).toEqual(["1"]);
  });

  test("error: a node that does not have one of the publications", async () => {
    archive.registry.faults.publication = () => undefined;
    await expect(followed()).toFailWith("CHAIN_ANSWER_INVALID");
  });

  test("error: no node", async () => {
    archive.registry.down = true;
    await expect(followed()).toFailWith("CHAIN_UNREACHABLE");
  });
});
