import { describe, expect, test } from "vitest";
import { lowestStep, stepOf, STEPS, type CopyEvidence } from "../../src/audit/evidence.ts";
import type { CopyPolicy, Holding } from "../../src/audit/holding.ts";
import { auditHoldings } from "../../src/audit/holdings.ts";
import { FAULTS } from "../../src/audit/report.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { Claim, Store } from "../../src/core/ports.ts";
import { hashing } from "../support/hashing.ts";
import { MemoryStore } from "../support/model-archive.ts";
import { shelf, THREE_FILES } from "../support/shelf.ts";

const issues = await shelf(THREE_FILES, { "x.txt": "another issue" });
const [first = expect.unreachable(), second = expect.unreachable()] = issues;
const holdings: readonly Holding[] = issues.map(({ holding }) => holding);
const sha256 = hashing.sha256;

class Shelf extends MemoryStore {
  override readonly operator: string;
  word: Claim | undefined;

  constructor(id: string, operator = id) {
    super(id);
    this.operator = operator;
    for (const { blocks } of issues)
      for (const { cid, bytes } of blocks) this.blocks.set(cid.toString(), bytes);
  }
}

const leaf = String(first.leaves[1]?.cid);
const kindsOf = (faults: readonly { fault: string }[]) => faults.map(({ fault }) => fault);

describe("the ladder of evidence", () => {
  const copy = (change: Partial<CopyEvidence>): CopyEvidence => ({
    ...{ blocks: 3, verified: 3, bytes: 9, missing: [], corrupt: [], malformed: [], full: true },
    ...change,
  });
  const wrong = { verified: 2, missing: ["b..."] };
  test.each<[string, Partial<CopyEvidence>, string]>([
    ["every block was read and hashed", {}, "fully-served"],
    ["a sample was", { full: false }, "sample-served"],
    ["a sample of nothing is none", { full: false, blocks: 0, verified: 0 }, "none"],
    ["one block was missing, whatever is claimed", { ...wrong, claim: "pinned" }, "claimed"],
    [
      "one block was missing, whatever an index says",
      { ...wrong, claim: "pinned", indexed: true },
      "indexed",
    ],
    ["a block was corrupt", { verified: 2, corrupt: ["b..."] }, "none"],
    ["a claim that is none", { ...wrong, claim: "pending", indexed: false }, "none"],
    [
      "the store stopped answering",
      { failure: failure("STORE_SILENT", { store: "s", problem: "p" }) },
      "none",
    ],
    ["served and not claimed", { claim: "absent", indexed: false }, "fully-served"],
  ])("%s", (_, change, step) => {
    expect(stepOf(copy(change))).toBe(step);
  });

  test("its lowest step is that of the worst", () => {
    expect(lowestStep(STEPS)).toBe("none");
    expect(lowestStep(["fully-served", "claimed"])).toBe("claimed");
    expect(lowestStep([])).toBeUndefined();
  });

  test("an index is asked for each root with the store, and never merged with what was served", async () => {
    const asked: string[] = [];
    const stores = [new Shelf("near"), new Shelf("far")];
    stores[1]?.blocks.delete(leaf);
    const report = await auditHoldings(stores, holdings, {
      sha256,
      indexed: async (root, store) => {
        asked.push(`${store.id} ${root.toString()}`);
        return store.id === "far" ? true : undefined;
      },
    });
    expect(asked.toSorted()).toEqual(
      ["far", "near"].flatMap((id) => issues.map(({ root }) => `${id} ${root.toString()}`)).toSorted(),
    );
    expect(report.stores.map((one) => one.issues.map(({ step, indexed }) => [step, indexed]))).toEqual([
      [
        ["fully-served", undefined],
        ["fully-served", undefined],
      ],
      [
        ["indexed", true],
        ["fully-served", true],
      ],
    ]);
    expect(report.storage.lowest).toBe("indexed");
  });

  test("an index or a claim that cannot be asked takes nothing from what was served", async () => {
    const near: Store = Object.assign(new Shelf("near"), {
      claim: () => Promise.reject(new RangeError("no")),
    });
    const report = await auditHoldings([near], holdings, {
      sha256,
      indexed: () => Promise.reject(new RangeError("no")),
    });
    expect(report.stores[0]?.faults).toEqual([]);
    expect(report.stores[0]?.issues[0]).not.toHaveProperty("claim");
  });

  test("a batch's list is asked about once, not once for each issue", async () => {
    let asked = 0;
    const claim = async (): Promise<Claim> => {
      asked += 1;
      return "pinned";
    };
    const near = Object.assign(new Shelf("near"), { claim });
    const root = first.digest;
    await auditHoldings(
      [near],
      holdings.map((holding) => ({ ...holding, root })),
      { sha256 },
    );
    expect(asked).toBe(1);
  });
});

