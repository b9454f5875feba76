import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createGatewayStore } from "../../../src/adapters/ipfs/gateway-client.ts";
import { createKuboStore, type KuboStore } from "../../../src/adapters/ipfs/kubo.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { type CID, rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import type { Car, Store } from "../../../src/core/ports.ts";
import { carOf, noise, type Sample, sampleOf, SMALL_FILES, temporaryFolder } from "../disk/sample.ts";
import { type KuboNode, kuboProgram, startKubo, WHY_SKIPPED } from "../../support/kubo-node.ts";

const program = kuboProgram();

async function wrongBlocks(store: Store, sample: Sample): Promise<string[]> {
  const wrong: string[] = [];
  for (const { cid, bytes } of sample.blocks)
    if (Buffer.compare((await store.block(cid)) ?? Buffer.of(), bytes) !== 0) wrong.push(cid.toString());
  return wrong;
}

/** The files in which a node keeps its blocks. */
function blockFiles(node: KuboNode): string[] {
  const folder = join(node.repository, "blocks");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".data"))
    .map((name) => join(folder, name));
}

function fileHolding(files: readonly string[], bytes: Uint8Array): string {
  return (
    files.find((one) => readFileSync(one).equals(bytes)) ?? expect.unreachable("the node has no such block")
  );
}

function overwrite(file: string, bytes: Uint8Array): void {
  chmodSync(file, 0o600);
  writeFileSync(file, bytes);
}

