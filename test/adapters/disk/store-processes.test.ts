import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createDiskStore, type DiskStore } from "../../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { carOf, noise, type Sample, sampleOf, stagedCar, temporaryFolder } from "./sample.ts";

async function samplesIn(staged: string, count: number, bytes: number): Promise<Sample[]> {
  const staging = createStaging(staged);
  const samples: Sample[] = [];
  for (let i = 0; i < count; i++) {
    const sample = await sampleOf(
      { "shared.txt": noise(1000), "own.bin": noise(bytes, i + 5) },
      `Issue ${i}`,
    );
    await carOf(sample, staging);
    samples.push(sample);
  }
  return samples;
}

function start(directory: string, staged: string, samples: readonly Sample[]): ChildProcess {
  const roots = samples.map(({ root }) => root.toString());
  return spawn(process.execPath, [join(import.meta.dirname, "race.ts"), directory, staged, ...roots], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function open(directory: string): DiskStore {
  const store = createDiskStore({ directory, id: "embedded", operator: "self", sha256: nodeSha256 });
  onTestFinished(() => {
    store.close();
  });
  return store;
}

/** The CIDs of the blocks that the store does not give back as they were. */
async function wrongBlocks(store: DiskStore, samples: readonly Sample[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { cid, bytes } of samples.flatMap(({ blocks }) => blocks))
    if (Buffer.compare((await store.block(cid)) ?? Buffer.of(), bytes) !== 0) wrong.push(cid.toString());
  return wrong;
}

describe("several processes on one store", () => {
  test("all put the same CARs at once, and every block is there afterwards", async () => {
    const [directory, staged] = [temporaryFolder(), temporaryFolder()];
    const samples = await samplesIn(staged, 8, 50_000);
    const processes = [0, 2, 4, 6].map((turn) =>
      start(directory, staged, [...samples.slice(turn), ...samples.slice(0, turn)]),
    );
    const store = open(directory);
    const ends = await Promise.all(processes.map(async (one) => (await once(one, "exit"))[0] as unknown));
    expect(ends).toEqual([0, 0, 0, 0]);
    expect(await store.roots()).toHaveLength(samples.length);
    expect(readdirSync(join(directory, "incoming"))).toEqual([]);
    expect(await wrongBlocks(store, samples)).toEqual([]);
  });

  test("one is killed at any moment, and the next puts the same CARs without a trace of it", async () => {
    const [directory, staged] = [temporaryFolder(), temporaryFolder()];
    const samples = await samplesIn(staged, 6, 3_000_000);
    let killed = 0;
    for (let wait = 90; wait < 330; wait += 20) {
      const one = start(directory, staged, samples);
      const ended = once(one, "exit");
      await delay(wait);
      one.kill("SIGKILL");
      if ((await ended)[1] === "SIGKILL") killed++;
      // Whatever is there under its final name is whole, and what is not there is not claimed.
      if (!existsSync(directory)) continue;
      const store = open(directory);
      for (const root of await store.roots()) expect(await store.block(root)).toBeDefined();
    }
    expect(killed).toBeGreaterThan(0);
    const store = open(directory);
    for (const { root } of samples) await store.put(stagedCar(staged, root));
    expect(await wrongBlocks(store, samples)).toEqual([]);
  });
});
