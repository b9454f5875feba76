import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createMirrorFolder } from "../../src/adapters/disk/mirror.ts";
import { createStaging } from "../../src/adapters/disk/staging.ts";
import type { DiskStore } from "../../src/adapters/disk/store.ts";
import type { Holding } from "../../src/audit/holding.ts";
import { auditHoldings } from "../../src/audit/holdings.ts";
import { repair, repairExit, repairHoldings, type Repairing } from "../../src/audit/repair.ts";
import { writeList } from "../../src/core/batch/write.ts";
import { portableKeccak256 } from "../../src/core/batch/keccak256.ts";
import type { CID } from "../../src/core/cid.ts";
import { fail } from "../../src/core/errors/error.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Store } from "../../src/core/ports.ts";
import { publicationRef } from "../../src/core/publication.ts";
import { temporaryFolder } from "../adapters/disk/sample.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { shelf, type ShelvedIssue, THREE_FILES } from "../support/shelf.ts";

/* Real disk stores, each in a folder of its own, damaged on the disk behind their backs. */

const { sha256 } = hashing;
const issues = await shelf(
  { ...THREE_FILES, "big.txt": "a leaf of many characters ".repeat(60_000) },
  { "x.txt": "another issue", "y.txt": "of two files" },
);
const [first = expect.unreachable(), second = expect.unreachable()] = issues;
const single: readonly Holding[] = issues.map(({ holding }) => holding);

/** The two issues as one batch: the list, its part, and the issues below it. */
const batch = await batchOf(issues);

async function batchOf(of: readonly ShelvedIssue[]) {
  const blocks: { cid: CID; bytes: Uint8Array }[] = of.flatMap((issue) => issue.blocks);
  const ref = publicationRef("eip155:31337", `0x${"11".repeat(20)}`, "1");
  const listed = of.map(({ digest, holding }) => ({ digest, label: parseLabel(holding.label) }));
  const put = async (cid: CID, bytes: Uint8Array) => void blocks.push({ cid, bytes });
  const list = await writeList(ref, listed, { put }, { sha256, keccak: portableKeccak256 });
  const holdings: readonly Holding[] = [
    { digest: list.digest, alone: true, root: list.digest },
    ...of.map(({ holding }) => ({ ...holding, root: list.digest })),
  ];
  return { root: list.block.cid, blocks, holdings };
}

interface Shelves {
  readonly folder: string;
  readonly stores: readonly DiskStore[];
  readonly repairing: Repairing;
  /** The CAR file of a root in the store of that place. */
  file(store: number, root: CID): string;
}

function open(folder: string, id: string): DiskStore {
  const store = createMirrorFolder({
    ...{ directory: join(folder, id, "index"), cars: join(folder, id, "cars") },
    ...{ id, operator: id, sha256 },
  });
  onTestFinished(() => store.close());
  return store;
}

async function shelves(roots: readonly Pick<ShelvedIssue, "root" | "blocks">[], count = 2): Promise<Shelves> {
  const folder = temporaryFolder();
  const stores = Array.from({ length: count }, (_, i) => open(folder, `shelf-${i}`));
  const packing = createStaging(join(folder, "packing"));
  for (const { root, blocks } of roots) {
    const writer = await packing.begin();
    for (const { cid, bytes } of blocks) await writer.put(cid, bytes);
    const car = await writer.finish(root);
    for (const store of stores) await store.put(car);
  }
  const staging = createStaging(join(folder, "staging"));
  const clock = { sleep: async () => {} };
  return {
    ...{ folder, stores, repairing: { sha256, staging, clock } },
    file: (store, root) => join(folder, `shelf-${store}`, "cars", `${root.toString()}.car`),
  };
}

/** Changes one byte of a block where it lies in a CAR file. */
function spoil(file: string, { bytes }: { readonly bytes: Uint8Array }): void {
  const car = readFileSync(file);
  const at = car.indexOf(bytes);
  expect(at, "the block is in the file").toBeGreaterThan(0);
  car[at] = (car[at] ?? 0) ^ 1;
  writeFileSync(file, car);
}

