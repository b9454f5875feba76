import { describe, expect, test } from "vitest";
import { createStaging } from "../../src/adapters/disk/staging.ts";
import { createDeadline } from "../../src/adapters/node/deadline.ts";
import type { Holding } from "../../src/audit/holding.ts";
import { auditHoldings } from "../../src/audit/holdings.ts";
import { repairExit, repairHoldings, type Repairing } from "../../src/audit/repair.ts";
import { portableKeccak256 } from "../../src/core/batch/keccak256.ts";
import { writeList } from "../../src/core/batch/write.ts";
import { streamBlocks } from "../../src/core/car-stream.ts";
import type { CID } from "../../src/core/cid.ts";
import { fail } from "../../src/core/errors/error.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Car, Claim, Staging, Store } from "../../src/core/ports.ts";
import { publicationRef } from "../../src/core/publication.ts";
import { temporaryFolder } from "../adapters/disk/sample.ts";
import { audited } from "../support/audit.ts";
import { hashing } from "../support/hashing.ts";
import { MemoryStore, ModelArchive } from "../support/model-archive.ts";
import { shelf, THREE_FILES } from "../support/shelf.ts";

/* What an audit and a repair must not do: remove what nothing replaces, wait for ever, or call lost what nobody could ask. */

const { sha256 } = hashing;
const issues = await shelf(THREE_FILES, { "x.txt": "another issue", "y.txt": "of two files" });
const [first = expect.unreachable(), second = expect.unreachable()] = issues;
const single: readonly Holding[] = issues.map(({ holding }) => holding);
const list = await listOf();

async function listOf() {
  const blocks: { cid: CID; bytes: Uint8Array }[] = [];
  const ref = publicationRef("eip155:31337", `0x${"11".repeat(20)}`, "1");
  const listed = issues.map(({ digest, holding }) => ({ digest, label: parseLabel(holding.label) }));
  const put = async (cid: CID, bytes: Uint8Array) => void blocks.push({ cid, bytes });
  const { digest } = await writeList(ref, listed, { put }, { sha256, keccak: portableKeccak256 });
  const holdings: readonly Holding[] = [
    { digest, alone: true, root: digest },
    ...single.map((holding) => ({ ...holding, root: digest })),
  ];
  return { blocks, holdings };
}

/** A store with every block, that keeps what it has until it is told to drop it, as a node does. */
class Node extends MemoryStore implements Store {
  override readonly operator: string;
  readonly dropped: string[] = [];
  readonly pins = new Map<string, Claim>();
  puts = 0;

  constructor(id: string) {
    super(id);
    this.operator = id;
    for (const { cid, bytes } of [...list.blocks, ...issues.flatMap(({ blocks }) => blocks)])
      this.blocks.set(cid.toString(), bytes);
  }

  override async put(car?: Car, note: (message: string) => void = () => undefined): Promise<void> {
    if (car === undefined) return;
    this.puts += 1;
    note("pinning");
    for await (const { cid, bytes } of streamBlocks(car.read(), car.root, "car"))
      if (!this.blocks.has(cid.toString())) this.blocks.set(cid.toString(), bytes);
    this.pins.set(car.root.toString(), "pinned");
  }

  async claim(root: CID): Promise<Claim> {
    return this.pins.get(root.toString()) ?? "pinned";
  }

  async drop(blocks: readonly CID[]): Promise<void> {
    for (const cid of blocks) {
      this.dropped.push(cid.toString());
      this.blocks.delete(cid.toString());
    }
  }
}

const leafOf = (issue: typeof first, at: number) => String(issue.leaves[at]?.cid);

function repairing(change: Partial<Repairing> = {}): Repairing {
  return { sha256, staging: createStaging(temporaryFolder()), clock: { sleep: async () => {} }, ...change };
}

const faultsIn = ({ stores, storage }: Awaited<ReturnType<typeof auditHoldings>>) =>
  [...stores, storage].flatMap(({ faults }) => faults.map(({ fault }) => fault));

describe("a repair drops", () => {
  test("nothing of a batch's other issues while it heals one of them by itself", async () => {
    const [near, far] = [new Node("near"), new Node("far")];
    for (const node of [near, far]) node.spoil(leafOf(first, 0));
    near.spoil(leafOf(second, 0));
    const damaged = near.blocks.get(leafOf(first, 0));
    await repairHoldings([near, far], list.holdings, repairing());
    expect(near.dropped).toEqual([leafOf(second, 0)]);
    expect(near.blocks.get(leafOf(first, 0))).toEqual(damaged);
    expect(near.blocks.get(leafOf(second, 0))).toEqual(second.leaves[0]?.bytes);
  });
});

