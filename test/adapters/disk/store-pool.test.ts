import { readFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createDiskStore, type DiskStore } from "../../../src/adapters/disk/store.ts";
import { createHashingPool } from "../../../src/adapters/node/hashing/pool.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import type { HashingPool } from "../../../src/core/ports.ts";
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

describe("what a store has just taken (docs/adr/0009)", () => {
  /** A store that counts how often it has files hashed, with a CAR in it that was just put there. */
  async function taking(bytes: number) {
    sample = await sampleOf({ "large.bin": noise(bytes) });
    let passes = 0;
    const counting: HashingPool = {
      readAhead: (files) => pool.readAhead(files),
      digests: (file, pieces) => {
        passes += 1;
        return pool.digests(file, pieces);
      },
    };
    const options = { directory, id: "embedded", operator: "self", sha256: nodeSha256, pool: counting };
    const store = createDiskStore(options);
    onTestFinished(() => store.close());
    await store.put(await carOf(sample, createStaging(temporaryFolder())));
    const read = async () => isWhole(await readBack(store, sample.root, { sha256: nodeSha256 }));
    return { store, read, passes: () => passes };
  }
  const LARGE = 9_000_000;

  test("is read back once without hashing its leaves again, and then by hashing them", async () => {
    const { read, passes } = await taking(LARGE);
    expect([await read(), passes()]).toEqual([true, 1]);
    expect([await read(), passes()]).toEqual([true, 2]);
  });

  test("is not hashed again when it is put again, either", async () => {
    const { store, read, passes } = await taking(LARGE);
    await store.put(await carOf(sample, createStaging(temporaryFolder())));
    expect([await read(), passes()]).toEqual([true, 2]);
  });

  test("is hashed again where it is small, and for another process", async () => {
    const small = await taking(1_000_000);
    expect([await small.read(), small.passes()]).toEqual([true, 2]);
    expect(isWhole(await readBack(open(true), sample.root, { sha256: nodeSha256 }))).toBe(true);
  });

  test("error: written to since, replaced, or cut", async () => {
    const damaged = (file: string) => {
      const bytes = readFileSync(file);
      bytes[5_000_000] = (bytes[5_000_000] ?? 0) ^ 0x01;
      return bytes;
    };
    for (const change of [
      (file: string) => writeFileSync(file, damaged(file)),
      (file: string) => {
        writeFileSync(`${file}.new`, damaged(file));
        utimesSync(`${file}.new`, new Date(), new Date());
        renameSync(`${file}.new`, file);
      },
      (file: string) => truncateSync(file, readFileSync(file).length - 1),
      (file: string) => rmSync(file),
    ]) {
      const { read } = await taking(LARGE);
      change(fileOf(directory));
      expect(await read()).toBe(false);
    }
  });
});
