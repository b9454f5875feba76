import * as dagPb from "@ipld/dag-pb";
import { CID } from "multiformats/cid";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createDiskStore } from "../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import {
  looseCar,
  noise,
  type Sample,
  sampleOf,
  SMALL_FILES,
  temporaryFolder,
} from "../adapters/disk/sample.ts";
import { carCids, cidOf, codeOf, get, held, hold, isCutOff, leaf, MIB } from "./gateway-fixture.ts";

const LARGE = noise(3 * MIB + 500);

let sample: Sample;
beforeAll(async () => {
  sample = await sampleOf({ ...SMALL_FILES, "large.bin": LARGE, "repeats.bin": Buffer.alloc(3 * MIB, 7) });
});
beforeEach(() => {
  hold(sample);
});

function fileRoot(name: string): string {
  const directory = sample.blocks.find(({ cid }) => cid.equals(sample.content));
  const link = dagPb.decode(directory?.bytes ?? Buffer.of()).Links.find((one) => one.Name === name);
  return link?.Hash.toString() ?? "";
}

describe("format=car", () => {
  test("gives the whole DAG, depth first, each block once", async () => {
    const response = await get(`${sample.root.toString()}?format=car`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/vnd.ipld.car; version=1; order=dfs; dups=n",
      "content-disposition": `attachment; filename="${sample.root.toString()}.car"`,
      "accept-ranges": "none",
      "x-ipfs-roots": sample.root.toString(),
    });
    const cids = await carCids(response);
    expect(cids[0]).toBe(sample.root.toString());
    expect(cids[1]).toBe(sample.content.toString());
    expect(new Set(cids)).toEqual(new Set(sample.blocks.map(({ cid }) => cid.toString())));
    expect(cids).toHaveLength(new Set(cids).size);
  });

  test("is a CAR that the embedded store takes", async () => {
    const response = await get(`${sample.root.toString()}?format=car`);
    const store = createDiskStore({
      directory: temporaryFolder(),
      id: "e",
      operator: "o",
      sha256: nodeSha256,
    });
    onTestFinished(() => {
      store.close();
    });
    await store.put(looseCar(sample.root, new Uint8Array(await response.arrayBuffer())));
    expect(await store.block(sample.content)).toBeDefined();
  });

  test("gives repeated blocks once, also if asked otherwise, and says so", async () => {
    const root = fileRoot("repeats.bin");
    expect(await carCids(await get(`${root}?format=car`))).toHaveLength(2);
    const response = await get(root, { Accept: "application/vnd.ipld.car; version=1; order=dfs; dups=y" });
    expect(response.headers.get("content-type")).toMatch(/dups=n$/);
    expect(await carCids(response)).toHaveLength(2);
  });

  test("the query's parameters count before those of Accept", async () => {
    const accept = { Accept: "application/vnd.ipld.car; dups=maybe" };
    expect((await get(`${fileRoot("repeats.bin")}?car-dups=n`, accept)).status).toBe(200);
  });

  const directory = (): string => sample.content.toString();
  test.each([
    ["block", () => [directory()]],
    ["entity", () => [directory()]],
  ])("dag-scope=%s of a directory is the directory itself", async (scope, expected) => {
    expect(await carCids(await get(`${directory()}?format=car&dag-scope=${scope}`))).toEqual(expected());
  });

  test("a path goes through the document, the directory and folders, and its blocks come first", async () => {
    const response = await get(`${sample.root.toString()}/content/art/map.svg?format=car&dag-scope=entity`);
    const cids = await carCids(response);
    expect(cids[0]).toBe(sample.root.toString());
    expect(cids[1]).toBe(directory());
    expect(cids[3]).toBe(cidOf(SMALL_FILES["art/map.svg"]));
    expect(cids).toHaveLength(4);
    expect(response.headers.get("x-ipfs-roots")?.split(",")).toEqual(cids);
    expect(response.headers.get("x-ipfs-path")).toBe(`/ipfs/${sample.root.toString()}/content/art/map.svg`);
  });

  test("a path may lead through a list of the document", async () => {
    const cids = await carCids(await get(`${sample.root.toString()}/files/0/cid?format=car`));
    expect(cids).toHaveLength(2);
  });

  test("a path that ends within the document is proved by the document", async () => {
    const cids = await carCids(await get(`${sample.root.toString()}/title?format=car&dag-scope=entity`));
    expect(cids).toEqual([sample.root.toString()]);
  });

  test("entity of a large file is all of its leaves", async () => {
    const cids = await carCids(await get(`${directory()}/large.bin?format=car&dag-scope=entity`));
    expect(cids).toEqual([directory(), fileRoot("large.bin"), ...[0, 1, 2, 3].map((i) => leaf(LARGE, i))]);
  });

  test.each([
    ["0:0", [0]],
    ["0:1048575", [0]],
    ["0:1048576", [0, 1]],
    ["1048576:1048576", [1]],
    ["1048575:2097152", [0, 1, 2]],
    ["3145728:*", [3]],
    ["-1:*", [3]],
    ["-501:-501", [2]],
    ["-501:-500", [2, 3]],
    ["*", undefined],
    ["9999999:*", []],
    ["5:2", []],
    ["-99999999:0", [0]],
  ])("entity-bytes=%s gives just the leaves that hold them", async (range, leaves) => {
    const root = fileRoot("large.bin");
    const response = await get(`${root}?format=car&dag-scope=entity&entity-bytes=${range}`);
    if (leaves === undefined) expect(response.status).toBe(400);
    else expect(await carCids(response)).toEqual([root, ...leaves.map((i) => leaf(LARGE, i))]);
  });

  test("entity-bytes finds a repeated leaf wherever it stands", async () => {
    const root = fileRoot("repeats.bin");
    const cids = await carCids(await get(`${root}?format=car&dag-scope=entity&entity-bytes=2097152:*`));
    expect(cids).toEqual([root, leaf(Buffer.alloc(MIB, 7), 0)]);
  });

  test("each choice of blocks has a tag of its own, and is not sent again", async () => {
    const root = sample.root.toString();
    const choices = ["", "&dag-scope=block", "&dag-scope=entity", "&entity-bytes=0:5"];
    const tags: string[] = [];
    for (const choice of choices)
      tags.push((await get(`${root}?format=car${choice}`)).headers.get("etag") ?? "");
    tags.push((await get(`${root}/content?format=car`)).headers.get("etag") ?? "");
    expect(new Set(tags).size).toBe(5);
    expect((await get(`${root}?format=car`, { "If-None-Match": tags[0] ?? "" })).status).toBe(304);
    expect((await get(`${root}?format=car`, { "If-None-Match": tags[1] ?? "" })).status).toBe(200);
  });

  test("HEAD gives the headers and no body", async () => {
    const response = await get(`${sample.root.toString()}?format=car`, {}, "HEAD");
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  test("a CAR of the probe has no block in it", async () => {
    expect(await carCids(await get("bafkqaaa?format=car"))).toEqual([]);
  });

  test("error: a child that is missing cuts the answer off", async () => {
    held.delete(leaf(LARGE, 3));
    expect(await isCutOff(`${fileRoot("large.bin")}?format=car`)).toBe(true);
  });

  test("error: a child that is damaged is not sent", async () => {
    held.set(leaf(LARGE, 0), noise(MIB, 3));
    expect(await isCutOff(`${fileRoot("large.bin")}?format=car`)).toBe(true);
  });
});

describe("a sharded directory", () => {
  let sharded: Sample;
  beforeAll(async () => {
    const names = Array.from(
      { length: 3000 },
      (_, i) => `article-with-a-rather-long-name-to-fill-shards-${i}.txt`,
    );
    sharded = await sampleOf(Object.fromEntries(names.map((name) => [name, Buffer.from(name)])));
  });
  beforeEach(() => {
    hold(sharded);
  });

  test("finds any file by its name, and gives just the shards on the way", async () => {
    for (const i of [0, 1, 77, 1500, 2999]) {
      const name = `article-with-a-rather-long-name-to-fill-shards-${i}.txt`;
      const cids = await carCids(await get(`${sharded.content.toString()}/${name}?format=car`));
      expect(cids.at(-1)).toBe(cidOf(Buffer.from(name)));
      expect(cids.length).toBeLessThanOrEqual(4);
    }
  });

  test("as an entity is all of its shards and no file", async () => {
    const cids = await carCids(await get(`${sharded.content.toString()}?format=car&dag-scope=entity`));
    expect(cids.length).toBeGreaterThan(1);
    expect(cids.every((cid) => CID.parse(cid).code === dagPb.code)).toBe(true);
    const shards = sharded.blocks.filter(({ cid }) => cid.code === dagPb.code);
    expect(cids).toHaveLength(shards.length);
  });

  test("error: a name that is not there", async () => {
    const response = await get(`${sharded.content.toString()}/none.txt?format=car`);
    expect([response.status, await codeOf(response)]).toEqual([404, "NOT_FOUND"]);
  });
});
