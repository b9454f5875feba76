import { afterAll, describe, expect, test } from "vitest";
import { textReading } from "../../src/adapters/document/node-reader.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { documentCid } from "../../src/core/cid.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { Digest } from "../../src/core/digest.ts";
import type { Encoded } from "../../src/core/document.ts";
import { possibleIdentities } from "../../src/core/identity/evidence.ts";
import type { SourceFile, Store } from "../../src/core/ports.ts";
import { publishTogether } from "../../src/publish/batch.ts";
import { publishIssue, reviseIssue } from "../../src/publish/issue.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import { previewIssue, previewRevision } from "../../src/publish/preview.ts";
import type { Publisher } from "../../src/publish/publisher.ts";
import { standingManifest } from "../../src/publish/choice.ts";
import { hashing, memoryFile } from "../support/hashing.ts";
import { openRig, type Parts, recordsOf } from "../support/publisher-rig.ts";

/* Text in manifests: what stands chooses (docs/adr/0008-text-in-manifests.md), on a real chain and disk. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

const { texts } = textReading();
/** As an earlier version published: without text. */
const before = (parts: Parts = {}): Publisher => rig.publisher(parts);
const now = (parts: Parts = {}): Publisher => ({ ...rig.publisher(parts), texts });
const unwanted = (parts: Parts = {}): Publisher => ({ ...rig.publisher(parts), ...textReading(false) });

/** A store that has lost the manifests of these issues, until they are put again. */
function forgetful(...digests: readonly Digest[]): Store {
  const lost = new Set(digests.map((digest) => documentCid(digest).toString()));
  return {
    ...rig.store,
    block: async (cid) => (lost.has(cid.toString()) ? undefined : rig.store.block(cid)),
    async put(car) {
      await rig.store.put(car);
      lost.clear();
    },
  };
}

const sources = { stores: [rig.store], sha256: nodeSha256 };
const textOf = async (digest: Digest) => (await standingManifest(digest, sources)).files[0]?.text;
const withFile = (plan: IssuePlan, file: SourceFile): IssuePlan => ({ ...plan, files: [file] });
const titled = (plan: IssuePlan, title: string): IssuePlan => ({
  ...plan,
  description: { ...plan.description, title },
});

describe("what is new", () => {
  test("has its text in the manifest, unless its publisher wants none", async () => {
    const [plan, other] = [rig.plan(), rig.plan()];
    const { digest } = await publishIssue(plan, now());
    expect(await textOf(digest)).toMatchObject({ blocks: 1, profile: "colophon/text/1" });
    expect(await textOf((await publishIssue(other, unwanted())).digest)).toBeUndefined();
  });

  test("is packed without what no text can be taken of, and says so", async () => {
    const notes: string[] = [];
    const onProgress: Parts["onProgress"] = (told) => {
      if (told.kind === "note") notes.push(told.message);
    };
    // Each of its lines would stand in a thousand quotations.
    const hostile = withFile(rig.plan(), memoryFile("a.md", `${"> ".repeat(1000)}x\n`));
    const publisher = { ...now({ onProgress }), typeOf: () => "text/markdown" };
    const { digest, label } = await publishIssue(hostile, publisher);
    expect(await textOf(digest)).toBeUndefined();
    expect(notes).toEqual([
      expect.stringContaining(`issue ${label}: no text was taken of 1 document (a.md)`),
    ]);
  });
});

