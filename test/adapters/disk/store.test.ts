import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createDiskStore, type DiskStore } from "../../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import type { Car } from "../../../src/core/ports.ts";
import {
  bytesOf,
  carOf,
  looseCar,
  noise,
  type Sample,
  sampleOf,
  SMALL_FILES,
  temporaryFolder,
} from "./sample.ts";

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});

function open(): DiskStore {
  const store = createDiskStore({ directory, id: "embedded", operator: "self", sha256: nodeSha256 });
  onTestFinished(() => {
    store.close();
  });
  return store;
}

function fileOf(sample: Sample): string {
  return join(directory, "blocks", `${sample.root.toString()}.car`);
}

/** The CIDs of the blocks that the store does not give back as they were. */
async function wrongBlocks(store: DiskStore, sample: Sample): Promise<string[]> {
  const wrong: string[] = [];
  for (const { cid, bytes } of sample.blocks)
    if (Buffer.compare((await store.block(cid)) ?? Buffer.of(), bytes) !== 0) wrong.push(cid.toString());
  return wrong;
}

function withBit(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** Damages the stored file in place, as a failing disk does: length and times stay. */
function damage(file: string, at: number): void {
  const { atime, mtime } = statSync(file);
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
  utimesSync(file, atime, mtime);
}

describe("createDiskStore", () => {
  test("gives every block of a CAR back, also after it was opened again", async () => {
    const sample = await sampleOf({ ...SMALL_FILES, "big.bin": noise(3_000_000), "empty.txt": Buffer.of() });
    const store = open();
    await store.put(await carOf(sample, createStaging(temporaryFolder())));
    expect(await wrongBlocks(store, sample)).toEqual([]);
    expect(await wrongBlocks(open(), sample)).toEqual([]);
    expect((await store.roots()).map(String)).toEqual([sample.root.toString()]);
    expect(store).toMatchObject({ id: "embedded", operator: "self" });
  });

  test("links a CAR that lies on the same disk, and keeps it when the original is removed", async () => {
    const sample = await sampleOf(SMALL_FILES);
    const staging = createStaging(temporaryFolder());
    const car = await carOf(sample, staging);
    const store = open();
    await store.put(car);
    expect(statSync(fileOf(sample)).ino).toBe(statSync(car.file ?? "").ino);
    await staging.remove(sample.root);
    expect(await wrongBlocks(store, sample)).toEqual([]);
  });

  test("takes a CAR that lies nowhere on this disk", async () => {
    const sample = await sampleOf({ "big.bin": noise(2_500_000) });
    const bytes = await bytesOf((await carOf(sample, createStaging(temporaryFolder()))).read());
    const store = open();
    await store.put(looseCar(sample.root, bytes));
    expect(await wrongBlocks(store, sample)).toEqual([]);
    expect(readdirSync(join(directory, "incoming"))).toEqual([]);
  });

  test("has no answer for a block that it does not hold", async () => {
    const store = open();
    await store.put(await carOf(await sampleOf(SMALL_FILES), createStaging(temporaryFolder())));
    expect(await store.block(rawCid(digestFromBytes(nodeSha256(noise(9)))))).toBeUndefined();
  });

  test("changes nothing when a root is put twice", async () => {
    const sample = await sampleOf(SMALL_FILES);
    const staging = createStaging(temporaryFolder());
    const store = open();
    await store.put(await carOf(sample, staging));
    const { ino } = statSync(fileOf(sample));
    await store.put(await carOf(sample, staging));
    expect(statSync(fileOf(sample)).ino).toBe(ino);
    expect(await wrongBlocks(store, sample)).toEqual([]);
  });

  test("takes a CAR whose remaining blocks are in another one", async () => {
    const first = await sampleOf(SMALL_FILES);
    const second = await sampleOf(SMALL_FILES, "The same content under another title");
    const store = open();
    const staging = createStaging(temporaryFolder());
    const alone = { ...second, blocks: second.blocks.slice(-1) };
    await expect(store.put(await carOf(alone, staging))).toFailWith("CAR_MALFORMED");
    await store.put(await carOf(first, staging));
    await store.put(await carOf(alone, staging));
    expect(await wrongBlocks(store, second)).toEqual([]);
  });
});

describe("a CAR that is not what it says", () => {
  async function sampleBytes(): Promise<{ sample: Sample; bytes: Buffer }> {
    const sample = await sampleOf(SMALL_FILES);
    return { sample, bytes: await bytesOf((await carOf(sample, createStaging(temporaryFolder()))).read()) };
  }

  async function codeOf(store: DiskStore, car: Car): Promise<unknown> {
    try {
      await store.put(car);
      return "taken";
    } catch (error) {
      return error instanceof Error && "code" in error ? error.code : error;
    }
  }

  const REFUSALS = new Set(["CAR_MALFORMED", "BLOCK_MISMATCH", "BLOCK_MALFORMED"]);

  test("error: any one bit of it is flipped", async () => {
    const { sample, bytes } = await sampleBytes();
    const store = open();
    const bits = bytes.length * 8;
    const seen = new Map<unknown, number>();
    for (let trial = 0; trial < 1500; trial++) {
      // A stride that is coprime to the length visits header, section heads and blocks alike.
      const code = await codeOf(store, looseCar(sample.root, withBit(bytes, (trial * 7919) % bits)));
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
    expect([...seen.keys()].filter((code) => !REFUSALS.has(String(code)))).toEqual([]);
    expect(await store.roots()).toEqual([]);
  });

  test("error: it is cut short anywhere", async () => {
    const { sample, bytes } = await sampleBytes();
    const store = open();
    for (let length = 0; length < bytes.length; length++)
      expect(await codeOf(store, looseCar(sample.root, bytes.subarray(0, length))), `${length}`).toBe(
        "CAR_MALFORMED",
      );
  });

  test("error: it is longer or shorter than it says", async () => {
    const { sample, bytes } = await sampleBytes();
    for (const size of [bytes.length - 1, bytes.length + 1])
      await expect(open().put({ ...looseCar(sample.root, bytes), size })).toFailWith("CAR_MALFORMED");
    await expect(open().put(looseCar(sample.root, Buffer.concat([bytes, Buffer.of(0)])))).toFailWith(
      "CAR_MALFORMED",
    );
  });

  test("error: it is the CAR of another root", async () => {
    const { sample, bytes } = await sampleBytes();
    await expect(open().put(looseCar(sample.content, bytes))).toFailWith("CAR_MALFORMED");
  });

  test("error: a block is over 2 MiB", async () => {
    const bytes = noise(2 * 1024 * 1024 + 1);
    const root = rawCid(digestFromBytes(nodeSha256(bytes)));
    const sample = { root, content: root, files: {}, blocks: [{ cid: root, bytes }] };
    await expect(open().put(await carOf(sample, createStaging(temporaryFolder())))).toFailWith(
      "CAR_MALFORMED",
    );
  });

  test("error: two blocks have changed places under their CIDs", async () => {
    const { sample } = await sampleBytes();
    const [a, b, ...rest] = sample.blocks;
    if (a === undefined || b === undefined) throw new RangeError("two blocks are needed");
    const swapped = [{ cid: a.cid, bytes: b.bytes }, { cid: b.cid, bytes: a.bytes }, ...rest];
    const car = await carOf({ ...sample, blocks: swapped }, createStaging(temporaryFolder()));
    await expect(open().put(car)).toFailWith("BLOCK_MISMATCH");
  });

  test("error: any one block is left out", async () => {
    const { sample } = await sampleBytes();
    const store = open();
    const staging = createStaging(temporaryFolder());
    for (const left of sample.blocks) {
      const car = await carOf(
        { ...sample, blocks: sample.blocks.filter((block) => block !== left) },
        staging,
      );
      await expect(store.put(car)).toFailWith("CAR_MALFORMED");
    }
  });
});

describe("damage on the disk", () => {
  async function stored(files = SMALL_FILES): Promise<{ sample: Sample; car: Car }> {
    const sample = await sampleOf(files);
    const car = await carOf(sample, createStaging(temporaryFolder()));
    const store = open();
    // A copy: a link would be damaged with the original.
    await store.put(looseCar(sample.root, await bytesOf(car.read())));
    return { sample, car };
  }

  test("error: a block whose bytes changed is never handed out", async () => {
    const { sample } = await stored();
    const victim = sample.blocks[0];
    if (victim === undefined) throw new RangeError("a block is needed");
    damage(fileOf(sample), readFileSync(fileOf(sample)).indexOf(victim.bytes));
    await expect(open().block(victim.cid)).toFailWith("BLOCK_MISMATCH", { cid: victim.cid.toString() });
  });

  test("reads a damaged block from another CAR that has it", async () => {
    const { sample } = await stored();
    const other = await sampleOf(SMALL_FILES, "Another issue with the same files");
    await open().put(await carOf(other, createStaging(temporaryFolder())));
    for (const { bytes } of sample.blocks.slice(0, -1))
      damage(fileOf(sample), readFileSync(fileOf(sample)).indexOf(bytes));
    const store = open();
    for (const { cid, bytes } of sample.blocks.slice(0, -1))
      expect(Buffer.compare((await store.block(cid)) ?? Buffer.of(), bytes)).toBe(0);
  });

  test("reads a block from another CAR when one cannot be read; error: STORE_UNREACHABLE when none can", async () => {
    const { sample } = await stored();
    const other = await sampleOf(SMALL_FILES, "Another issue with the same files");
    const store = open();
    await store.put(await carOf(other, createStaging(temporaryFolder())));
    // Reading a folder fails as reading a bad sector does.
    rmSync(fileOf(sample));
    mkdirSync(fileOf(sample));
    expect(await store.block(sample.content)).toBeDefined();
    await expect(store.block(sample.root)).toFailWith("STORE_UNREACHABLE", { store: "embedded" });
  });

  test("putting the root again repairs its CAR", async () => {
    const { sample, car } = await stored();
    damage(fileOf(sample), statSync(fileOf(sample)).size - 3);
    const store = open();
    await store.put(car);
    expect(await wrongBlocks(store, sample)).toEqual([]);
  });

  test("a CAR with a block missing does not replace one that is only damaged elsewhere", async () => {
    const { sample } = await stored();
    damage(fileOf(sample), statSync(fileOf(sample)).size - 3);
    const lacking = { ...sample, blocks: sample.blocks.slice(1) };
    await expect(open().put(await carOf(lacking, createStaging(temporaryFolder())))).toFailWith(
      "CAR_MALFORMED",
    );
    expect(await open().block(sample.blocks[0]?.cid ?? sample.root)).toBeDefined();
  });

  test("still gives the blocks before the place where a CAR was cut short", async () => {
    const { sample } = await stored();
    truncateSync(fileOf(sample), statSync(fileOf(sample)).size - 1);
    const store = open();
    expect(await store.block(sample.blocks[0]?.cid ?? sample.root)).toBeDefined();
    expect(await store.block(sample.root)).toBeUndefined();
  });

  test("has no answer once a CAR file was removed by hand", async () => {
    const { sample } = await stored();
    const store = open();
    rmSync(fileOf(sample));
    expect(await store.block(sample.root)).toBeUndefined();
    expect(await store.roots()).toEqual([]);
  });
});

describe("the index", () => {
  const database = (): string => join(directory, "index.sqlite");

  async function storedAndClosed(): Promise<Sample> {
    const sample = await sampleOf(SMALL_FILES);
    const store = createDiskStore({ directory, id: "embedded", operator: "self", sha256: nodeSha256 });
    await store.put(await carOf(sample, createStaging(temporaryFolder())));
    store.close();
    return sample;
  }

  test("is made anew from the CAR files when it is missing", async () => {
    const sample = await storedAndClosed();
    rmSync(database());
    expect(await wrongBlocks(open(), sample)).toEqual([]);
  });

  test("is made anew when it is no database, or damaged", async () => {
    const sample = await storedAndClosed();
    writeFileSync(database(), "not a database, but longer than the header of one".repeat(100));
    expect(await wrongBlocks(open(), sample)).toEqual([]);
    const pages = readFileSync(database());
    writeFileSync(
      database(),
      Buffer.concat([pages.subarray(0, 100), Buffer.alloc(pages.length - 100, 0xff)]),
    );
    expect(await wrongBlocks(open(), sample)).toEqual([]);
  });

  test("is made anew when another version of the program made it", async () => {
    const sample = await storedAndClosed();
    const { DatabaseSync } = await import("node:sqlite");
    const other = new DatabaseSync(database());
    other.exec("DROP TABLE blocks; CREATE TABLE blocks (other TEXT) STRICT; PRAGMA user_version = 99");
    other.close();
    expect(await wrongBlocks(open(), sample)).toEqual([]);
  });

  test("takes in a CAR that was copied into the folder, at once and without a restart", async () => {
    const store = open();
    const sample = await sampleOf(SMALL_FILES);
    const car = await carOf(sample, createStaging(temporaryFolder()));
    copyFileSync(car.file ?? "", fileOf(sample));
    expect(await wrongBlocks(store, sample)).toEqual([]);
  });

  test("does not lead to what another process put in a CAR's place", async () => {
    const sample = await storedAndClosed();
    const store = open();
    expect(await wrongBlocks(store, sample)).toEqual([]);
    const reversed = { ...sample, blocks: [...sample.blocks].reverse() };
    const { file = "" } = await carOf(reversed, createStaging(temporaryFolder()));
    rmSync(fileOf(sample));
    linkSync(file, fileOf(sample));
    expect(await wrongBlocks(store, sample)).toEqual([]);
  });

  test("leaves files that are no CARs alone", async () => {
    const sample = await storedAndClosed();
    writeFileSync(join(directory, "blocks", "README"), "hello");
    writeFileSync(join(directory, "blocks", "bafynonsense.car"), "hello");
    const store = open();
    expect(await wrongBlocks(store, sample)).toEqual([]);
    expect((await store.roots()).map(String)).toEqual([sample.root.toString()]);
  });
});

describe("the store's folder", () => {
  test("loses what a crash left behind after an hour, and not what may be in use", async () => {
    const store = open();
    const incoming = join(directory, "incoming");
    writeFileSync(join(incoming, "young.car"), "x");
    await store.put(await carOf(await sampleOf(SMALL_FILES), createStaging(temporaryFolder())));
    expect(existsSync(join(incoming, "young.car"))).toBe(true);
  });

  test("error: it cannot be made", () => {
    writeFileSync(join(directory, "file"), "");
    expect(() =>
      createDiskStore({
        directory: join(directory, "file/store"),
        id: "e",
        operator: "o",
        sha256: nodeSha256,
      }),
    ).toThrow(expect.objectContaining({ code: "STORE_UNREACHABLE" }));
  });

  test("error: a database that cannot be opened", () => {
    mkdirSync(join(directory, "index.sqlite"));
    expect(() => open()).toThrow(expect.objectContaining({ code: "STORE_UNREACHABLE" }));
  });
});
