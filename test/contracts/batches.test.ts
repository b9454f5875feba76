import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Digest, parseDigest, ZERO_DIGEST } from "../../src/core/digest.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { type Issues, issuesOf } from "../../src/core/history/issues.ts";
import { recordsOf } from "../../src/core/history/records.ts";
import { parseLabel } from "../../src/core/label.ts";
import { BatchTree } from "./support/batch-tree.ts";
import { argumentsOf, type BatchedIssue, type Call, issueArgument } from "./support/calls.ts";
import { RegistryChain } from "./support/chain.ts";
import { entryOfLog } from "./support/entry-of-log.ts";
import { digest, word } from "./support/scene.ts";

const label = parseLabel("95");
const [first, second, third] = [digest(1), digest(2), digest(3)];
let chain: RegistryChain;
let lists: Map<Digest, BatchTree["listed"]>;
beforeEach(async () => {
  chain = await RegistryChain.start();
  lists = new Map();
  await chain.mustCall(chain.account(0), "register", [word(0)]);
});
afterEach(async () => chain.close());

/** The entry that anchors the batch is numbered as the calls before it make it. */
async function anchorBatch(...digests: readonly Digest[]): Promise<BatchTree> {
  const tree = new BatchTree(
    "1",
    digests.map((each) => ({ label, digest: each })),
  );
  const list = digest(200 + lists.size);
  lists.set(list, tree.listed);
  await must({ do: "anchorBatch", root: tree.root, count: tree.count, list });
  return tree;
}

async function must(call: Call): Promise<void> {
  await chain.mustCall(chain.account(0), call.do, [1, ...argumentsOf(call)]);
}

const note = async (issue: BatchedIssue) =>
  await must({ do: "postBatched", issue, notice: "concern", reason: ZERO_DIGEST });
const revise = async (issue: BatchedIssue, to: Digest) =>
  await chain.call(chain.account(0), "reviseBatched", [
    1,
    ...argumentsOf({ do: "reviseBatched", issue, digest: to, reason: ZERO_DIGEST }),
  ]);
const current = async () => parseDigest((await chain.view("current", [1, label])) as string);

async function verified(issue: BatchedIssue) {
  const [held, standing] = await chain.answer("verifyBatched", [1, issueArgument(issue)]);
  return {
    first: Number((held as Record<string, unknown>)["first"]),
    standing: parseDigest(String(standing)),
  };
}

/** What whoever has the lists says, and what the registry's own rules say, both from the events alone. */
async function told(): Promise<Issues & { current: Digest | undefined }> {
  const entries: Entry[] = (await chain.logs()).map(entryOfLog);
  const listed = new Map(
    [...lists].map(([list, issues]) => [
      list,
      issues.map((one) => ({ label: parseLabel(one.label), digest: one.digest })),
    ]),
  );
  return { ...issuesOf(entries, listed), current: recordsOf(entries).current.get(label) };
}

/** The chain, the project's reading of its events, and the reading with the lists. */
async function expectStands(digestThere: Digest): Promise<void> {
  const { standing, current: read } = await told();
  expect([await current(), read, standing.get(label)]).toEqual([digestThere, digestThere, digestThere]);
}

describe("of two issues under one label", () => {
  test("the one of the earlier batch stands, whichever is extracted first", async () => {
    const [earlier, later] = [await anchorBatch(first), await anchorBatch(second)];
    await note(later.issue(0));
    expect(await current()).toBe(second);
    expect((await verified(earlier.issue(0))).standing).toBe(first);
    await note(earlier.issue(0));
    await expectStands(first);
    expect((await verified(later.issue(0))).standing).toBe(first);
    expect(await revise(later.issue(0), third)).toMatchObject({ ok: false, error: "SupersedesMismatch" });
  });

  test("the one of an earlier batch stands before one anchored singly, its revisions too", async () => {
    const batch = await anchorBatch(first);
    await must({ do: "anchor", label, digest: second });
    await must({ do: "revise", label, digest: third, supersedes: second, reason: ZERO_DIGEST });
    expect(await current()).toBe(third);
    await note(batch.issue(0));
    await expectStands(first);
  });

  test("the one anchored singly stands before one of a later batch, and so do its revisions", async () => {
    await must({ do: "anchor", label, digest: first });
    const batch = await anchorBatch(second);
    await note(batch.issue(0));
    await expectStands(first);
    await must({ do: "revise", label, digest: third, supersedes: first, reason: ZERO_DIGEST });
    await expectStands(third);
    expect((await verified(batch.issue(0))).standing).toBe(third);
  });

  test("both are found by whoever has the lists, extracted or not", async () => {
    await anchorBatch(first);
    await anchorBatch(second);
    const { conflicts, standing } = await told();
    expect(conflicts).toMatchObject([{ stands: { digest: first }, other: { digest: second } }]);
    expect(standing.get(label)).toBe(first);
    expect(await current()).toBe(ZERO_DIGEST);
  });
});

describe("an issue of a batch of one", () => {
  test("is proved by an empty path, and revised at once", async () => {
    const tree = await anchorBatch(first);
    expect(tree.issue(0).path).toEqual([]);
    expect(await verified(tree.issue(0))).toEqual({ first: 2, standing: first });
    expect(await revise(tree.issue(0), second)).toMatchObject({ ok: true });
    await expectStands(second);
  });
});

// What the registry cannot see. Its own rule holds for what is on record: the number under `first`.
describe("a digest that is anchored twice", () => {
  test("counts for the registry from the batch that it was extracted from", async () => {
    const earliest = await anchorBatch(first);
    const between = await anchorBatch(second);
    const latest = await anchorBatch(first, third);
    await note(latest.issue(0));
    expect((await verified(earliest.issue(0))).first).toBe(4);
    await note(between.issue(0));
    // A record keeps its place, whatever the list of the earliest batch tells.
    expect(await current()).toBe(second);
    expect((await told()).standing.get(label)).toBe(second);
    expect((await verified(earliest.issue(0))).standing).toBe(second);
    expect(await revise(earliest.issue(0), digest(9))).toMatchObject({
      ok: false,
      error: "SupersedesMismatch",
    });
  });
});