describe("what stands", () => {
  const ways = { before, now, unwanted };
  const pairs = Object.entries(ways).flatMap(([first, as]) =>
    Object.entries(ways).map(([second, again]) => ({ first, as, second, again })),
  );

  test.each(pairs)("published $first, stands already when published $second", async ({ as, again }) => {
    const plan = rig.plan();
    const { digest } = await publishIssue(plan, as());
    expect(await publishIssue(plan, again())).toMatchObject({ digest, status: "already" });
    expect(await reviseIssue(plan, undefined, again())).toMatchObject({ digest, status: "already" });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test.each(["before", "now"] as const)(
    "published %s, is brought back where no store has its manifest",
    async (how) => {
      const plan = rig.plan();
      const { digest } = await publishIssue(plan, ways[how]());
      const store = forgetful(digest);
      expect(await publishIssue(plan, now({ store }))).toMatchObject({ digest, status: "already" });
      expect(await store.block(documentCid(digest))).toBeDefined();
    },
  );

  test("is what its first revision was, when that is published again", async () => {
    const plan = rig.plan();
    const first = await publishIssue(plan, before());
    const corrected = withFile(plan, memoryFile("letter.txt", "Corrected.\n"));
    const second = await reviseIssue(corrected, undefined, now());
    expect(second).toMatchObject({ revision: 2, status: "final" });
    expect(await textOf(second.digest)).toMatchObject({ blocks: 1 });
    expect(await publishIssue(plan, now())).toMatchObject({ digest: first.digest, status: "already" });
    const store = forgetful(first.digest, second.digest);
    expect(await publishIssue(plan, now({ store }))).toMatchObject({ digest: first.digest });
    await expect(publishIssue(titled(plan, "Other"), now())).toFailWith("LABEL_ANCHORED");
  });

  test("is foreseen by a preview", async () => {
    const [old, fresh] = [rig.plan(), rig.plan()];
    const { digest } = await publishIssue(old, before());
    const { registry, replication } = now();
    const previewing = {
      view: registry.at(await tipBlock(rig.chain)),
      sources: { registry, replication },
      tools: { hashing, typeOf: () => "text/plain", texts },
      onProgress: () => undefined,
    };
    expect((await previewIssue(old, previewing)).encoded.digest).toBe(digest);
    expect((await previewRevision(old, undefined, previewing)).action).toBeUndefined();
    const foreseen = await previewRevision(titled(old, "Corrected"), undefined, previewing);
    const revised = await reviseIssue(titled(old, "Corrected"), undefined, now());
    expect(foreseen.encoded.digest).toBe(revised.digest);
    const unborn = await previewIssue(fresh, previewing);
    expect(unborn.encoded.digest).toBe((await publishIssue(fresh, now())).digest);
  });
});

describe("a batch", () => {
  test("holds what is new with its text, and leaves out what stands with text and without", async () => {
    const plans = [rig.plan(), rig.plan(), rig.plan(), rig.plan()];
    const [one, two, three, four] = plans;
    if (one === undefined || two === undefined || three === undefined || four === undefined) return;
    const first = await publishTogether([one, two], before());
    const second = await publishTogether([one, two, three], now());
    const stood = first.batch?.issues.map(({ digest }) => digest);
    expect(second.already.map(({ digest }) => digest)).toEqual(stood);
    expect(second.batch?.issues.map(({ label }) => label)).toEqual([three.description.label]);
    expect(await textOf(second.batch?.issues[0]?.digest as Digest)).toMatchObject({ blocks: 1 });
    const lost = [...(stood ?? []), ...(second.batch?.issues ?? []).map(({ digest }) => digest)];
    const third = await publishTogether(plans, now({ store: forgetful(...lost) }));
    expect(third.already.map(({ digest }) => digest)).toEqual(lost);
    expect(third.batch?.count).toBe(1);
    expect(await publishIssue(one, now())).toMatchObject({ digest: stood?.[0], status: "already" });
  });
});

describe("what a run began and did not end", () => {
  test.each(["before", "now"] as const)("%s, is gone on with, and nothing is sent beside it", async (how) => {
    const plan = rig.plan();
    const { chain } = rig;
    // Signed, and not sent.
    const silent = { ...chain, send: () => Promise.reject(new Error("the process ends here")) };
    const publisher = { before, now }[how]({ chain: silent });
    await expect(publishIssue(plan, publisher)).rejects.toThrow("ends here");
    const [job, ...others] = rig.journal.unfinished();
    expect(others).toEqual([]);
    const done = await publishIssue(plan, now());
    expect(job?.key).toContain(done.digest);
    expect(rig.journal.unfinished()).toEqual([]);
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });
});

describe("what the publisher's domain said", () => {
  const possible = possibleIdentities("tidewater.press", rig.publication, nodeSha256);
  const [byDns, , byBoth] = possible;
  const lost = () => Promise.resolve(undefined);
  const hearing = (said: Encoded | undefined, parts: Parts = {}): Publisher => ({
    ...now(parts),
    identities: { now: async () => said, possible: async () => possible, before: lost },
  });
  const identityIn = async (digest: Digest) => (await standingManifest(digest, sources)).identity;

  test("is archived with an issue, and its block with it", async () => {
    const { digest } = await publishIssue(rig.plan(), hearing(byDns));
    const identity = (await identityIn(digest)) ?? expect.unreachable();
    expect(identity.toString()).toBe(byDns?.block.cid.toString());
    expect(await rig.store.block(identity)).toEqual(byDns?.bytes);
  });

  test.each([
    ["nothing", undefined],
    ["something else", byBoth],
  ])("stands with the issue when it says %s later", async (_, later) => {
    const plan = rig.plan();
    const { digest } = await publishIssue(plan, hearing(byDns));
    expect(await publishIssue(plan, hearing(later))).toMatchObject({ status: "already", digest });
    expect(await publishIssue(plan, now())).toMatchObject({ status: "already", digest });
  });

  test("is found out where no store gives the manifest back, whatever it says by then", async () => {
    const plan = rig.plan();
    const { digest } = await publishIssue(plan, hearing(byDns));
    const store = forgetful(digest);
    expect(await publishIssue(plan, hearing(undefined, { store }))).toMatchObject({
      status: "already",
      digest,
    });
  });

  test("is left out of a batch: two machines that hear different things make the same list", async () => {
    const plans = [rig.plan(), rig.plan()];
    const { batch = expect.unreachable() } = await publishTogether(plans, hearing(byDns));
    for (const { digest } of batch.issues) expect(await identityIn(digest)).toBeUndefined();
    expect((await publishTogether(plans, hearing(byBoth))).batch).toBeUndefined();
  });
});
