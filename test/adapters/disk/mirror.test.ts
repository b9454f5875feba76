import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createMirrorFolder } from "../../../src/adapters/disk/mirror.ts";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import type { DiskStore } from "../../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { isWhole, readBack } from "../../../src/core/retrieval.ts";
import { carOf, noise, type Sample, sampleOf, SMALL_FILES, temporaryFolder } from "./sample.ts";

function opened(folder: string, apart: readonly string[] = []): DiskStore {
  const directory = join(folder, "index");
  const cars = join(folder, "mirror");
  const named = { id: "mirror", operator: "o", sha256: nodeSha256 };
  const store = createMirrorFolder({ directory, cars, apart, ...named });
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

test.each([
  ["symbolic", symlinkSync],
  ["hard", linkSync],
])("a %s link to another store's file is no copy, and is replaced by one", async (_, link) => {
  const { folder, file, sample } = await mirrored();
  const other = join(folder, "other");
  const linked = join(other, "mirror", `${sample.root.toString()}.car`);
  mkdirSync(join(other, "mirror"), { recursive: true });
  link(file, linked);
  const store = opened(other, [join(folder, "mirror")]);
  expect(await store.claim(sample.root)).toBe("absent");
  expect((await copyIn(store, sample)).verified).toBe(0);
  await store.put(await carOf(sample, createStaging(join(folder, "staging"))));
  expect(isWhole(await copyIn(store, sample))).toBe(true);
  expect([lstatSync(linked).isFile(), lstatSync(linked).nlink]).toEqual([true, 1]);
  rmSync(file);
  expect(isWhole(await copyIn(store, sample))).toBe(true);
});

test("removes what a dead process left half taken, and nothing that its owner keeps there", async () => {
  const { folder, sample, store, file } = await mirrored();
  const incoming = join(folder, "mirror", "incoming");
  const left = "0b6f0b4a-6f0e-4f44-9c9b-1c1f5a1d0c11.car";
  for (const name of [left, "thesis.txt", "notes.car"]) writeFileSync(join(incoming, name), "x");
  truncateSync(file, 100);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7_200_000 });
  onTestFinished(() => void vi.useRealTimers());
  await store.put(await carOf(sample, createStaging(join(folder, "staging"))));
  expect(readdirSync(incoming).toSorted()).toEqual(["notes.car", "thesis.txt"]);
});

test("a block that is damaged in another CAR is put again into the one that lost it", async () => {
  const folder = temporaryFolder();
  const store = opened(folder);
  const shared = noise(5000, 7);
  const staging = createStaging(join(folder, "staging"));
  const [one, two] = [await sampleOf({ "s.bin": shared }, "one"), await sampleOf({ "s.bin": shared }, "two")];
  const fileOf = ({ root }: Sample) => join(folder, "mirror", `${root.toString()}.car`);
  // The root first, as a repair writes it: what is cut off are leaves.
  const rootFirst = { ...one, blocks: one.blocks.toReversed() };
  await store.put(await carOf(two, staging));
  await store.put(await carOf(rootFirst, staging));
  const whole = readFileSync(fileOf(one));
  truncateSync(fileOf(one), whole.indexOf(shared) - 38);
  const other = readFileSync(fileOf(two));
  const at = other.indexOf(shared);
  other[at] = (other[at] ?? 0) ^ 1;
  writeFileSync(fileOf(two), other);
  expect((await copyIn(store, one)).corrupt).toHaveLength(1);
  await store.put(await carOf(rootFirst, staging));
  expect(isWhole(await copyIn(store, one))).toBe(true);
});
