import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createDeadline } from "../../src/adapters/node/deadline.ts";
import { auditHoldings, type HoldingsReport } from "../../src/audit/holdings.ts";
import type { Store } from "../../src/core/ports.ts";
import { hashing } from "../support/hashing.ts";
import { type LyingNode, startLyingNode } from "../support/lying-node.ts";
import { MemoryStore } from "../support/model-archive.ts";
import { shelf, type ShelvedIssue, THREE_FILES } from "../support/shelf.ts";

/*
 * A store that lies is named, and with which lie. The project's own adapter asks a server of ours; a second store,
 * which is honest, is beside it.
 */

const issues = await shelf(THREE_FILES, { "x.txt": "another issue", "y.txt": "of two files" });
const [first = expect.unreachable(), second = expect.unreachable()] = issues;
const every = issues.flatMap(({ blocks }) => blocks);

let node: LyingNode;
let honest: MemoryStore;
beforeEach(async () => {
  node = await startLyingNode(every);
  onTestFinished(() => node[Symbol.asyncDispose]());
  for (const { root } of issues) node.pins.add(root.toString());
  honest = new MemoryStore("near");
  for (const { cid, bytes } of every) honest.blocks.set(cid.toString(), bytes);
});

const deadline = createDeadline({ answer: 300, store: 60_000 });
const holdings = issues.map(({ holding }) => holding);

function audited(stores: readonly Store[] = [node.store(), honest]): Promise<HoldingsReport> {
  return auditHoldings(stores, holdings, { sha256: hashing.sha256, deadline });
}

/** The faults of the lying store, and which of them name which issue. */
async function caught(): Promise<readonly (readonly [string, string | undefined])[]> {
  const report = await audited();
  const [far, near] = report.stores;
  expect(near?.faults, "the honest store").toEqual([]);
  expect(report.storage.faults, "one copy is enough").toEqual([]);
  return far?.faults.map(({ fault, label }) => [fault, label] as const) ?? [];
}

const names = ({ blocks }: Pick<ShelvedIssue, "blocks">) => blocks.map(({ cid }) => cid.toString());

test("a store that tells the truth is caught with nothing", async () => {
  expect(await caught()).toEqual([]);
  const { stores, storage } = await audited();
  expect(stores[0]?.issues).toMatchObject([
    { label: "1", step: "fully-served", claim: "pinned", blocks: 5, verified: 5 },
    { label: "2", step: "fully-served", claim: "pinned", blocks: 4, verified: 4 },
  ]);
  expect([stores[0]?.lowest, storage.lowest]).toEqual(["fully-served", "fully-served"]);
});

