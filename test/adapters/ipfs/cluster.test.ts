import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createDiskStore } from "../../../src/adapters/disk/store.ts";
import {
  type ClusterStore,
  type ClusterStoreOptions,
  createClusterStore,
} from "../../../src/adapters/ipfs/cluster.ts";
import { createKuboStore } from "../../../src/adapters/ipfs/kubo.ts";
import { createReader } from "../../../src/adapters/ipfs/reader.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import type { Car, Store } from "../../../src/core/ports.ts";
import { isWhole, readBack } from "../../../src/core/retrieval.ts";
import {
  type Cluster,
  type ClusterPeer,
  clusterPrograms,
  startCluster,
  WHY_NO_CLUSTER,
} from "../../support/cluster-node.ts";
import { carOf, noise, type Sample, sampleOf, SMALL_FILES, temporaryFolder } from "../disk/sample.ts";

const programs = clusterPrograms();
const reason = programs === undefined ? ` (${WHY_NO_CLUSTER})` : "";

const staged = async (sample: Sample): Promise<Car> => await carOf(sample, createStaging(temporaryFolder()));

async function isWholeIn(store: Store, { root }: Sample): Promise<boolean> {
  const copy = await readBack(store, root, { sha256: nodeSha256 });
  if (copy.failure !== undefined) throw copy.failure;
  return isWhole(copy);
}

/** The file in which a peer's node keeps these bytes. */
function fileHolding({ kubo }: ClusterPeer, bytes: Uint8Array): string {
  const folder = join(kubo.repository, "blocks");
  const file = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".data"))
    .map((name) => join(folder, name))
    .find((one) => readFileSync(one).equals(bytes));
  return file ?? expect.unreachable("the peer has no such block");
}

