import { beforeEach, describe, expect, test } from "vitest";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { encodeDocument } from "../../src/core/document.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import type { Archive } from "../../src/verify/archive.ts";
import type { Evidence } from "../../src/verify/evidence.ts";
import { gatherCid, gatherFile, gatherFolder } from "../../src/verify/gather.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { judgedIn, openModel } from "../support/opened-archive.ts";
import { heldFile } from "../support/witness-evidence.ts";

const { sha256 } = hashing;

let model: ModelArchive;
let letter: PublicationId;
let archive: Archive;

async function verdictOn(text: string, label?: string) {
  const file = { ...heldFile(text), bytes: async () => utf8(text) };
  return judged(await gatherFile(file, asking(label)));
}

async function folderVerdict(texts: Readonly<Record<string, string>>, label?: string) {
  const files = Object.entries(texts).map(([path, text]) => heldFile(text, path));
  return judged(await gatherFolder("folder", files, asking(label)));
}

const asking = (label: string | undefined) => ({
  ...{ witness: archive, sha256 },
  ...(label === undefined ? {} : { label: parseLabel(label) }),
});
const judged = (evidence: Evidence) => judgedIn(model, evidence);

describe("an archive in which a manifest cannot be read", () => {
  const MENDED = { "index.html": "the first letter, mended", "map.svg": "a map" };
  let second: Digest;
  let lost: () => void;
  let found: () => void;

  beforeEach(async () => {
    model = new ModelArchive("near", "far");
    letter = model.register("The Letter");
    await model.anchor(letter, "1", { "index.html": "the first letter" });
    await model.anchor(letter, "2", { "map.svg": "a map", "other.html": "the other letter" });
    second = await model.revise(letter, "1", MENDED);
    const cid = String(documentCid(second));
    const bytes = model.stores[0]?.blocks.get(cid) ?? new Uint8Array();
    lost = () => model.stores.forEach((store) => store.blocks.delete(cid));
    found = () => model.stores[1]?.blocks.set(cid, bytes);
    archive = openModel(model, () => model.registry.publications());
  });

  const reasons: readonly (readonly [string, () => void])[] = [
    ["is in no store", () => lost()],
    ["is spoilt", () => model.stores.forEach((store) => store.spoil(documentCid(second)))],
    ["is in stores that are silent", () => model.stores.forEach((store) => (store.patience = 0))],
  ];

  test.each(reasons)("when it %s: the genuine copy is neither altered nor false", async (_, break_) => {
    break_();
    await archive.refresh();
    for (const label of [undefined, "1"]) {
      expect((await verdictOn("the first letter, mended", label)).verdict).toBe("could-not-check");
      expect((await folderVerdict(MENDED, label)).verdict).toBe("could-not-check");
    }
    expect((await verdictOn("nobody's")).verdict).toBe("could-not-check");
    expect((await verdictOn("the first letter.")).verdict).toBe("could-not-check");
  });

  test("what was found all the same is still authentic", async () => {
    lost();
    await archive.refresh();
    expect((await verdictOn("the other letter")).verdict).toBe("authentic");
    expect((await verdictOn("the first letter")).verdict).toBe("authentic-but");
    const whole = { "map.svg": "a map", "other.html": "the other letter" };
    expect((await folderVerdict(whole)).verdict).toBe("authentic");
  });

  test("a folder whose files all stand elsewhere may be the one that could not be read", async () => {
    const moved = { "index.html": "the first letter", "map.svg": "a map" };
    const third = await model.revise(letter, "1", moved);
    model.stores.forEach((store) => store.blocks.delete(String(documentCid(third))));
    await archive.refresh();
    expect((await folderVerdict(moved)).verdict).toBe("could-not-check");
    expect((await folderVerdict(moved, "2")).verdict).toBe("could-not-check");
  });

  test("a copy of another issue may stand in the one that was named", async () => {
    lost();
    await archive.refresh();
    expect((await verdictOn("a map", "1")).verdict).toBe("could-not-check");
    const cid = rawCid(heldFile("a map").sha256).toString();
    expect(judged(await gatherCid(cid, asking("1"))).verdict).toBe("could-not-check");
    found();
    await archive.refresh();
    expect((await verdictOn("a map", "1")).verdict).toBe("authentic");
  });

  test("is whole again when it turns up, also while the tip stands still", async () => {
    lost();
    await archive.refresh();
    expect((await verdictOn("the first letter, mended")).verdict).toBe("could-not-check");
    found();
    await archive.refresh();
    expect((await verdictOn("the first letter, mended")).verdict).toBe("authentic");
    expect((await verdictOn("nobody's")).verdict).toBe("not-anchored");
  });

  test("a silent store is waited for once in each refresh", async () => {
    const [near, far] = model.stores;
    if (near === undefined || far === undefined) return expect.unreachable();
    near.patience = 0;
    near.asked = 0;
    await archive.refresh();
    expect([near.asked, (await archive.issues(letter)).length]).toEqual([1, 3]);
  });

  test("what was anchored and is no manifest leaves nothing in doubt", async () => {
    const { block, digest } = encodeDocument({ hello: "world" }, sha256);
    model.keep(block);
    model.call(letter, { do: "anchor", label: "3", digest });
    await archive.refresh();
    expect((await verdictOn("nobody's")).verdict).toBe("not-anchored");
  });

  test("a manifest of a later format may name any file", async () => {
    const { block, digest } = encodeDocument({ type: "colophon/manifest/2" }, sha256);
    model.keep(block);
    model.call(letter, { do: "anchor", label: "3", digest });
    await archive.refresh();
    expect((await verdictOn("nobody's")).verdict).toBe("could-not-check");
  });

  test("asked before any refresh, it asks the chain first", async () => {
    expect((await verdictOn("the first letter, mended")).verdict).toBe("authentic");
  });
});
