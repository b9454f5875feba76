import { beforeEach, describe, expect, test } from "vitest";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { blockFromAny, isWhole, readBack } from "../../src/core/retrieval.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { MemoryStore, ModelArchive } from "../support/model-archive.ts";
import { digestOf, heldFile } from "../support/witness-evidence.ts";

const { sha256 } = hashing;
const FILES = { "a.txt": "one", "b/c.txt": "two", "d.txt": "one" };

let model: ModelArchive;
let manifest: Digest;
const store = () => model.stores[0] ?? expect.unreachable();
const leaf = (text: string) => rawCid(heldFile(text).sha256);
const read = () => readBack(store(), documentCid(manifest), { sha256 });

beforeEach(async () => {
  model = new ModelArchive("near", "far");
  manifest = await model.anchor(model.register(), "1", FILES);
});

describe("readBack", () => {
  test("reads everything below the manifest, each block once", async () => {
    const seen: number[] = [];
    const copy = await readBack(store(), documentCid(manifest), {
      sha256,
      onBlock: (bytes) => seen.push(bytes),
    });
    // The manifest, two folders and two different leaves.
    expect(copy).toMatchObject({
      store: "near",
      operator: "us",
      blocks: 5,
      verified: 5,
      missing: [],
      corrupt: [],
    });
    expect(isWhole(copy)).toBe(true);
    expect(seen.reduce((sum, bytes) => sum + bytes, 0)).toBe(copy.bytes);
    expect(store().asked).toBe(5);
  });

  test("names what is missing and what is spoilt, and goes on", async () => {
    store().blocks.delete(String(leaf("one")));
    store().spoil(leaf("two"));
    const copy = await read();
    expect(copy).toMatchObject({
      blocks: 5,
      verified: 3,
      missing: [String(leaf("one"))],
      corrupt: [String(leaf("two"))],
    });
    expect([isWhole(copy), copy.failure]).toEqual([false, undefined]);
  });

  test("believes nothing below a spoilt block", async () => {
    store().spoil(documentCid(manifest));
    expect(await read()).toMatchObject({ blocks: 1, verified: 0, corrupt: [String(documentCid(manifest))] });
  });

  test("tells bytes that are right and no document from spoilt ones", async () => {
    const digest = digestOf("no document");
    store().blocks.set(String(documentCid(digest)), utf8("no document"));
    const copy = await readBack(store(), documentCid(digest), { sha256 });
    expect(copy).toMatchObject({
      blocks: 1,
      verified: 1,
      corrupt: [],
      missing: [],
      malformed: [String(documentCid(digest))],
    });
    expect([isWhole(copy), copy.failure]).toEqual([false, undefined]);
  });

  test("says how far it got with a store that falls silent", async () => {
    store().patience = 2;
    const copy = await read();
    expect(copy).toMatchObject({ verified: 2, failure: { code: "STORE_UNREACHABLE" } });
    expect(isWhole(copy)).toBe(false);
  });
});

describe("blockFromAny", () => {
  const ask = (...stores: readonly MemoryStore[]) => blockFromAny(stores, documentCid(manifest), sha256);
  const [silent, empty] = [new MemoryStore("silent"), new MemoryStore("empty")];
  silent.patience = 0;

  test("comes from the first that gives it intact", async () => {
    const [near, far] = model.stores;
    near?.spoil(documentCid(manifest));
    for (const stores of [
      [near, far],
      [silent, far],
      [empty, far],
      [far, silent],
    ])
      expect((await ask(...stores.filter((one) => one !== undefined)))?.bytes).toEqual(
        far?.blocks.get(String(documentCid(manifest))),
      );
  });

  test("is undefined when all were asked and none has it", async () => {
    expect(await ask(empty, empty)).toBeUndefined();
    expect(await ask()).toBeUndefined();
  });

  test.each([
    ["one was silent and the other empty", () => ask(silent, empty), "STORE_UNREACHABLE"],
    ["the other way round", () => ask(empty, silent), "STORE_UNREACHABLE"],
  ] as const)("error: %s", async (_, asked, code) => {
    await expect(asked()).toFailWith(code);
  });

  test("error: the only one spoilt it", async () => {
    store().spoil(documentCid(manifest));
    await expect(ask(store())).toFailWith("BLOCK_MISMATCH");
  });
});
