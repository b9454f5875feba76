import { beforeEach, describe, expect, test } from "vitest";
import { encodeList } from "../../src/core/batch/codec.ts";
import { documentCid } from "../../src/core/cid.ts";
import { type Digest, ZERO_DIGEST } from "../../src/core/digest.ts";
import { encodeDocument } from "../../src/core/document.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import type { Archive } from "../../src/verify/archive.ts";
import type { RegistryEvidence } from "../../src/verify/evidence.ts";
import { gatherFile } from "../../src/verify/gather.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { anchorList, batched, listOf, type ModelBatch, refOf } from "../support/model-batch.ts";
import { judgedIn, openModel } from "../support/opened-archive.ts";
import { heldFile } from "../support/witness-evidence.ts";

/* What a reader is told of issues of batches, from the registry's own rules, the lists and the history. */

const BACK = { "1": { "a.txt": "one" }, "2": { "a.txt": "two" }, "3": { "a.txt": "three" } };

let model: ModelArchive;
let letter: PublicationId;
let archive: Archive;
beforeEach(() => {
  model = new ModelArchive();
  letter = model.register();
  archive = openModel(model, () => [letter]);
});

async function stateOf(digest: Digest): Promise<RegistryEvidence> {
  await archive.refresh();
  const { final } = await archive.issue(digest);
  return final.known ? final.value : expect.unreachable(final.failure.message);
}

async function verdictOn(text: string) {
  await archive.refresh();
  const { size, sha256, path } = heldFile(text, "a.txt");
  const bytes = () => Promise.resolve(new TextEncoder().encode(text));
  const gathering = { witness: archive, sha256: hashing.sha256 };
  return judgedIn(model, await gatherFile({ path, size, sha256, bytes }, gathering));
}

const reasonOf = (verdict: Awaited<ReturnType<typeof verdictOn>>, name: string) =>
  verdict.checks.find(({ check }) => check === name)?.reason;

function loseList(batch: ModelBatch): void {
  for (const store of model.stores) store.blocks.delete(String(documentCid(batch.list)));
}

describe("an issue of a batch that has no record of its own", () => {
  test("has the entry and time of its batch, and stands", async () => {
    const batch = await batched(model, letter, BACK);
    const state = await stateOf(batch.of("2"));
    expect(state).toMatchObject({
      record: { entry: 2, revision: 1, notice: "none" },
      current: batch.of("2"),
    });
    expect(state.earlier).toBeUndefined();
    expect(await verdictOn("two")).toMatchObject({ verdict: "authentic", issue: { label: "2", entry: 2 } });
  });

  test("is not yet there at a final block before its batch", async () => {
    const batch = await batched(model, letter, BACK);
    model.registry.notFinal = 1;
    expect((await stateOf(batch.of("2"))).record).toBeUndefined();
    expect(await verdictOn("two")).toMatchObject({ verdict: "could-not-check" });
  });

  test.for(["list", "part"])(
    "cannot be checked while the %s is in no store, and can as soon as it is",
    async (what) => {
      const batch = await batched(model, letter, BACK);
      const [part] = batch.written.list.parts;
      const cid = what === "list" ? documentCid(batch.list) : part?.cid;
      const [store = expect.unreachable()] = model.stores;
      const bytes = store.blocks.get(String(cid)) ?? expect.unreachable();
      store.blocks.delete(String(cid));
      await archive.refresh();
      const { final } = await archive.issue(batch.of("2"));
      expect(final).toMatchObject({ known: false, failure: { code: "BLOCK_MISSING" } });
      expect((await verdictOn("two")).verdict).toBe("could-not-check");
      expect((await verdictOn("something else")).verdict).toBe("could-not-check");
      store.blocks.set(String(cid), bytes);
      expect((await verdictOn("two")).verdict).toBe("authentic");
      expect((await verdictOn("something else")).verdict).toBe("not-anchored");
    },
  );

  test("cannot be checked while the list is spoilt", async () => {
    const batch = await batched(model, letter, BACK);
    const [store = expect.unreachable()] = model.stores;
    store.spoil(documentCid(batch.list));
    expect((await verdictOn("two")).verdict).toBe("could-not-check");
    store.spoil(documentCid(batch.list));
    expect((await verdictOn("two")).verdict).toBe("authentic");
  });

  test("stands whatever a later list of a later format holds, of which nobody can say what it does", async () => {
    const batch = await batched(model, letter, BACK);
    const later = encodeDocument({ type: "colophon/batch/2" }, hashing.sha256);
    model.keep(later.block);
    const issues = [{ label: parseLabel("9"), digest: batch.of("1") }];
    anchorList(model, { ...(await listOf(model, refOf(model, letter), issues)), list: later.digest });
    expect((await verdictOn("never published")).verdict).toBe("could-not-check");
    expect((await verdictOn("two")).verdict).toBe("authentic");
  });

  test("is found beside a batch whose list is none, which holds nothing", async () => {
    const digest = await model.pack(letter, "7", { "a.txt": "seven" });
    const honest = await listOf(model, refOf(model, letter), [{ label: parseLabel("7"), digest }]);
    const { block, digest: list } = encodeList(
      { ...honest.written.list, publication: refOf(model, "9" as PublicationId) },
      hashing.sha256,
    );
    model.keep(block);
    anchorList(model, { ...honest, list });
    await batched(model, letter, BACK);
    expect((await verdictOn("two")).verdict).toBe("authentic");
    expect((await verdictOn("seven")).verdict).toBe("not-anchored");
  });
});

