import { afterAll, describe, expect, test } from "vitest";
import { openJournal } from "../../src/adapters/journal/journal.ts";
import type { Store } from "../../src/core/ports.ts";
import type { PublicationRef } from "../../src/core/publication.ts";
import { publishInBatches, publishTogether, untilFinal } from "../../src/publish/batch.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import { openRig, type Parts } from "../support/publisher-rig.ts";

/* A stream of issues, a transaction for every few of them, on a real chain and disk. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

const LABELS = ["1", "2", "3", "4", "5"];
let publications = 0;
const fresh = () => rig.register(`Letter ${++publications}`);
const plansFor = (publication: PublicationRef): readonly IssuePlan[] =>
  LABELS.map((label) => ({ ...rig.plan(label), publication }));

async function inBatches(plans: Iterable<IssuePlan>, parts: Parts = {}, check = false) {
  const done = [];
  for await (const one of publishInBatches(plans, rig.publisher(parts), { most: 2, check })) done.push(one);
  return done;
}

const labels = (issues: readonly { readonly label: string }[] = []) => issues.map(({ label }) => label);

/** The store, and the CIDs that it was asked for. */
function asked() {
  const cids = new Set<string>();
  const block: Store["block"] = (cid) => {
    cids.add(String(cid));
    return rig.store.block(cid);
  };
  return { cids, store: { ...rig.store, block } };
}

describe("issues published in batches", () => {
  test("are anchored a few at a time, and taken no further ahead than that", async () => {
    const letter = await fresh();
    let taken = 0;
    function* plans() {
      for (const plan of plansFor(letter)) {
        taken += 1;
        yield plan;
      }
    }
    const ahead: number[] = [];
    const done: string[][] = [];
    for await (const { batch } of publishInBatches(plans(), rig.publisher(), { most: 2, check: false })) {
      ahead.push(taken);
      done.push(labels(batch?.issues));
    }
    expect([done, ahead]).toEqual([
      [["1", "2"], ["3", "4"], ["5"]],
      [2, 4, 5],
    ]);
    expect(rig.staged()).toBe(false);
  });

  test("stand the second time; the stores are asked for them only to check", async () => {
    const letter = await fresh();
    const first = await inBatches(plansFor(letter));
    const cids = first.flatMap(({ batch }) => batch?.issues ?? []).map(({ cid }) => cid);
    const before = await rig.chain.transactionCount(rig.signer.address, "latest");
    const unchecked = asked();
    const again = await inBatches(plansFor(letter), { store: unchecked.store });
    expect(again.flatMap(({ already }) => labels(already))).toEqual(LABELS);
    expect(again.flatMap(({ batch }) => batch ?? [])).toEqual([]);
    expect(cids.filter((cid) => unchecked.cids.has(cid))).toEqual([]);
    const checked = asked();
    await inBatches(plansFor(letter), { store: checked.store }, true);
    expect(cids.filter((cid) => checked.cids.has(cid))).toEqual(cids);
    expect(await rig.chain.transactionCount(rig.signer.address, "latest")).toBe(before);
  });

  test("are waited for together: mined first, then final", async () => {
    const letter = await fresh();
    const done = await inBatches(plansFor(letter), { until: "mined" });
    const batches = done.flatMap(({ batch }) => batch ?? []);
    expect(batches.map(({ status }) => status)).toEqual(["mined", "mined", "mined"]);
    const final = await untilFinal(batches, rig.publisher());
    expect(final).toEqual(batches.map((batch) => ({ ...batch, status: "final" })));
    expect(rig.journal.unfinished()).toEqual([]);
  });

  test.each(["grown", "published one by one"])(
    "leave nothing begun of a run that ended before it signed, where the source was since %s",
    async (how) => {
      const letter = await fresh();
      const plans = plansFor(letter);
      const put = () => Promise.reject(new TypeError("pulled the plug"));
      const ended = publishTogether(plans.slice(0, 3), rig.publisher({ store: { ...rig.store, put } }));
      await expect(ended).rejects.toThrow();
      expect([rig.journal.unfinished().length, rig.staged()]).toEqual([1, true]);
      if (how === "grown") await publishTogether(plans, rig.publisher());
      else for (const plan of plans) await publishTogether([plan], rig.publisher());
      expect([rig.journal.unfinished(), rig.staged()]).toEqual([[], false]);
      // Let go is not forbidden: the first three by themselves would be another batch of what stands.
      expect(labels((await publishTogether(plans.slice(0, 3), rig.publisher())).already)).toEqual([
        "1",
        "2",
        "3",
      ]);
    },
  );

  test("leave begun what a run has signed", async () => {
    const plans = plansFor(await fresh());
    const keys = () => rig.journal.unfinished().map(({ key }) => key);
    await publishTogether(plans.slice(0, 3), rig.publisher({ until: "mined" }));
    const [signed] = keys();
    await publishTogether(plans, rig.publisher({ until: "mined" }));
    expect([keys().length, keys()[0]]).toEqual([2, signed]);
  });

  test("stand where another publisher was quicker with the very same", async () => {
    const letter = await fresh();
    const rival = openJournal(":memory:");
    let overtaken = false;
    const put: Store["put"] = async (car) => {
      await rig.store.put(car);
      if (overtaken) return;
      overtaken = true;
      await publishTogether(plansFor(letter), rig.publisher({ journal: rival }));
    };
    const { already, batch } = await publishTogether(
      plansFor(letter),
      rig.publisher({ store: { ...rig.store, put } }),
    );
    rival.close();
    expect([labels(already), batch]).toEqual([LABELS, undefined]);
    expect((await rig.entries(letter)).map(({ kind }) => kind)).toEqual(["registered", "batch-anchored"]);
    expect(rig.staged()).toBe(false);
  });
});
