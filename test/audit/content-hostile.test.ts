import * as dagPb from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import * as multihash from "multiformats/hashes/digest";
import { expect, test } from "vitest";
import { faultsOf } from "../../src/audit/report.ts";
import { documentCid } from "../../src/core/cid.ts";
import { decodeManifest } from "../../src/core/manifest/codec.ts";
import type { Manifest } from "../../src/core/manifest/manifest.ts";
import { audited } from "../support/audit.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { scene } from "./planted.ts";

const LARGE = "a long line of a long file\n".repeat(60_000);

/** An archive, and what a hostile publisher packs into it by hand. */
async function workshop() {
  const { model, letter } = await scene();
  const cidOf = (bytes: Uint8Array) =>
    CID.createV1(dagPb.code, multihash.create(0x12, hashing.sha256(bytes)));
  const kept = (bytes: Uint8Array, cid: CID = cidOf(bytes)): CID => {
    model.keep({ cid, bytes });
    return cid;
  };
  const node = (data: Iterable<number>, links: readonly (readonly [string, CID])[]): CID =>
    kept(
      dagPb.encode({
        Data: Uint8Array.from(data),
        Links: links.map(([Name, Hash]) => ({ Name, Hash, Tsize: 1 })),
      }),
    );
  const bytesOf = (cid: CID) => model.stores[0]?.blocks.get(cid.toString()) ?? expect.unreachable();
  const packed = async (texts: Readonly<Record<string, string>>): Promise<Manifest> => {
    const digest = await model.pack(letter, "4", texts);
    return decodeManifest(bytesOf(documentCid(digest)), digest, hashing.sha256);
  };
  const anchor = async (texts: Readonly<Record<string, string>>, change: Partial<Manifest>) => {
    const digest = await model.pack(letter, "4", texts, change);
    model.call(letter, { do: "anchor", label: "4", digest });
  };
  const kinds = async (change = {}) =>
    faultsOf(await audited(model, change)).map(({ fault, says }) => [fault, says]);
  return { node, kept, bytesOf, packed, anchor, kinds };
}

const DIRECTORY = [8, 1];
const MISMATCH = [["content-mismatch", expect.any(String)]];

test("a folder that is there twice, so that readers find the first one alone, is told", async () => {
  const { node, packed, anchor, kinds } = await workshop();
  const { files } = await packed({ "a/x": "x", "a/y": "y" });
  const [x = expect.unreachable(), y = expect.unreachable()] = files;
  const first = node(DIRECTORY, [["x", x.cid]]);
  const second = node(DIRECTORY, [["y", y.cid]]);
  const content = node(DIRECTORY, [
    ["a", first],
    ["a", second],
  ]);
  await anchor({ "a/x": "x", "a/y": "y" }, { content });
  expect(await kinds()).toEqual(MISMATCH);
});

test("what a folder says of a file's size proves nothing against the listed one", async () => {
  const { node, packed, anchor, kinds } = await workshop();
  const texts = { "short.txt": "short" };
  const [file = expect.unreachable()] = (await packed(texts)).files;
  // Which every link here says to be of one byte.
  await anchor(texts, { content: node(DIRECTORY, [["short.txt", file.cid]]) });
  expect(await kinds()).toEqual([]);
});

test.each([
  ["a folder", DIRECTORY],
  ["bytes of its own before its blocks", [8, 2, 18, 4, ...utf8("fake")]],
])("a file that is %s is told, though its blocks have the listed sum", async (_, data) => {
  const { node, bytesOf, packed, anchor, kinds } = await workshop();
  const texts = { "long.txt": LARGE };
  const { files } = await packed(texts);
  const [file = expect.unreachable()] = files;
  const { Links } = dagPb.decode(bytesOf(file.cid));
  const cid = node(
    data,
    Links.map(({ Hash }) => ["", Hash]),
  );
  const content = node(DIRECTORY, [["long.txt", cid]]);
  await anchor(texts, { files: [{ ...file, cid }], content });
  expect(await kinds()).toEqual(MISMATCH);
});

test("a content that is no node is told in an audit by sample, too", async () => {
  const { kept, anchor, kinds } = await workshop();
  await anchor({ "a.txt": "a" }, { content: kept(utf8("not protobuf")) });
  const sample = { size: { kind: "each", blocks: 1 } } as const;
  const found = (await kinds({ sample, sha256Stream: undefined })).map(([fault]) => fault);
  expect(found).toEqual(["content-mismatch", "block-malformed", "block-malformed"]);
});

test.each([{}, { sha256Stream: undefined }])(
  "a content that has links and is no folder is told",
  async (change) => {
    const { node, packed, anchor, kinds } = await workshop();
    const { files } = await packed({ "a.txt": "a" });
    const cutShort = node(
      [8],
      files.map(({ path, cid }) => [path, cid]),
    );
    await anchor({ "a.txt": "a" }, { content: cutShort });
    expect(await kinds(change)).toEqual(MISMATCH);
  },
);

test("a file that is no node is told in an audit by sample, too: nothing below it can be drawn", async () => {
  const { node, kept, packed, anchor, kinds } = await workshop();
  const texts = { "long.txt": LARGE };
  const { files } = await packed(texts);
  const [file = expect.unreachable()] = files;
  const cid = kept(utf8("not protobuf"));
  await anchor(texts, { files: [{ ...file, cid }], content: node(DIRECTORY, [["long.txt", cid]]) });
  const sample = { size: { kind: "each", blocks: 1 } } as const;
  const found = (await kinds({ sample, sha256Stream: undefined })).map(([fault]) => fault);
  expect(found).toEqual(["block-malformed", "block-malformed"]);
});

test.each([
  ["of version 0", (bytes: Uint8Array) => CID.createV0(multihash.create(0x12, hashing.sha256(bytes)))],
  ["of another hash", () => CID.createV1(0x55, multihash.create(0x13, new Uint8Array(64)))],
  ["that is its own bytes", () => CID.createV1(0x55, multihash.create(0, utf8("inlined")))],
  [
    "of another codec",
    (bytes: Uint8Array) => CID.createV1(0x71, multihash.create(0x12, hashing.sha256(bytes))),
  ],
])("a link %s is the publisher's fault, and not a store's silence", async (_, linkTo) => {
  const { node, kept, bytesOf, packed, anchor, kinds } = await workshop();
  const texts = { "long.txt": LARGE };
  const { files } = await packed(texts);
  const [file = expect.unreachable()] = files;
  const bytes = bytesOf(node([8, 2], []));
  kept(bytes, linkTo(bytes));
  const cid = node([8, 2], [["", linkTo(bytes)]]);
  await anchor(texts, { files: [{ ...file, cid }], content: node(DIRECTORY, [["long.txt", cid]]) });
  const sample = { size: { kind: "each", blocks: 9 } } as const;
  const both = ["block-malformed", "block-malformed"];
  expect((await kinds()).map(([fault]) => fault)).toEqual(["content-mismatch", ...both]);
  expect((await kinds({ sample, sha256Stream: undefined })).map(([fault]) => fault)).toEqual(both);
});
