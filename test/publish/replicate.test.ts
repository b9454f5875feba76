import { expect, test } from "vitest";
import { systemClock } from "../../src/adapters/node/clock.ts";
import { readBackEverywhere, type Replication } from "../../src/publish/replicate.ts";
import { hashing } from "../support/hashing.ts";
import { MemoryStore } from "../support/model-archive.ts";
import { shelf } from "../support/shelf.ts";

const [issue = expect.unreachable()] = await shelf({ "a.txt": "a" });

function storeAt(id: string, place: string): MemoryStore {
  const store = Object.assign(new MemoryStore(id), { operator: id, places: async () => [place] });
  for (const { cid, bytes } of issue.blocks) store.blocks.set(cid.toString(), bytes);
  return store;
}

function replication(...stores: readonly MemoryStore[]): Replication {
  const policy = { minCopies: 2, minOperators: 2 };
  return { stores, policy, sha256: hashing.sha256, clock: systemClock, onProgress: () => undefined };
}

const readBack = async (...stores: readonly MemoryStore[]) =>
  await readBackEverywhere(issue.root, "1", replication(...stores));

test("every store that gives all counts, if it is a place of its own", async () => {
  expect(await readBack(storeAt("a", "one"), storeAt("b", "two"))).toHaveLength(2);
});

test("error: two stores that are the same place are one copy", async () => {
  const same = readBack(storeAt("a", "one"), storeAt("b", "one"));
  await expect(same).toFailWith("COPIES_TOO_FEW", { got: 1, expected: 2, problem: "b: the same place as a" });
});