describe("a pin that is gone", () => {
  const root = first.root.toString();

  test.each<Claim>(["absent", "failed"])("(%s) is a fault, although every block is given", async (claim) => {
    const node = new Node("node");
    node.pins.set(root, claim);
    const report = await auditHoldings([node], single, { sha256 });
    expect(report.stores[0]?.faults).toMatchObject([{ fault: "copy-unpinned", label: "1", store: "node" }]);
    expect(report.stores[0]?.issues[0]?.step).toBe("fully-served");
  });

  test("is made again by putting what is there", async () => {
    const node = new Node("node");
    node.pins.set(root, "absent");
    const report = await repairHoldings([node], single, repairing());
    expect(report.healings).toMatchObject([{ store: "node", root, blocks: 0, outcome: "healed" }]);
    expect([node.puts, node.dropped, repairExit(report)]).toEqual([1, [], 0]);
  });

  test("and is not made again is not called healed", async () => {
    const node = new Node("node");
    node.claim = async () => "failed";
    const report = await repairHoldings([node], single, repairing());
    expect(report.healings.map(({ outcome }) => outcome)).toEqual(["not-healed", "not-healed"]);
    expect(repairExit(report)).toBe(1);
  });

  test("of a list counts for issues that are pinned each by itself", async () => {
    const node = new Node("node");
    const [head = expect.unreachable()] = list.holdings;
    node.claim = async (cid) => (issues.some((issue) => issue.root.equals(cid)) ? "pinned" : "absent");
    const report = await auditHoldings([node], list.holdings, { sha256 });
    expect(report.stores[0]?.faults).toMatchObject([{ fault: "copy-unpinned", digest: head.digest }]);
  });

  test("is no matter where a store is only on its way, or does not say", async () => {
    const node = new Node("node");
    node.pins.set(root, "pending");
    const silent = new Node("silent");
    silent.claim = async () => fail("STORE_UNREACHABLE", { store: "silent", problem: "no" });
    expect(faultsIn(await auditHoldings([node, silent], single, { sha256 }))).toEqual([]);
  });
});

/** Takes every question and never answers. */
function hanging(): { readonly store: Store; asked(): number } {
  let asked = 0;
  const block = () => {
    asked += 1;
    return new Promise<never>(() => {});
  };
  return { store: { id: "hangs", operator: "x", put: async () => {}, block }, asked: () => asked };
}

const soon = () => ({ deadline: createDeadline({ answer: 20, store: 60_000 }) });

describe("a store that hangs, named first,", () => {
  test("is soon asked no more for what others give: by a repair", async () => {
    const [near, far] = [new Node("near"), new Node("far")];
    for (const issue of issues) near.blocks.delete(leafOf(issue, 0));
    const { store, asked } = hanging();
    const report = await repairHoldings([store, near, far], single, repairing(soon()));
    expect(report.healings.map(({ outcome }) => outcome)).toEqual(["healed", "healed"]);
    expect(asked()).toBeLessThan(8);
  });

  test("by the drawing of a sample", async () => {
    const { store, asked } = hanging();
    const sampling = { seed: `0x${"07".repeat(32)}` as const, size: { kind: "each", blocks: 2 } as const };
    const report = await auditHoldings([store, new Node("near")], single, { sha256, sampling, ...soon() });
    expect(report.stores[1]?.faults).toEqual([]);
    expect(asked()).toBeLessThan(6);
  });

  test("and by the reading of manifests and lists", async () => {
    const model = new ModelArchive("near");
    const letter = model.register();
    for (const label of ["1", "2", "3", "4", "5", "6"].map(parseLabel))
      model.call(letter, { do: "anchor", label, digest: await model.pack(letter, label, { a: label }) });
    const { store, asked } = hanging();
    const report = await audited(model, { stores: [store, ...model.stores], ...soon() });
    expect(report.publications[0]?.faults).toEqual([]);
    expect(report.stores.map(({ faults }) => faults.map(({ fault }) => fault))).toEqual([
      ["store-silent"],
      [],
    ]);
    expect(asked()).toBeLessThan(8);
  });
});

describe("what could not be asked", () => {
  test("is not called lost by a repair, which names the store that may have it", async () => {
    const near = new Node("near");
    near.blocks.delete(leafOf(first, 0));
    for (const dryRun of [true, false]) {
      const report = await repairHoldings([near, hanging().store], single, repairing({ ...soon(), dryRun }));
      expect(report.healings).toMatchObject([{ store: "near", outcome: "not-healed" }]);
      expect(report.healings[0]?.problem).toContain("hangs could not be asked");
    }
  });

  test("is told once for an index", async () => {
    const notes: string[] = [];
    await auditHoldings([new Node("near")], single, {
      sha256,
      indexed: () => fail("ROUTING_UNREACHABLE", { routing: "index.example", problem: "no" }),
      onNote: (note) => notes.push(note),
    });
    expect(notes).toEqual([expect.stringContaining("index.example")]);
  });
});

test("what a store waits for is passed on by a repair", async () => {
  const near = new Node("near");
  near.blocks.delete(leafOf(first, 0));
  const notes: string[] = [];
  await repairHoldings([near, new Node("far")], single, repairing({ onNote: (note) => notes.push(note) }));
  expect(notes).toEqual(["near: pinning"]);
});

test("a root for which there is no room does not keep others from being healed", async () => {
  const near = new Node("near");
  for (const issue of issues) near.blocks.delete(leafOf(issue, 0));
  const real = createStaging(temporaryFolder());
  let begun = 0;
  const staging: Staging = {
    ...real,
    begin: async () => {
      begun += 1;
      return begun === 1 ? fail("STORE_FULL", { store: "staging", problem: "no space" }) : real.begin();
    },
  };
  const report = await repairHoldings([near, new Node("far")], single, repairing({ staging }));
  expect(report.healings.map(({ outcome }) => outcome)).toEqual(["not-healed", "healed"]);
});

test("two stores that are one place count as one copy, with one operator", async () => {
  const places = async () => ["12D3KooWA"];
  const [near, far] = [
    Object.assign(new Node("near"), { places }),
    Object.assign(new Node("far"), { places }),
  ];
  const policy = { minCopies: 2, minOperators: 1 };
  const report = await auditHoldings([near, far], single, { sha256, policy });
  expect(report.storage.faults.map(({ fault }) => fault)).toEqual(["copies-too-few", "copies-too-few"]);
  expect(report.storage.faults[0]?.says).toContain("far is the same place as near");
  const third = await auditHoldings([near, far, new Node("third")], single, { sha256, policy });
  expect(third.storage.faults).toEqual([]);
});