describe.skipIf(programs === undefined)(`an IPFS Cluster of two peers${reason}`, () => {
  let cluster: Cluster;
  let store: ClusterStore;
  beforeAll(async () => {
    cluster = await startCluster(programs ?? expect.unreachable(), 2);
    store = storeOf(cluster.peers);
  });
  afterAll(async () => {
    await cluster.stop();
  });

  function storeOf(peers: readonly ClusterPeer[], more: Partial<ClusterStoreOptions> = {}): ClusterStore {
    const readers = peers.map(({ kubo, name }) =>
      createReader({ url: `${kubo.url}/api/v0`, id: name, operator: "self", patience: 10_000 }),
    );
    const url = cluster.peers[0]?.url ?? "";
    const parts = { url, id: "cluster", operator: "self", readers, sha256: nodeSha256, patience: 20_000 };
    return createClusterStore({ ...parts, ...more });
  }

  test("takes a CAR whose root is a document; every peer pins it and gives every block", async () => {
    const sample = await sampleOf({ ...SMALL_FILES, "big.bin": noise(3_500_000) });
    expect(await store.claim(sample.root)).toBe("absent");
    const notes: string[] = [];
    await store.put(await staged(sample), (message) => notes.push(message));
    expect(await store.claim(sample.root)).toBe("pinned");
    for (const note of notes) expect(note).toMatch(/^pinned by [01] of [12] peers$/);
    for (const peer of cluster.peers) {
      expect(await isWholeIn(storeOf([peer]), sample)).toBe(true);
      const kubo = createKuboStore({ url: peer.kubo.url, id: peer.name, operator: "self" });
      expect(await kubo.pinned(sample.root)).toBe(true);
      // What a recursive pin means: nothing of it is collected, down to the leaves.
      peer.kubo.run("repo", "gc");
      expect(await isWholeIn(kubo, sample)).toBe(true);
      for (const [path, bytes] of Object.entries(sample.files)) {
        expect(
          peer.kubo.run("cat", "--offline", `/ipfs/${sample.content.toString()}/${path}`).equals(bytes),
        ).toBe(true);
        expect(
          peer.kubo.run("cat", "--offline", `/ipfs/${sample.root.toString()}/content/${path}`).equals(bytes),
        ).toBe(true);
      }
    }
  });

  test("has the same CIDs as the embedded store and a Kubo node, all from one CAR", async () => {
    const sample = await sampleOf({ ...SMALL_FILES, "many.bin": noise(2_000_001) }, "round trip");
    const car = await staged(sample);
    const options = { directory: temporaryFolder(), id: "embedded", operator: "self", sha256: nodeSha256 };
    using embedded = Object.assign(createDiskStore(options), {
      [Symbol.dispose]() {
        embedded.close();
      },
    });
    const kubo = createKuboStore({ url: cluster.peers[1]?.kubo.url ?? "", id: "kubo", operator: "self" });
    for (const one of [embedded, kubo, store]) {
      await one.put(car);
      expect(await one.claim?.(sample.root)).toBe("pinned");
      const copy = await readBack(one, sample.root, { sha256: nodeSha256 });
      expect(copy).toMatchObject({ verified: sample.blocks.length, missing: [], corrupt: [] });
    }
  });

  test("changes nothing when a root is put twice", async () => {
    const sample = await sampleOf(SMALL_FILES, "twice");
    const car = await staged(sample);
    await store.put(car);
    await store.put(car);
    expect(await isWholeIn(store, sample)).toBe(true);
  });

  test("names a peer that says pinned and lost a block; putting again brings it back", async () => {
    const sample = await sampleOf({ "leaf.bin": noise(5000, 3) }, "lost");
    const car = await staged(sample);
    await store.put(car);
    const [leaf] = sample.blocks;
    const [, second] = cluster.peers;
    const kubo = createKuboStore({ url: second?.kubo.url ?? "", id: "kubo", operator: "self" });
    await kubo.drop([leaf?.cid ?? sample.root]);
    expect(await store.claim(sample.root)).toBe("pinned");
    expect((await readBack(store, sample.root, { sha256: nodeSha256 })).missing).toEqual([
      leaf?.cid.toString(),
    ]);
    // Where one intact copy is what was promised, that is still kept.
    expect(await isWholeIn(storeOf(cluster.peers, { replication: { min: 1, max: 2 } }), sample)).toBe(true);
    await store.put(car);
    expect(await isWholeIn(store, sample)).toBe(true);
  });

  test("gives a damaged block as the peer gives it; drops it there alone, and putting again brings it back", async () => {
    const sample = await sampleOf({ "leaf.bin": noise(5000, 4) }, "damaged");
    const car = await staged(sample);
    await store.put(car);
    const [leaf] = sample.blocks;
    const [first, second] = cluster.peers;
    if (leaf === undefined || first === undefined || second === undefined) return expect.unreachable();
    const file = fileHolding(first, leaf.bytes);
    chmodSync(file, 0o600);
    writeFileSync(file, noise(5000, 5));
    expect((await readBack(store, sample.root, { sha256: nodeSha256 })).corrupt).toEqual([
      leaf.cid.toString(),
    ]);
    await store.drop([leaf.cid]);
    expect(Buffer.compare((await storeOf([second]).block(leaf.cid)) ?? Buffer.of(), leaf.bytes)).toBe(0);
    await store.put(car);
    expect(await isWholeIn(store, sample)).toBe(true);
  });

  test("one peer is enough where the replication says so, and the put says which peers are to hold it", async () => {
    const sample = await sampleOf(SMALL_FILES, "one of two");
    const lone = storeOf(cluster.peers, { replication: { min: 1, max: 1 } });
    await lone.put(await staged(sample));
    expect(await lone.claim(sample.root)).toBe("pinned");
    const copies = await Promise.all(
      cluster.peers.map(({ kubo }) =>
        createKuboStore({ url: kubo.url, id: "k", operator: "o" }).pinned(sample.root),
      ),
    );
    expect(copies.filter(Boolean)).toHaveLength(1);
  });

  test("tells where the nodes of all its peers are reached", async () => {
    const nodes = cluster.peers.map(({ kubo }) => createKuboStore({ url: kubo.url, id: "k", operator: "o" }));
    const addresses = await Promise.all(nodes.map((node) => node.addresses()));
    expect((await store.addresses()).toSorted()).toEqual(addresses.flat().toSorted());
    // A node that is a store of its own and one of the cluster's is one place.
    const peers = await Promise.all(nodes.map((node) => node.places()));
    expect((await store.places()).toSorted()).toEqual(peers.flat().toSorted());
  });

  test("takes a large CAR without holding it in memory", async () => {
    const sample = await sampleOf({ "large.bin": noise(100 * 1024 * 1024) }, "large");
    const car = await staged(sample);
    globalThis.gc?.();
    let highest = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      highest = Math.max(highest, process.memoryUsage.rss());
    }, 10);
    await store.put(car);
    clearInterval(watch);
    expect((highest - before) / 1024 / 1024).toBeLessThan(90);
  });

  test("error: a block that is not what its CID says", async () => {
    const sample = await sampleOf({ "a.bin": noise(4000, 6) }, "bad");
    const [first, ...rest] = sample.blocks;
    const bad = { ...sample, blocks: [{ cid: first?.cid ?? sample.root, bytes: noise(4000, 7) }, ...rest] };
    await expect(store.put(await staged(bad))).toFailWith("STORE_REFUSED");
    expect(await store.claim(sample.root)).toBe("absent");
  });

  test("error: a CAR that lacks a block is not taken for pinned", async () => {
    const sample = await sampleOf({ "lacking.bin": noise(6000, 8) }, "lacking");
    const impatient = storeOf(cluster.peers, { patience: 3000 });
    const lacking = { ...sample, blocks: sample.blocks.slice(1) };
    await expect(impatient.put(await staged(lacking))).toFailWith("STORE_REFUSED");
    expect(["pending", "failed"]).toContain(await impatient.claim(sample.root));
    // The same root put whole mends it.
    await store.put(await staged(sample));
    expect(await isWholeIn(store, sample)).toBe(true);
  });

  test("error: nothing says where its bytes are read", async () => {
    const blind = storeOf([]);
    const sample = await sampleOf(SMALL_FILES, "blind");
    await blind.put(await staged(sample));
    expect(await blind.claim(sample.root)).toBe("pinned");
    await expect(blind.block(sample.root)).toFailWith("STORE_UNREACHABLE");
  });
});

