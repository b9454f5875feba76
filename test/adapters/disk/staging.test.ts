import { CarReader } from "@ipld/car";
import { readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { bytesOf, carOf, noise, sampleOf, SMALL_FILES, stagedCar, temporaryFolder } from "./sample.ts";

describe("createStaging", () => {
  test("writes a CAR that another implementation reads back block by block", async () => {
    const sample = await sampleOf({ ...SMALL_FILES, "big.bin": noise(5_300_000) });
    const car = await carOf(sample, createStaging(temporaryFolder()));
    const reader = await CarReader.fromBytes(await bytesOf(car.read()));
    expect((await reader.getRoots()).map(String)).toEqual([sample.root.toString()]);
    for (const { cid, bytes } of sample.blocks)
      expect(Buffer.compare((await reader.get(cid))?.bytes ?? Buffer.of(), bytes)).toBe(0);
  });

  test("writes a block once, however often it is put", async () => {
    const staging = createStaging(temporaryFolder());
    const sample = await sampleOf(SMALL_FILES);
    const once = await carOf(sample, staging);
    const twice = await carOf({ ...sample, blocks: [...sample.blocks, ...sample.blocks] }, staging);
    expect(twice.size).toBe(once.size);
  });

  test.each([0, 1, 2_000_000, 2_097_000, 2_097_152, 6_000_000])(
    "takes a root that is no document, with %d bytes before it",
    async (length) => {
      const bytes = noise(1000);
      const root = rawCid(digestFromBytes(nodeSha256(bytes)));
      const writer = await createStaging(temporaryFolder()).begin();
      for (let at = 0; at < length; at += 500_000) {
        const leaf = noise(Math.min(500_000, length - at), at + 2);
        await writer.put(rawCid(digestFromBytes(nodeSha256(leaf))), leaf);
      }
      await writer.put(root, bytes);
      const car = await writer.finish(root);
      const reader = await CarReader.fromBytes(await bytesOf(car.read()));
      expect((await reader.getRoots()).map(String)).toEqual([root.toString()]);
      for await (const block of reader.blocks())
        expect(rawCid(digestFromBytes(nodeSha256(block.bytes))).toString()).toBe(block.cid.toString());
    },
  );

  test("keeps what it was given, even if the caller overwrites it afterwards", async () => {
    const bytes = Buffer.from("the original");
    const root = rawCid(digestFromBytes(nodeSha256(bytes)));
    const writer = await createStaging(temporaryFolder()).begin();
    await writer.put(root, bytes);
    bytes.fill(0);
    const car = await writer.finish(root);
    expect((await bytesOf(car.read())).includes("the original")).toBe(true);
  });

  test("keeps a finished CAR until it is removed, or until another process begins one", async () => {
    const folder = temporaryFolder();
    const sample = await sampleOf(SMALL_FILES);
    const staging = createStaging(folder);
    const { file, size } = await carOf(sample, staging);
    await (await staging.begin()).discard();
    expect(stagedCar(folder, sample.root)).toMatchObject({ size, file });
    await staging.remove(sample.root);
    expect(readdirSync(folder)).toEqual([]);
    await staging.remove(sample.root);
    await carOf(sample, staging);
    // It packs afresh, and need not come to the same root.
    await (await createStaging(folder).begin()).discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("removes what a crash left half written, but not what is being written", async () => {
    const folder = temporaryFolder();
    const crashed = await createStaging(folder).begin();
    await crashed.put((await sampleOf(SMALL_FILES)).root, noise(10));
    const staging = createStaging(folder);
    const sample = await sampleOf(SMALL_FILES);
    const first = await staging.begin();
    expect(readdirSync(folder)).toHaveLength(1);
    const second = await staging.begin();
    for (const { cid, bytes } of sample.blocks) await first.put(cid, bytes);
    await first.finish(sample.root);
    await second.discard();
    expect(readdirSync(folder)).toEqual([`${sample.root.toString()}.car`]);
    await crashed.discard();
  });

  test("forgets everything when told to, at any time and twice", async () => {
    const folder = temporaryFolder();
    const writer = await createStaging(folder).begin();
    const sample = await sampleOf({ "big.bin": noise(5_000_000) });
    for (const { cid, bytes } of sample.blocks) await writer.put(cid, bytes);
    await writer.discard();
    await writer.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("error: a folder that cannot be made", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(createStaging(join(file, "staging")).begin()).toFailWith("ARCHIVE_DISK");
  });

  test("error: a CAR that vanished or shrank while it was read", async () => {
    const staging = createStaging(temporaryFolder());
    const sample = await sampleOf(SMALL_FILES);
    const car = await carOf(sample, staging);
    truncateSync(car.file ?? "", car.size - 5);
    await expect(bytesOf(car.read())).toFailWith("CAR_MALFORMED");
    await staging.remove(sample.root);
    await expect(bytesOf(car.read())).toFailWith("CAR_MALFORMED");
  });
});