describe("a store that", () => {
  test("says pinned and gives nothing", async () => {
    for (const name of names(first)) node.blocks.delete(name);
    expect(await caught()).toEqual([["claim-false", "1"]]);
    const [far] = (await audited()).stores;
    expect(far?.issues).toMatchObject([{ step: "claimed", verified: 0 }, { step: "fully-served" }]);
    expect(far?.lowest).toBe("claimed");
  });

  test("does not even say that it has an issue", async () => {
    for (const name of names(first)) node.blocks.delete(name);
    node.pins.delete(first.root.toString());
    expect(await caught()).toEqual([["copy-missing", "1"]]);
    expect((await audited()).stores[0]?.lowest).toBe("none");
  });

  test("returns other bytes", async () => {
    const [leaf = expect.unreachable()] = first.leaves;
    node.blocks.set(leaf.cid.toString(), leaf.bytes.with(0, 0));
    expect(await caught()).toEqual([["block-corrupt", "1"]]);
  });

  test("returns the right bytes cut short", async () => {
    const [, leaf = expect.unreachable()] = first.leaves;
    node.blocks.set(leaf.cid.toString(), leaf.bytes.subarray(0, 3));
    expect(await caught()).toEqual([["block-corrupt", "1"]]);
  });

  test("returns another block in the place of a directory, and is seen to hold the leaves below it", async () => {
    const [directory = expect.unreachable()] = first.nodes;
    node.blocks.set(directory.cid.toString(), first.leaves[0]?.bytes ?? new Uint8Array(0));
    expect(await caught()).toEqual([["block-corrupt", "1"]]);
    expect((await audited()).stores[0]).toMatchObject({ blocks: 9, verified: 8, corrupt: 1 });
  });

  test.each([0, 1, 2])("drops leaf %i", async (at) => {
    node.blocks.delete(String(first.leaves[at]?.cid));
    expect(await caught()).toEqual([["block-missing", "1"]]);
  });

  test("drops the manifest and nothing else", async () => {
    node.blocks.delete(first.root.toString());
    expect(await caught()).toEqual([["block-missing", "1"]]);
    expect((await audited()).stores[0]).toMatchObject({ blocks: 9, verified: 8, missing: 1 });
  });

  test.each([2, 3, 4])("has a CAR that was cut %i blocks before its end", async (cut) => {
    for (const name of names(first).slice(-cut)) node.blocks.delete(name);
    expect(await caught()).toEqual([["copy-truncated", "1"]]);
  });

  test("hangs on everything: nothing is said to be lost", async () => {
    node.silent = true;
    expect(await caught()).toEqual([["store-silent", undefined]]);
    const { stores } = await audited();
    expect(stores[0]).toMatchObject({ missing: 0, corrupt: 0, lowest: "none" });
  });

  test("hangs on one block: the issue could not be checked, the next one is", async () => {
    node.hangs.add(String(first.leaves[1]?.cid));
    node.hangs.add(String(second.leaves[1]?.cid));
    expect(await caught()).toEqual([["store-silent", undefined]]);
    node.hangs.delete(String(second.leaves[1]?.cid));
    expect(await caught()).toEqual([["copy-unanswered", "1"]]);
  });

  test("answers for one issue and not for the other", async () => {
    for (const name of names(second)) node.fails.add(name);
    expect(await caught()).toEqual([["copy-unanswered", "2"]]);
    node.fails.clear();
    for (const name of names(first)) node.fails.add(name);
    expect(await caught()).toEqual([["copy-unanswered", "1"]]);
  });

  test("hangs when it is asked for its word is asked for it three times, and its blocks count", async () => {
    const many = await shelf(...Array.from({ length: 6 }, (_, i) => ({ "a.txt": `issue ${i}` })));
    let claims = 0;
    const near = new MemoryStore("near");
    for (const { cid, bytes } of many.flatMap(({ blocks }) => blocks)) near.blocks.set(cid.toString(), bytes);
    const claim = () => {
      claims += 1;
      return new Promise<never>(() => {});
    };
    const mute = Object.assign(near, { claim });
    const report = await auditHoldings(
      [mute],
      many.map(({ holding }) => holding),
      { sha256: hashing.sha256, deadline: createDeadline({ answer: 50, store: 60_000 }) },
    );
    expect([claims, report.stores[0]?.lowest, report.stores[0]?.faults]).toEqual([3, "fully-served", []]);
  });

  test("is no longer there", async () => {
    await node[Symbol.asyncDispose]();
    expect(await caught()).toEqual([["store-unreachable", undefined]]);
  });

  test("takes its time for every block: its own time ends, and the others' goes on", async () => {
    const slow: Store = {
      ...{ id: "slow", operator: "others", put: async () => {} },
      block: async (cid) => {
        await new Promise((resolve) => setTimeout(resolve, 40));
        return honest.blocks.get(cid.toString());
      },
    };
    const bounded = createDeadline({ answer: 1000, store: 120 });
    const report = await auditHoldings([slow, honest], holdings, {
      sha256: hashing.sha256,
      deadline: bounded,
    });
    expect(report.stores.map(({ faults }) => faults.map(({ fault }) => fault))).toEqual([
      ["store-silent"],
      [],
    ]);
  });
});
