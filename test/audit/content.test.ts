import { expect, test } from "vitest";
import { auditExit } from "../../src/audit/audit.ts";
import { faultsOf } from "../../src/audit/report.ts";
import { verifyBlock } from "../../src/core/block.ts";
import { documentCid } from "../../src/core/cid.ts";
import { unixFsNode } from "../../src/core/dag/unixfs-node.ts";
import { decodeManifest } from "../../src/core/manifest/codec.ts";
import { audited } from "../support/audit.ts";
import { hashing } from "../support/hashing.ts";
import { scene } from "./planted.ts";

const MEBIBYTE = 1024 * 1024;

/** Enough names, and long enough, for a directory to be sharded. */
function sharded(): Record<string, string> {
  const name = (at: number) => `${String(at).padStart(5, "0")}-${"a-long-name".repeat(5)}.txt`;
  return Object.fromEntries(Array.from({ length: 4000 }, (_, at) => [`pages/${name(at)}`, `page ${at % 7}`]));
}

const SHAPES: Readonly<Record<string, Record<string, string>>> = {
  "one empty file": { "empty.txt": "" },
  "a file of one block to the byte": { "full.bin": "x".repeat(MEBIBYTE) },
  "a file of one byte more": { "more.bin": "x".repeat(MEBIBYTE + 1) },
  "a file of blocks that are all the same": { "same.bin": "x".repeat(5 * MEBIBYTE) },
  "the same file under many names": {
    "a.txt": "one",
    "b.txt": "one",
    "c/a.txt": "one",
    "c/d/e/a.txt": "one",
  },
  "names that sort unlike they look": {
    "a b.txt": "1",
    "a.txt": "2",
    "a/b.txt": "3",
    "Ä.txt": "4",
    "文/字.txt": "5",
  },
  "names of digits, as shards have": { "00": "1", "0A/01": "2", "FF.txt": "3" },
  "a directory that is sharded": sharded(),
};

test.each(Object.keys(SHAPES))("an issue with %s is sound", async (name) => {
  const { model, letter } = await scene();
  await model.anchor(letter, "4", SHAPES[name] ?? expect.unreachable());
  const report = await audited(model);
  expect([faultsOf(report), auditExit(report)]).toEqual([[], 0]);
});

test("the directory that is to be sharded is", async () => {
  const { model, letter } = await scene();
  const digest = await model.pack(letter, "4", sharded());
  const blocks = model.stores[0]?.blocks ?? expect.unreachable();
  const { content } = decodeManifest(
    blocks.get(documentCid(digest).toString()) ?? expect.unreachable(),
    digest,
    hashing.sha256,
  );
  const block = (cid: typeof content) =>
    verifyBlock(cid, blocks.get(cid.toString()) ?? expect.unreachable(), hashing.sha256);
  const [folder = expect.unreachable()] = unixFsNode(block(content)).links;
  expect(unixFsNode(block(folder.cid)).kind).toBe("shard");
});

test("a content that nobody gives whole is no mismatch, and is told of the stores", async () => {
  const { model, letter } = await scene();
  const before = new Set(model.stores[0]?.blocks.keys());
  await model.anchor(letter, "4", { "a/b.txt": "b", "more.bin": "x".repeat(2 * MEBIBYTE) });
  const added = [...(model.stores[0]?.blocks.keys() ?? [])].filter((name) => !before.has(name));
  for (const gone of added) {
    const kept = model.stores.map((store) => store.blocks.get(gone) ?? expect.unreachable());
    for (const store of model.stores) store.blocks.delete(gone);
    const kinds = faultsOf(await audited(model)).map(({ fault }) => fault);
    expect(kinds).not.toContain("content-mismatch");
    expect(kinds).toContain("issue-lost");
    for (const [at, store] of model.stores.entries())
      store.blocks.set(gone, kept[at] ?? expect.unreachable());
  }
});