describe("an issue of a batch that was extracted", () => {
  test("keeps the entry of its batch, and its notice is told", async () => {
    const batch = await batched(model, letter, BACK);
    model.call(letter, {
      do: "postBatched",
      issue: batch.issue("2"),
      notice: "retraction",
      reason: ZERO_DIGEST,
    });
    expect(await stateOf(batch.of("2"))).toMatchObject({ record: { entry: 2, notice: "retraction" } });
    expect(await verdictOn("two")).toMatchObject({
      verdict: "authentic-but",
      standing: "retraction",
      issue: { entry: 2 },
    });
  });

  test("is superseded by its correction, which is no other issue", async () => {
    const batch = await batched(model, letter, BACK);
    const issue = { label: parseLabel("2"), revision: 2, title: "Issue 2" };
    const digest = await model.pack(
      letter,
      "2",
      { "a.txt": "two, mended" },
      { issue, supersedes: batch.of("2") },
    );
    model.call(letter, { do: "reviseBatched", issue: batch.issue("2"), digest, reason: ZERO_DIGEST });
    expect(await verdictOn("two")).toMatchObject({ verdict: "authentic-but", standing: "superseded" });
    expect(await verdictOn("two, mended")).toMatchObject({
      verdict: "authentic",
      issue: { revision: 2, entry: 4 },
    });
    const { revisions } = await archive.issue(digest);
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2]);
  });
});

