import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createMirrorFolder } from "../../../src/adapters/disk/mirror.ts";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import type { DiskStore } from "../../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { isWhole, readBack } from "../../../src/core/retrieval.ts";
import { carOf, noise, type Sample, sampleOf, SMALL_FILES, temporaryFolder } from "./sample.ts";

function opened(folder: string): DiskStore {
  const directory = join(folder, "index");
  const cars = join(folder, "mirror");
  const store = createMirrorFolder({ directory, cars, id: "mirror", operator: "o", sha256: nodeSha256 });
  onTestFinished(() => {
    store.close();
  });
  return store;
}

async function mirrored(): Promise<{ folder: string; file: string; sample: Sample; store: DiskStore }> {
  const folder = temporaryFolder();
  const store = opened(folder);
  const sample = await sampleOf({ ...SMALL_FILES, "big.bin": noise(3_000_000) });
  await store.put(await carOf(sample, createStaging(join(folder, "staging"))));
  return { folder, file: join(folder, "mirror", `${sample.root.toString()}.car`), sample, store };
}

const copyIn = async (store: DiskStore, { root }: Sample) =>
  await readBack(store, root, { sha256: nodeSha256 });

test("holds one whole CAR for every root, and nothing that is not to be copied with it", async () => {
  const { folder, file, sample, store } = await mirrored();
  expect(readdirSync(join(folder, "mirror")).toSorted()).toEqual([
    `${sample.root.toString()}.car`,
    "incoming",
  ]);
  expect(readdirSync(join(folder, "mirror", "incoming"))).toEqual([]);
  expect(isWhole(await copyIn(store, sample))).toBe(true);
  expect(await store.claim(sample.root)).toBe("pinned");
  // A link to what is staged, or to the embedded store, would be damaged together with it.
  expect(statSync(file).nlink).toBe(1);
});

test("is read anew from the files alone", async () => {
  const { folder, file, sample } = await mirrored();
  const other = join(folder, "other");
  mkdirSync(join(other, "mirror"), { recursive: true });
  writeFileSync(join(other, "mirror", `${sample.root.toString()}.car`), readFileSync(file));
  expect(isWhole(await copyIn(opened(other), sample))).toBe(true);
});

test("a CAR that was cut short is seen, and put again", async () => {
  const { folder, file, sample, store } = await mirrored();
  truncateSync(file, statSync(file).size - 100_000);
  expect(isWhole(await copyIn(store, sample))).toBe(false);
  expect((await copyIn(store, sample)).missing).not.toEqual([]);
  await store.put(await carOf(sample, createStaging(join(folder, "staging"))));
  expect(isWhole(await copyIn(store, sample))).toBe(true);
});

test("a CAR that was altered is seen, and put again", async () => {
  const { folder, file, sample, store } = await mirrored();
  writeFileSync(
    file,
    readFileSync(file).map((byte, i) => (i === 500_000 ? byte ^ 4 : byte)),
  );
  expect((await copyIn(store, sample)).corrupt).toHaveLength(1);
  await store.put(await carOf(sample, createStaging(join(folder, "staging"))));
  expect(isWhole(await copyIn(store, sample))).toBe(true);
});

test("error: the folder cannot be used", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "mirror"), "a file");
  expect(() => opened(folder)).toThrow(expect.objectContaining({ code: "STORE_UNREACHABLE" }));
});