const leafOf = (issue: ShelvedIssue, at: number) => issue.leaves[at] ?? expect.unreachable();
const outcomes = (healings: readonly { store: string; outcome: string }[]) =>
  healings.map(({ store, outcome }) => `${store} ${outcome}`);
const leftIn = (folder: string) => readdirSync(join(folder, "staging"));

describe("a repair", () => {
  test("of what is whole does nothing", async () => {
    const { folder, stores, repairing } = await shelves(issues);
    const report = await repairHoldings(stores, single, repairing);
    expect([report.healings, repairExit(report)]).toEqual([[], 0]);
    expect(readdirSync(folder)).not.toContain("staging");
  });

  test("heals wrong bytes and a CAR that was cut, from the other store, and reads back", async () => {
    const { folder, stores, repairing, file } = await shelves(issues);
    spoil(file(0, first.root), leafOf(first, 0));
    truncateSync(file(1, second.root), statSync(file(1, second.root)).size - 400);
    const report = await repairHoldings(stores, single, repairing);
    expect(report.before.stores.map(({ faults }) => faults.length > 0)).toEqual([true, true]);
    expect(outcomes(report.healings)).toEqual(["shelf-0 healed", "shelf-1 healed"]);
    expect(report.after.storage.lowest).toBe("fully-served");
    expect([repairExit(report), leftIn(folder)]).toEqual([0, []]);
    const audit = await auditHoldings(stores, single, { sha256, policy: { minCopies: 2, minOperators: 2 } });
    expect([...audit.stores, audit.storage].flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("puts one whole copy together from stores of which none is whole", async () => {
    const { stores, repairing, file } = await shelves(issues, 3);
    for (const place of [0, 1, 2]) spoil(file(place, first.root), leafOf(first, place));
    const report = await repairHoldings(stores, single, repairing);
    expect(report.before.storage.faults).toMatchObject([{ fault: "issue-lost", label: "1" }]);
    expect(outcomes(report.healings)).toEqual(["shelf-0 healed", "shelf-1 healed", "shelf-2 healed"]);
    expect(report.after.storage.faults).toEqual([]);
  });

  test("fills a store that is new", async () => {
    const { folder, stores, repairing } = await shelves(issues, 1);
    const report = await repairHoldings([...stores, open(folder, "new")], single, repairing);
    expect(outcomes(report.healings)).toEqual(["new healed", "new healed"]);
    expect(repairExit(report)).toBe(0);
  });

  test("says what no store has any more, changes nothing of it, and heals the rest", async () => {
    const { stores, repairing, file } = await shelves(issues);
    for (const place of [0, 1]) spoil(file(place, first.root), leafOf(first, 1));
    spoil(file(0, first.root), leafOf(first, 0));
    spoil(file(0, second.root), leafOf(second, 0));
    const before = [0, 1].map((place) => readFileSync(file(place, first.root)));
    const report = await repairHoldings(stores, single, repairing);
    expect(outcomes(report.healings)).toEqual(["shelf-0 not-healed", "shelf-1 not-healed", "shelf-0 healed"]);
    expect(report.healings[0]?.problem).toContain(leafOf(first, 1).cid.toString());
    expect([0, 1].map((place) => readFileSync(file(place, first.root)))).toEqual(before);
    expect(report.after.storage.faults).toMatchObject([{ fault: "issue-lost", label: "1" }]);
    expect(repairExit(report)).toBe(1);
  });

  test("run dry says the same and touches nothing", async () => {
    const { folder, stores, repairing, file } = await shelves(issues);
    for (const place of [0, 1]) spoil(file(place, first.root), leafOf(first, 1));
    spoil(file(0, second.root), leafOf(second, 0));
    const before = readFileSync(file(0, second.root));
    const report = await repairHoldings(stores, single, { ...repairing, dryRun: true });
    expect(outcomes(report.healings)).toEqual([
      "shelf-0 not-healed",
      "shelf-1 not-healed",
      "shelf-0 would-heal",
    ]);
    expect(report.after).toEqual(report.before);
    expect(readFileSync(file(0, second.root))).toEqual(before);
    expect([repairExit(report), readdirSync(folder).includes("staging")]).toEqual([1, false]);
  });

  test("run twice has nothing to do the second time", async () => {
    const { stores, repairing, file } = await shelves(issues);
    spoil(file(0, first.root), leafOf(first, 0));
    await repairHoldings(stores, single, repairing);
    expect((await repairHoldings(stores, single, repairing)).healings).toEqual([]);
  });
});

test("a block that two issues share is healed once, and counts as healed in both", async () => {
  const shared = { "logo.svg": "<svg><path d='M0 0'/></svg>" };
  const pair = await shelf({ ...shared, "a.txt": "one" }, { ...shared, "b.txt": "two" });
  const { stores, repairing } = await shelves(pair, 1);
  const [logo = expect.unreachable()] =
    pair[0]?.leaves.filter(({ cid }) => pair[1]?.leaves.some((leaf) => leaf.cid.equals(cid))) ?? [];
  const lacking = new Set([logo.cid.toString()]);
  let puts = 0;
  const [whole = expect.unreachable()] = stores;
  const store: Store = {
    ...{ id: "shared", operator: "x" },
    put: async () => {
      puts += 1;
      lacking.clear();
    },
    block: async (cid) => (lacking.has(cid.toString()) ? undefined : whole.block(cid)),
  };
  const holdings = pair.map(({ holding }) => holding);
  const report = await repairHoldings([store, whole], holdings, repairing);
  expect([puts, outcomes(report.healings)]).toEqual([1, ["shared healed", "shared healed"]]);
});

describe("a batch", () => {
  test("is healed by its list, so that the store pins what it pinned", async () => {
    const { stores, repairing, file, folder } = await shelves([batch]);
    spoil(file(0, batch.root), leafOf(second, 0));
    const report = await repairHoldings(stores, batch.holdings, repairing);
    expect(report.healings).toMatchObject([
      { store: "shelf-0", root: batch.root.toString(), labels: ["2"], outcome: "healed" },
    ]);
    const cars = readdirSync(join(folder, "shelf-0", "cars")).filter((name) => name.endsWith(".car"));
    expect(cars).toEqual([`${batch.root.toString()}.car`]);
  });

  test("of which one issue is lost for good has the others healed, each by itself", async () => {
    const { stores, repairing, file } = await shelves([batch]);
    for (const place of [0, 1]) spoil(file(place, batch.root), leafOf(first, 1));
    spoil(file(0, batch.root), leafOf(second, 0));
    const report = await repairHoldings(stores, batch.holdings, repairing);
    const after = report.after.stores.map(({ issues }) => issues.map(({ step }) => step));
    expect(after).toEqual([
      ["claimed", "fully-served"],
      ["claimed", "fully-served"],
    ]);
    expect(outcomes(report.healings)).toEqual(["shelf-0 not-healed", "shelf-1 not-healed"]);
  });
});

describe("a store that", () => {
  /** The first of the shelves behind a wrapper, with its first issue spoilt. */
  async function wrapped(change: (store: Store) => Partial<Store>) {
    const set = await shelves(issues);
    spoil(set.file(0, first.root), leafOf(first, 0));
    const [near = expect.unreachable(), far = expect.unreachable()] = set.stores;
    const plain: Store = { ...{ id: near.id, operator: near.operator }, put: near.put, block: near.block };
    return { ...set, wrapped: [{ ...plain, ...change(near) }, far] as const };
  }

  test("can only be read is told of, and asked no more than three times", async () => {
    let asked = 0;
    const put = async () => {
      asked += 1;
      return fail("STORE_REFUSED", { store: "shelf-0", problem: "it can only be read" });
    };
    const empty: Store = { ...{ id: "gateway", operator: "x", put }, block: async () => undefined };
    const many = await shelf(...Array.from({ length: 5 }, (_, i) => ({ "a.txt": `issue ${i}` })));
    const { stores, repairing } = await shelves(many, 1);
    const holdings = many.map(({ holding }) => holding);
    const report = await repairHoldings([empty, ...stores], holdings, repairing);
    expect(outcomes(report.healings)).toEqual(Array.from({ length: 5 }, () => "gateway not-healed"));
    expect([asked, repairExit(report)]).toEqual([3, 1]);
  });

  test("falls silent for a moment is tried again", async () => {
    let failures = 2;
    const set = await wrapped((store) => ({
      put: async (car) => {
        if (failures-- > 0) fail("STORE_UNREACHABLE", { store: store.id, problem: "no answer" });
        await store.put(car);
      },
    }));
    const report = await repairHoldings(set.wrapped, single, set.repairing);
    expect(outcomes(report.healings)).toEqual(["shelf-0 healed"]);
  });

  test("takes the CAR and still gives wrong bytes is not called healed", async () => {
    const set = await wrapped(() => ({ put: async () => {} }));
    const report = await repairHoldings(set.wrapped, single, set.repairing);
    expect(outcomes(report.healings)).toEqual(["shelf-0 not-healed"]);
    expect(report.after.stores[0]?.faults).toMatchObject([{ fault: "block-corrupt", label: "1" }]);
  });

  test("has to let go of wrong blocks is told just those, when their replacement lies on the disk", async () => {
    const dropped: string[] = [];
    const set = await wrapped((store) => ({
      drop: async (blocks) => {
        expect(leftIn(set.folder)).toEqual([`${first.root.toString()}.car`]);
        dropped.push(...blocks.map(String));
      },
      put: store.put,
    }));
    await repairHoldings(set.wrapped, single, set.repairing);
    expect(dropped).toEqual([leafOf(first, 0).cid.toString()]);
  });

  test("gave a block garbled once, and has it intact, is not told to let go of it", async () => {
    const dropped: string[] = [];
    const garbled = leafOf(first, 1);
    let asked = 0;
    const set = await wrapped((store) => ({
      drop: async (blocks) => void dropped.push(...blocks.map(String)),
      block: async (cid) => {
        const bytes = await store.block(cid);
        return cid.equals(garbled.cid) && asked++ === 0 ? bytes?.with(0, 0) : bytes;
      },
    }));
    const report = await repairHoldings(set.wrapped, single, set.repairing);
    expect(report.healings).toMatchObject([{ blocks: 2, outcome: "healed" }]);
    expect(dropped).toEqual([leafOf(first, 0).cid.toString()]);
  });

  test("does not answer is not repaired, and the others are", async () => {
    const set = await wrapped(() => ({}));
    const silent: Store = {
      ...{ id: "silent", operator: "x", put: async () => {} },
      block: async () => fail("STORE_UNREACHABLE", { store: "silent", problem: "no answer" }),
    };
    const report = await repairHoldings([silent, ...set.wrapped], single, set.repairing);
    expect(outcomes(report.healings)).toEqual(["shelf-0 healed"]);
    expect(repairExit(report)).toBe(3);
  });
});

test("repairs what the registry's history names, or the issues asked for", async () => {
  const model = new ModelArchive("near", "far");
  const letter = model.register();
  const kept = new Map<string, Uint8Array>();
  for (const label of ["1", "2"]) await model.anchor(letter, label, { "a.txt": `issue ${label}` });
  const [near = expect.unreachable(), far = expect.unreachable()] = model.stores;
  for (const [name, bytes] of near.blocks) kept.set(name, bytes);
  near.blocks.clear();
  const told: string[] = [];
  const put: Store["put"] = async ({ root }) => {
    told.push(root.toString());
    for (const [name, bytes] of kept) near.blocks.set(name, bytes);
  };
  const filled = Object.assign(near, { put });
  const staging = createStaging(join(temporaryFolder(), "staging"));
  const options = {
    ...{ chain: model.registry.node(), finality: { kind: "tag" as const }, registry: model.registry },
    ...{ stores: [filled, far], sha256, staging, clock: { sleep: async () => {} }, publications: [letter] },
  };
  const label = parseLabel("2");
  const report = await repair({ ...options, labels: [label] });
  expect(report.healings).toMatchObject([{ store: "near", labels: ["2"], outcome: "healed" }]);
  expect([told.length, repairExit(report), report.dryRun]).toEqual([1, 0, false]);
  await expect(repair({ ...options, labels: [parseLabel("9")] })).toFailWith("LABEL_UNKNOWN", { label: "9" });
});