describe("of two issues under one label, the one with the earlier entry stands and the other is none", () => {
  const rival = async (label: string, text: string) => {
    const digest = await model.pack(
      letter,
      label,
      { "a.txt": text },
      { issue: { label: parseLabel(label), revision: 1, title: "Rival" } },
    );
    return digest;
  };
  const single = async (label: string, text: string) => {
    const digest = await rival(label, text);
    model.call(letter, { do: "anchor", label, digest });
    return digest;
  };

  test("a batch, then alone", async () => {
    const batch = await batched(model, letter, BACK);
    const later = await single("2", "a rival");
    expect(await verdictOn("two")).toMatchObject({ verdict: "authentic", issue: { entry: 2 } });
    expect((await stateOf(later)).earlier).toMatchObject({
      known: true,
      value: { digest: batch.of("2"), entry: 2 },
    });
    const verdict = await verdictOn("a rival");
    expect([verdict.verdict, reasonOf(verdict, "anchored")]).toEqual(["not-anchored", "label-taken"]);
    expect(await archive.labelled(parseLabel("2"))).toEqual([batch.of("2")]);
    expect((await archive.revisions(letter, parseLabel("2"))).map(({ manifest }) => manifest)).toEqual([
      batch.of("2"),
    ]);
  });

  test("alone, then a batch", async () => {
    const issues = [];
    for (const [label, text] of [
      ["1", "one"],
      ["2", "two"],
    ] as const)
      issues.push({ label: parseLabel(label), digest: await model.pack(letter, label, { "a.txt": text }) });
    const batch = await listOf(model, refOf(model, letter), issues);
    const first = await single("2", "the first");
    anchorList(model, batch);
    expect((await verdictOn("the first")).verdict).toBe("authentic");
    expect((await stateOf(batch.of("2"))).earlier).toMatchObject({
      known: true,
      value: { digest: first, entry: 2 },
    });
    const verdict = await verdictOn("two");
    expect([verdict.verdict, reasonOf(verdict, "anchored")]).toEqual(["not-anchored", "label-taken"]);
    expect((await verdictOn("one")).verdict).toBe("authentic");
    expect(await archive.labelled(parseLabel("2"))).toEqual([first]);
  });

  test("two batches", async () => {
    await batched(model, letter, BACK);
    await batched(model, letter, { "2": { "a.txt": "two again" }, "4": { "a.txt": "four" } });
    expect((await verdictOn("two")).verdict).toBe("authentic");
    expect((await verdictOn("two again")).verdict).toBe("not-anchored");
    expect((await verdictOn("four")).verdict).toBe("authentic");
  });

  test("a batch, then alone, then the issue of the batch extracted: the registry takes it back", async () => {
    const batch = await batched(model, letter, BACK);
    const later = await single("2", "a rival");
    model.call(letter, {
      do: "postBatched",
      issue: batch.issue("2"),
      notice: "correction",
      reason: ZERO_DIGEST,
    });
    expect((await stateOf(later)).current).toBe(batch.of("2"));
    const verdict = await verdictOn("a rival");
    expect([verdict.verdict, reasonOf(verdict, "anchored")]).toEqual(["not-anchored", "label-taken"]);
    expect(await verdictOn("two")).toMatchObject({ verdict: "authentic-but", standing: "correction" });
  });

  test("and a revision of the later one is none either", async () => {
    const batch = await batched(model, letter, BACK);
    await single("2", "a rival");
    await model.revise(letter, "2", { "a.txt": "a rival, mended" });
    expect(await archive.labelled(parseLabel("2"))).toEqual([batch.of("2")]);
    expect((await verdictOn("a rival, mended")).verdict).toBe("not-anchored");
    expect((await verdictOn("two")).verdict).toBe("authentic");
    expect((await archive.revisions(letter, parseLabel("2"))).map(({ title }) => title)).toEqual(["Issue 2"]);
  });

  test("the same digest in two batches, or in a batch and alone, is one issue", async () => {
    const batch = await batched(model, letter, BACK);
    const again = await listOf(model, refOf(model, letter), [
      { label: parseLabel("2"), digest: batch.of("2") },
    ]);
    anchorList(model, again);
    model.call(letter, { do: "anchor", label: "1", digest: batch.of("1") });
    expect(await verdictOn("two")).toMatchObject({ verdict: "authentic", issue: { entry: 2 } });
    expect((await verdictOn("one")).verdict).toBe("authentic");
  });

  test("cannot be told while the list of an earlier batch is missing: nothing later counts, nothing before is doubted", async () => {
    await single("0", "nought");
    const batch = await batched(model, letter, BACK);
    const later = await single("8", "eight");
    loseList(batch);
    expect((await stateOf(later)).earlier).toMatchObject({
      known: false,
      failure: { code: "BLOCK_MISSING" },
    });
    const verdict = await verdictOn("eight");
    expect([verdict.verdict, reasonOf(verdict, "standing")]).toEqual(["could-not-check", "earlier-unasked"]);
    expect((await verdictOn("nought")).verdict).toBe("authentic");
  });
});
