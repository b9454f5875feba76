import { beforeEach, describe, expect, test } from "vitest";
import { batchFinderOver } from "../../src/core/batch/finder.ts";
import { type CID, documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { encodeDocument } from "../../src/core/document.ts";
import { parseLabel } from "../../src/core/label.ts";
import { parsePublicationId, type PublicationId } from "../../src/core/publication.ts";
import { stepsOf, type Taken, type Taking } from "../../src/verify/taking.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { anchorList, batched, listOf, refOf } from "../support/model-batch.ts";
import { openModel } from "../support/opened-archive.ts";
import { digestOf, heldFile } from "../support/witness-evidence.ts";

/* What of a batch's entry goes into the catalogue: memory stores, real lists and manifests. */

const { sha256 } = hashing;
const BACK = { "1": { "a.txt": "one" }, "2": { "a.txt": "two" } };

let model: ModelArchive;
let letter: PublicationId;
beforeEach(() => {
  model = new ModelArchive();
  letter = model.register();
});

const store = () => model.stores[0] ?? expect.unreachable();
const lose = (cid: CID | undefined) => void store().blocks.delete(String(cid));

/** The latest entry, step by step. */
async function steps(change: Partial<Taken> = {}): Promise<readonly Taking[]> {
  const tip = (await model.registry.node().block("latest")) ?? expect.unreachable();
  const entry = (await model.registry.entries(letter, 0, tip)).at(-1) ?? expect.unreachable();
  const { stores } = model;
  const sources = { stores, sha256, batches: batchFinderOver(stores, { sha256 }) };
  const found: Taking[] = [];
  for await (const one of stepsOf(
    refOf(model, letter),
    { entry, head: digestOf("head"), ...change },
    sources,
  ))
    found.push(one);
  return found;
}

/** The same of an entry that takes one step. */
async function taking(change: Partial<Taken> = {}) {
  const [only, ...others] = await steps(change);
  expect(others).toEqual([]);
  const { step, missed } = only ?? expect.unreachable();
  return {
    labels: step.batched?.map(({ issue }) => issue.label),
    batched: step.batched,
    missed: missed.map(({ failure, ...rest }) => ({ ...rest, code: failure.code })),
  };
}

/** Anchors a list of the issues as they are given, whatever their manifests say. */
async function anchored(...issues: readonly { label: string; digest: Digest }[]) {
  const listed = issues.map(({ label, digest }) => ({ label: parseLabel(label), digest }));
  const batch = await listOf(model, refOf(model, letter), listed);
  anchorList(model, batch);
  return batch;
}

describe("the entry of a batch", () => {
  test("names every issue of its list, with its own number, time and transaction", async () => {
    const batch = await batched(model, letter, BACK);
    const { batched: found, missed } = await taking();
    expect(missed).toEqual([]);
    expect(found).toMatchObject([
      {
        issue: { manifest: batch.of("1"), label: "1", revision: 1, entry: 2 },
        files: [{ path: "a.txt", sha256: heldFile("one").sha256 }],
      },
      { issue: { manifest: batch.of("2"), label: "2", revision: 1, entry: 2 }, files: [{ path: "a.txt" }] },
    ]);
    expect(new Set(found?.map(({ issue }) => issue.transaction)).size).toBe(1);
  });

  test("names only those that are not known yet", async () => {
    const batch = await batched(model, letter, BACK);
    const { labels } = await taking({ isKnown: (digest) => digest === batch.of("1") });
    expect(labels).toEqual(["2"]);
  });

  test("names many issues in several steps, each of them once", async () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [String(i), { "a.txt": `${i}` }]));
    const batch = await batched(model, letter, many);
    lose(documentCid(batch.of("7")));
    const all = await steps();
    expect(all.map(({ step }) => step.batched?.length)).toEqual([256, 256, 87]);
    const labels = all.flatMap(({ step }) => step.batched?.map(({ issue }) => issue.label) ?? []);
    expect(new Set([...labels, "7"])).toEqual(new Set(Object.keys(many)));
    expect(all.flatMap(({ missed }) => missed)).toMatchObject([{ digest: batch.of("7") }]);
  });

  test("misses a manifest that no store has, and names the others", async () => {
    const batch = await batched(model, letter, BACK);
    lose(documentCid(batch.of("1")));
    const missed = [{ entry: 2, digest: batch.of("1"), code: "BLOCK_MISSING" }];
    expect(await taking()).toMatchObject({ labels: ["2"], missed });
  });

  test.each(["list", "part"])("misses the whole of it while its %s is in no store", async (what) => {
    const batch = await batched(model, letter, BACK);
    lose(what === "list" ? documentCid(batch.list) : batch.written.list.parts[0]?.cid);
    const missed = [{ entry: 2, digest: batch.list, code: "BLOCK_MISSING" }];
    expect(await taking()).toEqual({ labels: undefined, batched: undefined, missed });
  });

  test.each(["list", "part"])(
    "misses the whole of it while its %s is spoilt in every store",
    async (what) => {
      const batch = await batched(model, letter, BACK);
      store().spoil(what === "list" ? documentCid(batch.list) : batch.written.list.parts[0]?.cid);
      expect(await taking()).toMatchObject({
        labels: undefined,
        missed: [{ digest: batch.list, code: "BLOCK_MISMATCH" }],
      });
    },
  );

  test("misses what a list of a later format names", async () => {
    const later = encodeDocument({ type: "colophon/batch/2" }, sha256);
    model.keep(later.block);
    const issues = [{ label: parseLabel("1"), digest: digestOf("one") }];
    anchorList(model, { ...(await listOf(model, refOf(model, letter), issues)), list: later.digest });
    expect(await taking()).toMatchObject({
      labels: undefined,
      missed: [{ digest: later.digest, code: "LIST_TYPE_UNKNOWN" }],
    });
  });
});

