import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createDiskStore, type DiskStore } from "../../../src/adapters/disk/store.ts";
import { createHashingPool } from "../../../src/adapters/node/hashing/pool.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { isWhole, readBack } from "../../../src/core/retrieval.ts";
import { bytesOf, carOf, looseCar, noise, type Sample, sampleOf, temporaryFolder } from "./sample.ts";

/* The store that hashes on all cores finds what the store that hashes alone finds (store.test.ts). */

const pool = createHashingPool({ workers: 2, hireAfter: 0 });
afterAll(() => pool.close());

const FILES = {
  "art/large.bin": noise(3_500_000),
  "art/leaf.bin": noise(1_048_576),
  "empty.txt": Buffer.of(),
  "index.html": Buffer.from("<h1>Issue 95</h1>"),
};

let directory: string;
let sample: Sample;
beforeEach(async () => {
  directory = temporaryFolder();
  sample = await sampleOf(FILES);
});

const fileOf = (store: string) => join(store, "blocks", `${sample.root.toString()}.car`);

function open(withPool: boolean, folder = directory): DiskStore {
  const options = { directory: folder, id: "embedded", operator: "self", sha256: nodeSha256 };
  const store = createDiskStore(withPool ? { ...options, pool } : options);
  onTestFinished(() => {
    store.close();
  });
  return store;
}

/** What is read back with the pool, after making sure that it is what is read back without. */
async function readBothWays() {
  const onBlock = (sizes: number[]) => (bytes: number) => void sizes.push(bytes);
  const [shared, lone]: [number[], number[]] = [[], []];
  const copy = await readBack(open(true), sample.root, { sha256: nodeSha256, onBlock: onBlock(shared) });
  const alone = await readBack(open(false), sample.root, { sha256: nodeSha256, onBlock: onBlock(lone) });
  expect(copy).toEqual(alone);
  expect(shared).toEqual(lone);
  return copy;
}

async function flipped(at: number): Promise<Buffer> {
  const bytes = await bytesOf((await carOf(sample, createStaging(temporaryFolder()))).read());
  bytes[at] = (bytes[at] ?? 0) ^ 0x01;
  return bytes;
}

/** Where each block begins in the CAR. */
async function placesOf(): Promise<number[]> {
  const car = await bytesOf((await carOf(sample, createStaging(temporaryFolder()))).read());
  return sample.blocks.filter(({ bytes }) => bytes.length > 0).map(({ bytes }) => car.indexOf(bytes));
}

describe("a store that hashes on all cores", () => {
  test("reads back everything below a root", async () => {
    await open(true).put(await carOf(sample, createStaging(temporaryFolder())));
    const copy = await readBothWays();
    const distinct = new Set(sample.blocks.map(({ cid }) => cid.toString()));
    expect([isWhole(copy), copy.verified]).toEqual([true, distinct.size]);
  });

  test("error: a damaged block of any kind is not taken", async () => {
    const store = open(true);
    for (const at of await placesOf())
      await expect(store.put(looseCar(sample.root, await flipped(at)))).toFailWith("BLOCK_MISMATCH");
    expect(await store.roots()).toEqual([]);
  });

  test("error: a staged CAR that was damaged before it was taken", async () => {
    const car = await carOf(sample, createStaging(temporaryFolder()));
    const [, at = 0] = await placesOf();
    writeFileSync(car.file ?? "", await flipped(at));
    await expect(open(true).put(car)).toFailWith("BLOCK_MISMATCH");
  });

  test("names every block that is damaged where it lies", async () => {
    await open(true).put(await carOf(sample, createStaging(temporaryFolder())));
    for (const at of await placesOf()) {
      writeFileSync(fileOf(directory), await flipped(at));
      const copy = await readBothWays();
      expect([isWhole(copy), copy.corrupt.length]).toEqual([false, 1]);
    }
  });

  test("gives the leaves before the place where a CAR was cut short, and says what is missing", async () => {
    await open(true).put(await carOf(sample, createStaging(temporaryFolder())));
    truncateSync(fileOf(directory), readFileSync(fileOf(directory)).length - 1);
    const copy = await readBothWays();
    expect([isWhole(copy), copy.missing]).toEqual([false, [sample.root.toString()]]);
  });

  test("finds the leaves of a root that lies in another CAR, and nothing where the file is gone", async () => {
    const store = open(true);
    await store.put(await carOf(sample, createStaging(temporaryFolder())));
    expect(isWhole(await readBack(store, sample.content, { sha256: nodeSha256 }))).toBe(true);
    rmSync(fileOf(directory));
    expect(await readBothWays()).toMatchObject({ verified: 0, missing: [sample.root.toString()] });
  });

  test("repairs a damaged leaf when the root is put again", async () => {
    const store = open(true);
    const car = await carOf(sample, createStaging(temporaryFolder()));
    await store.put(looseCar(sample.root, await bytesOf(car.read())));
    writeFileSync(fileOf(directory), await flipped((await placesOf())[0] ?? 0));
    await store.put(car);
    expect(isWhole(await readBothWays())).toBe(true);
  });
});
