import { afterAll, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { byLabel } from "../../src/core/batch/list.ts";
import { documentCid } from "../../src/core/cid.ts";
import type { Store } from "../../src/core/ports.ts";
import type { PublicationRef } from "../../src/core/publication.ts";
import { isWhole, readBack } from "../../src/core/retrieval.ts";
import { publishTogether } from "../../src/publish/batch.ts";
import { publishIssue, reviseIssue } from "../../src/publish/issue.ts";
import { postNotice } from "../../src/publish/notice.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import { settle } from "../../src/publish/publisher.ts";
import { memoryFile } from "../support/hashing.ts";
import { openRig, type Parts } from "../support/publisher-rig.ts";

/* Many issues with one transaction, on a real chain and disk; test/faults/ has every call to the outside failing once. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

let publications = 0;
const fresh = () => rig.register(`Letter ${++publications}`);
const plansFor = (publication: PublicationRef, ...labels: readonly string[]): readonly IssuePlan[] =>
  labels.map((label) => ({ ...rig.plan(label), publication }));
const withText = (plan: IssuePlan, text: string): IssuePlan => ({
  ...plan,
  files: [memoryFile("letter.txt", text)],
});
const spent = () => rig.chain.transactionCount(rig.signer.address, "latest");
const kinds = async (of: PublicationRef) => (await rig.entries(of)).map(({ kind }) => kind);

async function together(plans: readonly IssuePlan[], parts: Parts = {}) {
  const publisher = rig.publisher(parts);
  await settle(publisher);
  return publishTogether(plans, publisher);
}

describe("many issues published together", () => {
  test("are one transaction and one entry, their list and every block in the store", async () => {
    const letter = await fresh();
    const before = await spent();
    const plans = plansFor(letter, "3", "1", "2");
    const { already, batch } = await together(plans);
    expect([already, await spent()]).toEqual([[], before + 1]);
    expect(batch).toMatchObject({ publication: letter.id, count: 3, status: "final" });
    expect(batch?.issues.map(({ label, revision }) => [label, revision])).toEqual([
      ["1", 1],
      ["2", 1],
      ["3", 1],
    ]);
    expect(await kinds(letter)).toEqual(["registered", "batch-anchored"]);
    const list = batch?.list ?? expect.unreachable();
    expect(batch?.listCid).toBe(String(documentCid(list)));
    // The list, its one part, and of each issue the manifest, the folder and the file.
    const copy = await readBack(rig.store, documentCid(list), { sha256: nodeSha256 });
    expect([isWhole(copy), copy.verified]).toEqual([true, 2 + 3 * 3]);
    expect(batch?.stores).toEqual([{ id: "disk", blocks: 11, verified: 11 }]);
    expect(rig.staged()).toBe(false);
    expect(rig.journal.unfinished()).toEqual([]);
    const again = await together(plans);
    expect(again.batch).toBeUndefined();
    const told = again.already.map(({ label, status, digest }) => ({ label, status, digest }));
    expect(told.toSorted(byLabel)).toEqual(
      batch?.issues.map(({ label, digest }) => ({ label, status: "already", digest })),
    );
    expect(await spent()).toBe(before + 1);
    expect(rig.staged()).toBe(false);
  });

  test("leave out what stands, alone or in an earlier batch, and anchor only what is new", async () => {
    const letter = await fresh();
    const [alone, one, two, three] = plansFor(letter, "0", "1", "2", "3") as [
      IssuePlan,
      IssuePlan,
      IssuePlan,
      IssuePlan,
    ];
    await publishIssue(alone, rig.publisher());
    await together([one, two]);
    const before = await spent();
    const { already, batch } = await together([alone, one, two, three]);
    expect(already.map(({ label }) => label)).toEqual(["0", "1", "2"]);
    expect(batch?.issues.map(({ label }) => label)).toEqual(["3"]);
    expect(await spent()).toBe(before + 1);
  });

  test("put the blocks of what stands back into a store that has lost them", async () => {
    const letter = await fresh();
    const plans = plansFor(letter, "1", "2");
    const first = await together(plans);
    const [issue] = first.batch?.issues ?? [];
    const put: string[] = [];
    const store: Store = {
      ...{ id: "disk", operator: "self" },
      put: async (car) => void put.push(String(car.root)),
      block: async (cid) =>
        String(cid) === issue?.cid && !put.includes(issue.cid) ? undefined : rig.store.block(cid),
    };
    const again = await together(plans, { store });
    expect(again.already.map(({ label, status }) => [label, status])).toEqual([
      ["1", "already"],
      ["2", "already"],
    ]);
    // The other one is whole, and is not stored a second time beside its batch.
    expect(put).toEqual([issue?.cid]);
    expect(rig.staged()).toBe(false);
  });

  test("of one publication alone: nothing at all is asked for nothing", async () => {
    const before = await spent();
    expect(await together([])).toEqual({ already: [] });
    expect(await spent()).toBe(before);
  });

  test("error: two of them have one label", async () => {
    const letter = await fresh();
    const [one, other] = plansFor(letter, "1", "1");
    const plans = [one ?? expect.unreachable(), withText(other ?? expect.unreachable(), "else")];
    await expect(together(plans)).toFailWith("LABELS_COLLIDE", { label: "1" });
    expect(await kinds(letter)).toEqual(["registered"]);
    expect(rig.staged()).toBe(false);
  });

  test.each(["alone", "in a batch"])(
    "error: a label stands %s with other content: nothing is stored and nothing sent",
    async (how) => {
      const letter = await fresh();
      const [one, two] = plansFor(letter, "1", "2") as [IssuePlan, IssuePlan];
      if (how === "alone") await publishIssue(one, rig.publisher());
      else await together([one]);
      const before = await spent();
      const puts: string[] = [];
      const put: Store["put"] = async (car) => void puts.push(String(car.root));
      const store: Store = { id: "disk", operator: "self", put, block: (cid) => rig.store.block(cid) };
      const run = together([two, withText(one, "other words")], { store });
      await expect(run).toFailWith("LABEL_ANCHORED", { label: "1" });
      expect([puts, await spent()]).toEqual([[], before]);
      expect(await kinds(letter)).toHaveLength(2);
      expect(rig.staged()).toBe(false);
    },
  );

  test("error: too few copies: nothing is anchored, and the next run goes on", async () => {
    const letter = await fresh();
    const plans = plansFor(letter, "1", "2");
    const store: Store = {
      id: "disk",
      operator: "self",
      put: () => Promise.resolve(),
      block: async () => undefined,
    };
    await expect(together(plans, { store })).toFailWith("COPIES_TOO_FEW");
    expect(await kinds(letter)).toEqual(["registered"]);
    expect((await together(plans)).batch?.count).toBe(2);
    expect(rig.staged()).toBe(false);
    expect(rig.journal.unfinished()).toEqual([]);
  });
});

describe("an issue of a batch", () => {
  const started = async () => {
    const letter = await fresh();
    const [one, two] = plansFor(letter, "1", "2") as [IssuePlan, IssuePlan];
    const { batch } = await together([one, two]);
    return { letter, one, two, batch: batch ?? expect.unreachable() };
  };

  test("is published again alone: it stands, with the transaction of its batch", async () => {
    const { one, batch } = await started();
    const before = await spent();
    const again = await publishIssue(one, rig.publisher());
    expect(again).toMatchObject({ status: "already", label: "1", tx: batch.tx, block: batch.block });
    expect(again.anchoredAt).toBe(batch.anchoredAt);
    expect(await spent()).toBe(before);
    const other = withText(one, "other words");
    await expect(publishIssue(other, rig.publisher())).toFailWith("LABEL_ANCHORED");
  });

  test("is revised with its path, which makes two entries, and again without", async () => {
    const { letter, one } = await started();
    const mended = withText(one, "mended");
    expect(await reviseIssue(mended, "a word", rig.publisher())).toMatchObject({
      revision: 2,
      status: "final",
    });
    expect((await kinds(letter)).slice(2)).toEqual(["extracted", "revised"]);
    expect(await reviseIssue(mended, "a word", rig.publisher())).toMatchObject({ status: "already" });
    expect(await reviseIssue(withText(one, "again"), undefined, rig.publisher())).toMatchObject({
      revision: 3,
    });
    expect((await kinds(letter)).slice(2)).toEqual(["extracted", "revised", "revised"]);
  });

  test("gets a notice with its path, which makes two entries, and a second without", async () => {
    const { letter, batch } = await started();
    const { digest } = batch.issues[1] ?? expect.unreachable();
    const notice = { publication: letter.id, digest, kind: "concern", reason: "a doubt" } as const;
    expect(await postNotice(notice, rig.publisher())).toMatchObject({ status: "final" });
    expect(await postNotice(notice, rig.publisher())).toMatchObject({ status: "already" });
    expect((await kinds(letter)).slice(2)).toEqual(["extracted", "notice"]);
    await postNotice({ ...notice, kind: "retraction" }, rig.publisher());
    expect((await kinds(letter)).slice(2)).toEqual(["extracted", "notice", "notice"]);
  });

  test("is revised with a notice on it: its record has its own, and the path is not needed any more", async () => {
    const { letter, one, batch } = await started();
    const { digest } = batch.issues[0] ?? expect.unreachable();
    await postNotice({ publication: letter.id, digest, kind: "correction" }, rig.publisher());
    await reviseIssue(withText(one, "mended"), undefined, rig.publisher());
    expect((await kinds(letter)).slice(2)).toEqual(["extracted", "notice", "revised"]);
  });
});