describe.skipIf(program === undefined)(
  `a Kubo node${program === undefined ? ` (${WHY_SKIPPED})` : ""}`,
  () => {
    let node: KuboNode;
    let store: KuboStore;
    beforeAll(async () => {
      node = await startKubo(program ?? "");
      store = createKuboStore({ url: node.url, id: "kubo", operator: "self", patience: 10_000 });
    });
    afterAll(async () => {
      await node.stop();
    });

    /** An issue with one leaf, and the file in the node's repository that holds it. */
    async function storedLeaf(seed: number): Promise<{ sample: Sample; leaf: CID; file: string; car: Car }> {
      const bytes = noise(5000, seed);
      const sample = await sampleOf({ "leaf.bin": bytes }, "leaf");
      const car = await carOf(sample, createStaging(temporaryFolder()));
      await store.put(car);
      const file = fileHolding(blockFiles(node), bytes);
      return { sample, leaf: sample.blocks[0]?.cid ?? sample.root, file, car };
    }

    test("takes a CAR whose root is a document, pins it recursively and gives every block back", async () => {
      const sample = await sampleOf({ ...SMALL_FILES, "big.bin": noise(3_500_000) });
      expect(await store.pinned(sample.root)).toBe(false);
      await store.put(await carOf(sample, createStaging(temporaryFolder())));
      expect(await store.pinned(sample.root)).toBe(true);
      expect(await wrongBlocks(store, sample)).toEqual([]);
      // What a recursive pin of a document means: its links keep blocks from being collected, down to the leaves.
      node.run("repo", "gc");
      expect(await wrongBlocks(store, sample)).toEqual([]);
    });

    test("reads the files by the content's CID and through the document", async () => {
      const sample = await sampleOf(SMALL_FILES, "by path");
      await store.put(await carOf(sample, createStaging(temporaryFolder())));
      for (const [path, bytes] of Object.entries(sample.files))
        expect(node.run("cat", `/ipfs/${sample.content.toString()}/${path}`).equals(bytes)).toBe(true);
      const through = await fetch(`${node.gateway}/ipfs/${sample.root.toString()}/content/index.html`);
      expect(await through.text()).toBe(SMALL_FILES["index.html"].toString());
    });

    test("changes nothing when a root is put twice", async () => {
      const sample = await sampleOf(SMALL_FILES, "twice");
      const car = await carOf(sample, createStaging(temporaryFolder()));
      await store.put(car);
      await store.put(car);
      expect(await wrongBlocks(store, sample)).toEqual([]);
    });

    test("has no answer for a block that it never had, and does not go looking for it", async () => {
      const began = performance.now();
      expect(await store.block(rawCid(digestFromBytes(nodeSha256(noise(77)))))).toBeUndefined();
      expect(performance.now() - began).toBeLessThan(5000);
    });

    test("has no answer for a leaf that was lost, although the pin still stands; putting again brings it back", async () => {
      const { sample, leaf, file, car } = await storedLeaf(3);
      rmSync(file);
      expect(await store.block(leaf)).toBeUndefined();
      expect(await store.pinned(sample.root)).toBe(true);
      await store.put(car);
      expect(await wrongBlocks(store, sample)).toEqual([]);
    });

    test("hands out a damaged leaf as it lies on the node's disk, until the node was told to drop it", async () => {
      const { sample, leaf, file, car } = await storedLeaf(4);
      overwrite(
        file,
        readFileSync(file).map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
      );
      expect(await wrongBlocks(store, sample)).toEqual([leaf.toString()]);
      // Its put does not look at what it has already.
      await store.put(car);
      expect(await wrongBlocks(store, sample)).toEqual([leaf.toString()]);
      await store.drop([leaf]);
      expect(await store.block(leaf)).toBeUndefined();
      expect(await store.claim(sample.root)).toBe("pinned");
      await store.put(car);
      expect(await wrongBlocks(store, sample)).toEqual([]);
    });

    test("drops damaged blocks of every kind, also where the damage keeps it from looking through its pins", async () => {
      const sample = await sampleOf({ "a.bin": noise(2_500_000, 41), "b.bin": noise(900, 42) }, "damaged");
      const car = await carOf(sample, createStaging(temporaryFolder()));
      await store.put(car);
      const files = blockFiles(node);
      for (const { bytes } of sample.blocks) overwrite(fileHolding(files, bytes), noise(bytes.length, 43));
      const cids = sample.blocks.map(({ cid }) => cid);
      expect(await wrongBlocks(store, sample)).toHaveLength(cids.length);
      await store.drop(cids);
      for (const cid of cids) expect(await store.block(cid)).toBeUndefined();
      await store.put(car);
      expect(await wrongBlocks(store, sample)).toEqual([]);
      expect(await store.claim(sample.root)).toBe("pinned");
    });

    test("error: drops no damaged block but those named, though it could only drop all of them", async () => {
      const mine = await sampleOf({ "a.bin": noise(900, 51) }, "mine");
      const others = await sampleOf({ "b.bin": noise(900, 52) }, "of others");
      const staging = createStaging(temporaryFolder());
      for (const one of [mine, others]) await store.put(await carOf(one, staging));
      const files = blockFiles(node);
      const spoilt = [...mine.blocks, ...others.blocks].map(({ bytes }) => fileHolding(files, bytes));
      for (const file of spoilt) overwrite(file, noise(300, 53));
      await expect(store.drop(mine.blocks.map(({ cid }) => cid))).toFailWith("STORE_REFUSED");
      for (const { cid } of others.blocks) expect(await store.block(cid)).toHaveLength(300);
      // Not left behind: other tests ask the node to look through its pins.
      for (const { root } of [mine, others]) node.run("pin", "rm", root.toString());
      node.run("repo", "verify", "--drop");
    });

    test("leaves the pins of other issues alone when it drops a block that they share", async () => {
      const shared = { "shared.bin": noise(4000, 44) };
      const first = await sampleOf(shared, "first");
      const second = await sampleOf(shared, "second");
      const staging = createStaging(temporaryFolder());
      const cars = [await carOf(first, staging), await carOf(second, staging)];
      for (const car of cars) await store.put(car);
      await store.drop([first.blocks[0]?.cid ?? first.root]);
      expect(await wrongBlocks(store, second)).toHaveLength(1);
      for (const { root } of [first, second]) expect(await store.claim(root)).toBe("pinned");
      await store.put(await carOf(first, staging));
      expect(await wrongBlocks(store, second)).toEqual([]);
      node.run("repo", "gc");
      expect(await wrongBlocks(store, second)).toEqual([]);
    });

    test("drops what is not there without a word", async () => {
      await store.drop([rawCid(digestFromBytes(nodeSha256(noise(79))))]);
      expect(await store.claim(rawCid(digestFromBytes(nodeSha256(noise(79)))))).toBe("absent");
    });

    test("tells where it is reached", async () => {
      const addresses = await store.addresses();
      const peer = await store.peer();
      expect(addresses.length).toBeGreaterThan(0);
      for (const address of addresses) expect(address.endsWith(`/p2p/${peer}`)).toBe(true);
      // Nobody is there: that is no failure.
      await store.connect([`/ip4/127.0.0.1/tcp/1/p2p/${peer}`, "no address"]);
    });

    test("has no answer for a leaf that was unpinned and removed", async () => {
      const { sample, leaf } = await storedLeaf(5);
      node.run("pin", "rm", sample.root.toString());
      node.run("block", "rm", leaf.toString());
      expect(await store.block(leaf)).toBeUndefined();
    });

    test("tells its version and its peer ID", async () => {
      expect(await store.version()).toMatch(/^0\.\d+\.\d+/);
      expect(await store.peer()).toMatch(/^12D3Koo/);
      expect(store).toMatchObject({ id: "kubo", operator: "self" });
    });

    test("is read through its gateway too, which is not asked to fetch from others", async () => {
      const sample = await sampleOf(SMALL_FILES, "by gateway");
      await store.put(await carOf(sample, createStaging(temporaryFolder())));
      const gateway = createGatewayStore({
        url: node.gateway,
        id: "gateway",
        operator: "self",
        patience: 8000,
      });
      expect(await wrongBlocks(gateway, sample)).toEqual([]);
      expect(await gateway.block(rawCid(digestFromBytes(nodeSha256(noise(78)))))).toBeUndefined();
    });

    test("takes a large CAR without holding it in memory", async () => {
      const sample = await sampleOf({ "large.bin": noise(150 * 1024 * 1024) }, "large");
      const car = await carOf(sample, createStaging(temporaryFolder()));
      globalThis.gc?.();
      let highest = 0;
      const before = process.memoryUsage.rss();
      const watch = setInterval(() => {
        highest = Math.max(highest, process.memoryUsage.rss());
      }, 10);
      await store.put(car);
      clearInterval(watch);
      expect((highest - before) / 1024 / 1024).toBeLessThan(110);
    });

    test("error: a block that is not what its CID says, at the start of a large CAR", async () => {
      const sample = await sampleOf({ "large.bin": noise(40 * 1024 * 1024) }, "bad start");
      const [first, ...rest] = sample.blocks;
      if (first === undefined) throw new RangeError("a block is needed");
      const bad = { ...sample, blocks: [{ cid: first.cid, bytes: noise(first.bytes.length, 99) }, ...rest] };
      await expect(store.put(await carOf(bad, createStaging(temporaryFolder())))).toFailWith("STORE_REFUSED");
      expect(await store.pinned(sample.root)).toBe(false);
    });

    test("error: a CAR that lacks a block is not taken for pinned", async () => {
      const sample = await sampleOf({ "lacking.bin": noise(6000, 8) }, "lacking");
      const lacking = { ...sample, blocks: sample.blocks.slice(1) };
      const impatient = createKuboStore({ url: node.url, id: "kubo", operator: "self", patience: 3000 });
      await expect(impatient.put(await carOf(lacking, createStaging(temporaryFolder())))).toFailWith(
        "STORE_REFUSED",
      );
      expect(await store.pinned(sample.root)).toBe(false);
    });
  },
);
