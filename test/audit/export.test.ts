import { describe, expect, test } from "vitest";
import { nodeHashNamed } from "../../src/adapters/node/named-hash.ts";
import { type Exporting, openIssue, writeCar, writeFolder } from "../../src/audit/export.ts";
import type { Exportable } from "../../src/audit/exportable.ts";
import { tagValue } from "../../src/core/bagit/tags.ts";
import { verifyBag } from "../../src/core/bagit/verify.ts";
import { streamBlocks } from "../../src/core/car-stream.ts";
import { documentCid } from "../../src/core/cid.ts";
import { parseLabel } from "../../src/core/label.ts";
import { blockFromAny } from "../../src/core/retrieval.ts";
import { listedBag } from "../support/bags.ts";
import { MemoryCar, MemoryFolder } from "../support/exported.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";

const FILES = {
  "index.html": "<p>Low water",
  "img/100%.txt": "all of it",
  "large.txt": "tide ".repeat(500_000),
};

async function shelved() {
  const model = new ModelArchive();
  const letter = model.register("The Letter");
  const packed: string[] = [];
  const keep = model.keep.bind(model);
  model.keep = (block) => {
    packed.push(block.cid.toString());
    keep(block);
  };
  const digest = await model.anchor(letter, "95", FILES);
  const [first] = await model.registry.entries(letter, 0, model.registry.mine());
  const issue: Exportable = {
    ...{ label: parseLabel("95"), digest, revision: 1, anchoredAt: 1_790_000_000 },
    profile: first?.entry.kind === "registered" ? first.entry.profile : undefined,
  };
  const exporting: Exporting = { hashing, block: (cid) => blockFromAny(model.stores, cid, hashing.sha256) };
  return { model, issue, exporting, packed };
}

describe("an issue that is exported", () => {
  test("as a bag is a whole and valid bag with its files, its manifest and its proof", async () => {
    const { model, issue, exporting } = await shelved();
    const folder = new MemoryFolder();
    const opened = { ...(await openIssue(issue, exporting)), proof: utf8("{}") };
    await writeFolder(opened, { as: "bag", writer: folder }, exporting);
    expect(folder.finished).toBe(true);
    const bag = await verifyBag(listedBag(folder.contents()), nodeHashNamed);
    for (const [path, text] of Object.entries(FILES))
      expect(folder.files.get(`data/${path}`)?.toString()).toBe(text);
    expect(folder.files.get("manifest.json")).toEqual(Buffer.from(opened.bytes));
    expect(folder.files.get("proof.json")?.toString()).toBe("{}");
    const { chain, address } = model.registry;
    expect(tagValue(bag.info, "External-Identifier")).toBe(`${chain}:${address}:1/${issue.digest}`);
    expect(tagValue(bag.info, "Bagging-Date")).toBe("2026-09-21");
    expect(tagValue(bag.info, "Source-Organization")).toBe("The Letter");
  });

  test("again, without a proof, is the same to the byte", async () => {
    const { issue, exporting } = await shelved();
    const written = async (as: "bag" | "folder") => {
      const folder = new MemoryFolder();
      await writeFolder(await openIssue(issue, exporting), { as, writer: folder }, exporting);
      return folder.contents();
    };
    expect(await written("bag")).toEqual(await written("bag"));
    expect(Object.keys(await written("folder")).toSorted()).toEqual([
      "README.txt",
      "SHA256SUMS",
      ...["files/img/100%.txt", "files/index.html", "files/large.txt"],
      "manifest.json",
    ]);
  });

  test("as a CAR has the blocks of its publication in their order, and its manifest for a root", async () => {
    const { issue, exporting, packed } = await shelved();
    const car = new MemoryCar();
    const written = await writeCar(await openIssue(issue, exporting), car, exporting);
    expect(car.cids).toEqual(packed);
    expect(written.root.toString()).toBe(documentCid(issue.digest).toString());
    const found: string[] = [];
    for await (const { cid } of streamBlocks(written.read(), written.root, "it")) found.push(cid.toString());
    expect(found).toEqual(packed);
  });

  test("is not given its name when a block is missing, wrong, or not what the manifest says", async () => {
    const { model, issue, exporting, packed } = await shelved();
    const [leaf = ""] = packed;
    const write = async (given: Exportable) => {
      const folder = new MemoryFolder();
      const opened = await openIssue(given, exporting);
      await writeFolder(opened, { as: "bag", writer: folder }, exporting).finally(() =>
        expect(folder.finished).toBe(false),
      );
    };
    for (const store of model.stores) store.spoil(leaf);
    await expect(write(issue)).toFailWith("BLOCK_MISMATCH");
    for (const store of model.stores) store.blocks.delete(leaf);
    await expect(write(issue)).toFailWith("BLOCK_MISSING");
    for (const store of model.stores) store.blocks.delete(documentCid(issue.digest).toString());
    await expect(write(issue)).toFailWith("BLOCK_MISSING");
  });

  test.each([
    ["a size that is too small", { size: 3 }],
    ["a size that is too large", { size: 4_000 }],
    ["another SHA-256", { sha256: "1".repeat(64) }],
  ])("is refused when its manifest lists %s for a file", async (_, change) => {
    const { model, issue, exporting } = await shelved();
    const { manifest } = await openIssue(issue, exporting);
    const [first, ...others] = manifest.files;
    const wrong = { ...manifest, files: [{ ...first, ...change }, ...others] } as typeof manifest;
    const opened = { ...(await openIssue(issue, exporting)), manifest: wrong };
    const written = writeFolder(opened, { as: "folder", writer: new MemoryFolder() }, exporting);
    await expect(written).toFailWith("ISSUE_UNLIKE_MANIFEST", { label: "95" });
    expect(model.stores).toHaveLength(1);
  });
});
