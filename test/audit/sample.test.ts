import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditHoldings } from "../../src/audit/holdings.ts";
import { blocksFor, drawOf, type SampleSize } from "../../src/audit/sample.ts";
import { type CID, rawCid } from "../../src/core/cid.ts";
import { type Bytes32, digestFromBytes } from "../../src/core/digest.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { MemoryStore } from "../support/model-archive.ts";
import { shelf, THREE_FILES } from "../support/shelf.ts";

const folder = fileURLToPath(new URL("../vectors", import.meta.url));
const { cases } = JSON.parse(readFileSync(`${folder}/sampling.json`, "utf8")) as {
  cases: { seed: Bytes32; count: number; size: number; first: string; drawn: string | string[] }[];
};

const leaf = (text: string): CID => rawCid(digestFromBytes(hashing.sha256(utf8(text))));
const leaves = (count: number): CID[] => Array.from({ length: count }, (_, i) => leaf(`block ${i}`));
const SEED: Bytes32 = `0x${"5e".repeat(32)}`;

function drawn(blocks: readonly CID[], size: number, seed: Bytes32 = SEED): readonly string[] {
  const draw = drawOf(size, seed, hashing.sha256);
  for (const cid of blocks) draw.add(cid, 0);
  return (draw.drawn().get(0) ?? []).map(String);
}

describe("a sample", () => {
  test.each(cases)(
    "of $size out of $count is the one of the vectors",
    ({ seed, count, size, drawn: told }) => {
      const found = drawn(leaves(count), size, seed);
      const digest = createHash("sha256").update(found.join("\n")).digest("hex");
      expect(typeof told === "string" ? digest : found).toEqual(told);
    },
  );

  const missing = spawnSync("python3", ["--version"]).status !== 0;
  test.skipIf(missing)("is the one that a few lines of Python draw (needs python3)", () => {
    const blocks = leaves(500).map(String);
    const input = JSON.stringify({ seed: SEED, blocks, size: 40 });
    const { stdout } = spawnSync("python3", ["sampling.py"], { cwd: folder, input, encoding: "utf8" });
    expect(stdout.trim().split("\n")).toEqual(drawn(leaves(500), 40));
  });

  test("does not depend on the order in which blocks are found, nor on how often", () => {
    const shuffled = fc.shuffledSubarray([...leaves(60), ...leaves(60)], { minLength: 120 });
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 1, max: 70 }), (blocks, size) => {
        expect(drawn(blocks, size)).toEqual(drawn(leaves(60), size));
      }),
    );
  });

  test("is bounded while thousands of blocks are told, and the same", () => {
    const [few, many] = [leaves(600), leaves(5000)];
    const all = new Set(drawn(many, 5000));
    expect(all.size).toBe(5000);
    expect(drawn(many, 20)).toEqual([...all].slice(0, 20));
    expect(drawn(few, 20)).toEqual(drawn(few, 600).slice(0, 20));
  });

  test("another block hash draws another one, each block about as often as any other", () => {
    const times = new Map<string, number>();
    for (let i = 0; i < 2000; i++) {
      const seed: Bytes32 = `0x${digestFromBytes(hashing.sha256(utf8(`seed ${i}`)))}`;
      for (const name of drawn(leaves(10), 3, seed)) times.set(name, (times.get(name) ?? 0) + 1);
    }
    // 600 expected, with a standard deviation of 20.5: five of them to either side.
    expect(times.size).toBe(10);
    for (const count of times.values()) expect(Math.abs(count - 600)).toBeLessThan(103);
  });
});

test("its size notices the loss with the certainty asked for", () => {
  expect(blocksFor(0.95, 0.01)).toBe(299);
  expect(blocksFor(0.99, 0.001)).toBe(4603);
  for (const [confidence, loss] of [
    [0.5, 0.1],
    [0.95, 0.05],
    [0.999, 0.01],
  ] as const) {
    const size = blocksFor(confidence, loss);
    expect(1 - (1 - loss) ** size).toBeGreaterThanOrEqual(confidence);
    expect(1 - (1 - loss) ** (size - 1)).toBeLessThan(confidence);
  }
});

describe("an audit by sample", async () => {
  const issues = await shelf(THREE_FILES, { "x.txt": "another", "a.txt": THREE_FILES["a.txt"] ?? "" });
  const every = issues.flatMap(({ blocks }) => blocks);
  const holdings = issues.map(({ holding }) => holding);
  const full = () => {
    const store = new MemoryStore("near");
    for (const { cid, bytes } of every) store.blocks.set(cid.toString(), bytes);
    return store;
  };
  const audited = (stores: readonly MemoryStore[], size: SampleSize, seed = SEED) =>
    auditHoldings(stores, holdings, { sha256: hashing.sha256, sampling: { seed, size } });

  test("reads so many blocks of every issue, and says that no more was served", async () => {
    const { stores, storage } = await audited([full()], { kind: "each", blocks: 2 });
    expect(stores[0]?.issues).toMatchObject([
      { label: "1", step: "sample-served", blocks: 2, verified: 2 },
      { label: "2", step: "sample-served", blocks: 2, verified: 2 },
    ]);
    expect(storage).toMatchObject({ lowest: "sample-served", faults: [], sampling: { seed: SEED } });
  });

  test("over all blocks takes no block twice and says which issues it did not look into", async () => {
    const { stores } = await audited([full()], { kind: "all", confidence: 0.1, loss: 0.06 });
    const steps = stores[0]?.issues.map(({ step }) => step).toSorted();
    expect(stores[0]?.verified).toBe(2);
    expect(steps?.every((step) => step === "none" || step === "sample-served")).toBe(true);
  });

  test("asks every store for the same blocks, wherever the nodes were read", async () => {
    const [near, far] = [full(), new MemoryStore("far")];
    const { stores } = await audited([near, far], { kind: "each", blocks: 100 });
    expect(stores.map(({ verified, missing }) => [verified, missing])).toEqual([
      [9, 0],
      [0, 9],
    ]);
  });

  test("finds a lost leaf just when it is drawn, and the same seed finds it again", async () => {
    const [lost = expect.unreachable()] = issues[0]?.leaves ?? [];
    let found = 0;
    for (let i = 0; i < 40; i++) {
      const store = full();
      store.blocks.delete(lost.cid.toString());
      const seed: Bytes32 = `0x${digestFromBytes(hashing.sha256(utf8(`seed ${i}`)))}`;
      const [one, again] = [
        await audited([store], { kind: "each", blocks: 2 }, seed),
        await audited([store], { kind: "each", blocks: 2 }, seed),
      ];
      expect(again.stores).toEqual(one.stores);
      const names = drawn(issues[0]?.blocks.map(({ cid }) => cid) ?? [], 2, seed);
      expect(one.stores[0]?.issues[0]?.verified).toBe(names.includes(lost.cid.toString()) ? 1 : 2);
      if (names.includes(lost.cid.toString())) found += 1;
    }
    expect(found).toBeGreaterThan(5);
  });

  test("an issue of whose manifest no store has a copy is lost, whatever was drawn", async () => {
    const store = full();
    store.blocks.delete(String(issues[1]?.root));
    const { storage } = await audited([store], { kind: "all", confidence: 0.1, loss: 0.5 });
    expect(storage.faults).toMatchObject([{ fault: "issue-lost", label: "2" }]);
  });
});
