import { beforeEach, describe, expect, test } from "vitest";
import { compareBatched, listHoldings, readBatches } from "../../src/audit/batches.ts";
import { cidDigest, documentCid } from "../../src/core/cid.ts";
import { ZERO_DIGEST } from "../../src/core/digest.ts";
import { issuesOf } from "../../src/core/history/issues.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { BatchedRecord, RegistryView } from "../../src/core/ports.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import { audited } from "../support/audit.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { batched, type ModelBatch, refOf } from "../support/model-batch.ts";

const BACK = { "1": { a: "one" }, "2": { a: "two" }, "3": { a: "three" } };

let model: ModelArchive;
let letter: PublicationId;
let batch: ModelBatch;
beforeEach(async () => {
  model = new ModelArchive("near", "far");
  letter = model.register();
  batch = await batched(model, letter, BACK);
});

async function history() {
  const tip = (await model.registry.node().block("latest")) ?? expect.unreachable();
  const located = await model.registry.entries(letter, 0, tip);
  return { view: model.registry.at(tip), entries: located.map(({ entry }) => entry) };
}

describe("an audit of an archive of batches", () => {
  test("finds nothing, and counts issues, revisions and every block", async () => {
    await model.anchor(letter, "0", { a: "nought" });
    await batched(model, letter, { "4": { a: "four" } });
    const post = { issue: batch.issue("2"), notice: "concern", reason: ZERO_DIGEST } as const;
    model.call(letter, { do: "postBatched", ...post });
    const issue = { label: parseLabel("3"), revision: 2, title: "Three" };
    const digest = await model.pack(letter, "3", { a: "mended" }, { issue, supersedes: batch.of("3") });
    model.call(letter, { do: "reviseBatched", issue: batch.issue("3"), digest, reason: ZERO_DIGEST });
    const report = await audited(model);
    expect(report).toMatchObject({
      ok: true,
      publications: [{ batches: 2, issues: 5, revisions: 6, notices: 1, entries: 8, faults: [] }],
    });
    // The profile, two lists with a part each, six manifests with a folder and a file each.
    for (const store of report.stores) expect(store).toMatchObject({ blocks: 1 + 4 + 18, verified: 23 });
  });

  test("counts a digest that two batches hold once", async () => {
    await batched(model, letter, { "1": { a: "one" }, "4": { a: "four" } });
    expect(await audited(model)).toMatchObject({
      ok: true,
      publications: [{ batches: 2, issues: 4, revisions: 4 }],
    });
  });
});

describe("the lists of a publication", () => {
  test("are held by every store with their parts, and by name when they could not be read", async () => {
    const { entries } = await history();
    const ref = refOf(model, letter);
    const read = await readBatches(ref, entries, { stores: model.stores, sha256: hashing.sha256 });
    expect(read.faults).toEqual([]);
    const [part] = batch.written.list.parts;
    const digests = [batch.list, cidDigest(part?.cid ?? expect.unreachable())];
    expect(listHoldings(ref, entries, read)).toEqual(
      digests.map((digest) => ({ digest, alone: true, root: batch.list })),
    );
    for (const store of model.stores) store.blocks.delete(String(documentCid(batch.list)));
    const lost = await readBatches(ref, entries, { stores: model.stores, sha256: hashing.sha256 });
    expect(lost.faults).toMatchObject([{ fault: "list-missing", entry: 2, digest: batch.list }]);
    expect(listHoldings(ref, entries, lost)).toEqual([{ digest: batch.list, alone: true, root: batch.list }]);
  });
});

describe("a registry that does not keep to its batches is found", () => {
  /** What the comparison finds when the registry answers like this about issue 2. */
  async function found(lie: (truth: BatchedRecord | undefined) => BatchedRecord | undefined) {
    const { view, entries } = await history();
    const ref = refOf(model, letter);
    const read = await readBatches(ref, entries, { stores: model.stores, sha256: hashing.sha256 });
    const lists = new Map([...read.verified].map(([list, { issues }]) => [list, issues]));
    const lying: RegistryView = {
      ...view,
      batched: async (id, issue) => {
        const truth = await view.batched(id, issue);
        return issue.label === "2" ? lie(truth) : truth;
      },
    };
    const { first } = issuesOf(entries, lists);
    return compareBatched(ref, first, { view: lying, verified: read.verified });
  }
  const changed = (change: object) => (truth: BatchedRecord | undefined) =>
    truth === undefined ? undefined : { ...truth, record: { ...truth.record, ...change } };

  test("by nothing, when it is honest", async () => {
    expect(await found((truth) => truth)).toEqual([]);
  });

  test.each([
    ["no record", () => undefined],
    ["another entry", changed({ entry: 3 })],
    ["another time", changed({ time: 1 })],
  ] as const)("%s", async (_, lie) => {
    expect(await found(lie)).toMatchObject([
      { fault: "record-mismatch", label: "2", digest: batch.of("2"), entry: 2 },
    ]);
  });
});