describe("faults over all stores", () => {
  const grade = async (stores: readonly Store[], policy: CopyPolicy) => {
    const report = await auditHoldings(stores, holdings, { sha256, policy });
    return {
      storage: report.storage.faults.map(({ fault, label }) => [fault, label]),
      stores: report.stores.map(({ faults }) => kindsOf(faults)),
    };
  };
  const one = { minCopies: 1, minOperators: 1 };
  const two = { minCopies: 2, minOperators: 2 };

  test("one damaged copy of several is the store's fault alone", async () => {
    const stores = [new Shelf("a"), new Shelf("b"), new Shelf("c")];
    stores[0]?.blocks.delete(leaf);
    expect(await grade(stores, two)).toEqual({ storage: [], stores: [["block-missing"], [], []] });
  });

  test("below the policy it is one of the issue, by copies or by operators", async () => {
    const stores = [new Shelf("a"), new Shelf("b")];
    stores[0]?.blocks.delete(leaf);
    expect((await grade(stores, two)).storage).toEqual([["copies-too-few", "1"]]);
    expect((await grade(stores, one)).storage).toEqual([]);
    const related = [new Shelf("a", "us"), new Shelf("b", "us")];
    expect((await grade(related, two)).storage).toEqual([
      ["copies-too-few", "1"],
      ["copies-too-few", "2"],
    ]);
  });

  test("with no whole copy left it is the worst, also where the copies together are whole", async () => {
    const stores = [new Shelf("a"), new Shelf("b")];
    stores[0]?.blocks.delete(leaf);
    stores[1]?.blocks.delete(String(first.leaves[0]?.cid));
    const report = await auditHoldings(stores, holdings, { sha256, policy: two });
    expect(report.storage.faults).toMatchObject([{ fault: "issue-lost", label: "1", digest: first.digest }]);
    expect(report.storage.faults[0]?.says).toContain("between them");
    stores[1]?.blocks.delete(leaf);
    const worse = await auditHoldings(stores, holdings, { sha256, policy: two });
    expect(worse.storage.faults[0]?.says).toContain("no store gives 1 block of it");
  });

  test("nothing is lost that a silent store may still have", async () => {
    const silent = new Shelf("a");
    silent.patience = 0;
    const damaged = new Shelf("b");
    damaged.blocks.delete(leaf);
    expect(await grade([silent, damaged], one)).toEqual({
      storage: [],
      stores: [["store-unreachable"], ["block-missing"]],
    });
    // The silence cannot make up for both.
    expect((await grade([silent, damaged], two)).storage).toEqual([["copies-too-few", "1"]]);
  });

  test("a document that no store has is lost too", async () => {
    const [node = expect.unreachable()] = second.nodes;
    const store = new Shelf("a");
    store.blocks.clear();
    const report = await auditHoldings([store], [{ digest: second.digest, alone: true }], { sha256 });
    expect(node.cid.toString()).not.toBe("");
    expect(kindsOf(report.storage.faults)).toEqual(["document-lost"]);
    expect(kindsOf(report.stores[0]?.faults ?? [])).toEqual(["block-missing"]);
  });

  test("are told in the order of their gravity", () => {
    const graded = ["issue-lost", "copies-too-few", "block-corrupt", "store-unreachable"] as const;
    const places = graded.map((fault) => FAULTS.indexOf(fault));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

test("stores are asked side by side", async () => {
  let [now, most] = [0, 0];
  const slow = (id: string): Store => {
    const shelf = new Shelf(id);
    return {
      ...{ id, operator: id, put: () => shelf.put() },
      block: async (cid) => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 2));
        now -= 1;
        return shelf.block(cid);
      },
    };
  };
  await auditHoldings([slow("a"), slow("b"), slow("c")], holdings, { sha256 });
  expect(most).toBeGreaterThanOrEqual(3);
});