describe("a hostile list names nothing, and is not waited for", () => {
  const HOSTILE = {
    "of another root": async () => {
      const batch = await packed();
      return { ...batch, root: `0x${"0b".repeat(32)}` as const };
    },
    "swapped for another batch's": async () => {
      const other = await listOf(model, refOf(model, letter), [
        { label: parseLabel("9"), digest: digestOf("9") },
      ]);
      return { ...(await packed()), list: other.list };
    },
    "of another publication": async () => {
      const other = { ...refOf(model, letter), id: parsePublicationId("2") };
      const batch = await listOf(model, other, [{ label: parseLabel("1"), digest: digestOf("one") }]);
      return { ...batch, publication: refOf(model, letter) };
    },
    "of another count": async () => ({ ...(await packed()), count: 3 }),
    "that is garbage": async () => {
      const garbage = encodeDocument({ type: "colophon/batch/1" }, sha256);
      model.keep(garbage.block);
      return { ...(await packed()), list: garbage.digest };
    },
  } as const;
  async function packed() {
    const digest = await model.pack(letter, "1", BACK["1"]);
    return listOf(model, refOf(model, letter), [{ label: parseLabel("1"), digest }]);
  }

  test.each(Object.keys(HOSTILE) as (keyof typeof HOSTILE)[])("%s", async (name) => {
    anchorList(model, await HOSTILE[name]());
    expect(await taking()).toEqual({ labels: undefined, batched: undefined, missed: [] });
  });
});

describe("a list names no issue whose manifest says otherwise", () => {
  test("of another label, of another publication, or that is no manifest; the others count", async () => {
    const publication = { ...refOf(model, letter), id: parsePublicationId("2") };
    const garbage = encodeDocument({ type: "colophon/manifest/1" }, sha256);
    model.keep(garbage.block);
    await anchored(
      { label: "1", digest: await model.pack(letter, "one", { a: "a" }) },
      { label: "2", digest: await model.pack(letter, "2", { a: "b" }, { publication }) },
      { label: "3", digest: garbage.digest },
      { label: "4", digest: await model.pack(letter, "4", { a: "d" }) },
    );
    expect(await taking()).toMatchObject({ labels: ["4"], missed: [] });
  });

  test("of a later revision: a batch anchors first ones", async () => {
    const issue = { label: parseLabel("1"), revision: 2, title: "One" };
    const supersedes = digestOf("another");
    await anchored({ label: "1", digest: await model.pack(letter, "1", { a: "a" }, { issue, supersedes }) });
    expect(await taking()).toMatchObject({ labels: undefined, missed: [] });
  });
});

describe("what turns up late is taken in late", () => {
  test("a list, and then a manifest", async () => {
    const archive = openModel(model, () => [letter]);
    const batch = await batched(model, letter, BACK);
    const blocks = new Map(store().blocks);
    lose(documentCid(batch.list));
    lose(documentCid(batch.of("2")));
    const labels = async () => {
      await archive.refresh();
      return (await archive.issues(letter)).map(({ label }) => label);
    };
    expect(await labels()).toEqual([]);
    await expect(archive.files(heldFile("two").sha256)).toFailWith("BLOCK_MISSING");
    const back = (cid: CID) =>
      store().blocks.set(String(cid), blocks.get(String(cid)) ?? expect.unreachable());
    back(documentCid(batch.list));
    expect(await labels()).toEqual(["1"]);
    await expect(archive.files(heldFile("two").sha256)).toFailWith("BLOCK_MISSING");
    back(documentCid(batch.of("2")));
    expect(await labels()).toEqual(["1", "2"]);
    expect(await archive.files(heldFile("two").sha256)).toHaveLength(1);
    expect(await archive.files(heldFile("never").sha256)).toEqual([]);
  });
});