describe.skipIf(programs === undefined)(`an IPFS Cluster that asks for a password${reason}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(programs ?? expect.unreachable(), 1, { editor: "s3cret" });
  });
  afterAll(async () => {
    await cluster.stop();
  });

  function storeWith(token?: string): ClusterStore {
    const url = cluster.peers[0]?.url ?? "";
    const parts = { url, id: "cluster", operator: "o", readers: [], sha256: nodeSha256, patience: 10_000 };
    return createClusterStore({ ...parts, ...(token === undefined ? {} : { token }) });
  }

  test("takes a name and password, or a token that it gave for them", async () => {
    const basic = `Basic ${Buffer.from("editor:s3cret").toString("base64")}`;
    const sample = await sampleOf(SMALL_FILES);
    await storeWith(basic).put(await staged(sample));
    const answer = await fetch(`${cluster.peers[0]?.url ?? ""}/token`, {
      method: "POST",
      headers: { Authorization: basic },
    });
    const { token } = (await answer.json()) as { token: string };
    expect(await storeWith(token).claim(sample.root)).toBe("pinned");
  });

  test("error: no token, or a wrong one", async () => {
    const sample = await sampleOf(SMALL_FILES);
    for (const token of [undefined, "wrong"])
      await expect(storeWith(token).put(await staged(sample))).toFailWith("STORE_REFUSED");
  });
});
