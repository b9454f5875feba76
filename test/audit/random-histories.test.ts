import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditExit } from "../../src/audit/audit.ts";
import { ZERO_DIGEST } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import { audited } from "../support/audit.ts";
import type { Address } from "../../src/core/address.ts";
import type { ListedIssue } from "../../src/core/history/issues.ts";
import { listOf, type ModelBatch, refOf } from "../support/model-batch.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { ACCOUNTS, OWNER } from "../support/model-registry.ts";

const pick = fc.nat(3);
/** Mostly the owner, who may do most. */
const mostlyFirst = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, pick);
const DOINGS = [
  "anchor",
  "revise",
  "notice",
  "grant",
  "revoke",
  "offer",
  "accept",
  "profile",
  "close",
  "batch",
  "revise of a batch's",
  "notice on a batch's",
] as const;
const doing = fc.record({
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("anchor", "revise", "notice") },
    { weight: 2, arbitrary: fc.constantFrom(...DOINGS.slice(3, 8)) },
    { weight: 1, arbitrary: fc.constantFrom(...DOINGS.slice(7, 9)) },
    { weight: 2, arbitrary: fc.constantFrom(...DOINGS.slice(9)) },
  ),
  publication: fc.nat(1),
  actor: mostlyFirst,
  label: pick,
  content: fc.nat(5),
  account: fc.nat(1),
  notice: fc.constantFrom("correction" as const, "retraction", "concern", "withdrawal"),
});
type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never;

/** A model, and the batches that its publications have. */
interface Play {
  readonly model: ModelArchive;
  readonly ids: readonly PublicationId[];
  readonly batches: Map<PublicationId, ModelBatch[]>;
}

/** Does it if the rules allow; what they refuse is a history with nothing in it. */
async function perform(play: Play, one: Doing): Promise<void> {
  const { model, ids } = play;
  const id = ids[one.publication] ?? expect.unreachable();
  const label = String(one.label + 1);
  const stands = model.standing(id, parseLabel(label))?.digest ?? ZERO_DIGEST;
  const account = ACCOUNTS[one.account] ?? OWNER;
  const actor = ACCOUNTS[one.actor] ?? OWNER;
  const act = (call: Parameters<typeof model.registry.call>[1]) => void model.registry.call(id, call, actor);
  const packed = () => model.pack(id, label, { "index.html": `content ${one.content}` });
  const reason = model.reason(`because of ${one.content}`);
  switch (one.what) {
    case "anchor":
      return act({ do: "anchor", label, digest: await packed() });
    case "revise":
      return act({ do: "revise", label, digest: await packed(), supersedes: stands, reason });
    case "notice":
      return act({
        do: "post",
        digest: stands,
        notice: one.notice,
        reason: one.content === 0 ? ZERO_DIGEST : reason,
      });
    case "grant":
      return act({ do: "grantPublisher", account });
    case "revoke":
      return act({ do: "revokePublisher", account });
    case "offer":
      return act({ do: "transferOwnership", account });
    case "accept":
      return void model.registry.call(id, { do: "acceptOwnership" }, account);
    case "profile":
      return act({ do: "setProfile", profile: model.profile({ title: `Title ${one.content}` }) });
    case "close":
      return act({ do: "close" });
    case "batch":
      return anchorBatch(play, id, actor);
    case "revise of a batch's":
    case "notice on a batch's":
      return changeBatched(play, id, one);
    default:
      return one.what satisfies never;
  }
}

/** Issues that no other batch has and nobody anchors one by one: two under one label are a fault, whoever's it is. */
async function anchorBatch({ model, batches }: Play, id: PublicationId, actor: Address): Promise<void> {
  const before = batches.get(id) ?? [];
  const listed: ListedIssue[] = [];
  for (const half of ["a", "b"]) {
    const label = `back-${before.length}${half}`;
    listed.push({ label: parseLabel(label), digest: await model.pack(id, label, { "index.html": label }) });
  }
  const batch = await listOf(model, refOf(model, id), listed);
  const { root, count, list } = batch;
  if (model.registry.call(id, { do: "anchorBatch", root, count, list }, actor) === undefined)
    batches.set(id, [...before, batch]);
}

/** The first time that an issue of a batch is changed, it gets a record of its own. */
async function changeBatched({ model, batches }: Play, id: PublicationId, one: Doing): Promise<void> {
  const batch = batches.get(id)?.at(-1 - (one.content % 2));
  if (batch === undefined) return;
  const label = `back-${batches.get(id)?.indexOf(batch) ?? 0}${one.label % 2 === 0 ? "a" : "b"}`;
  const actor = ACCOUNTS[one.actor] ?? OWNER;
  const reason = model.reason(`because of ${one.content}`);
  const own = model.standing(id, parseLabel(label));
  const issue = batch.issue(label);
  if (one.what === "notice on a batch's") {
    const { notice } = one;
    const digest = own?.digest ?? issue.digest;
    model.registry.call(
      id,
      own === undefined
        ? { do: "postBatched", issue, notice, reason }
        : { do: "post", digest, notice, reason },
      actor,
    );
    return;
  }
  const supersedes = own?.digest ?? batch.of(label);
  const revision = (own?.revision ?? 1) + 1;
  const texts = { "index.html": `${label}, content ${one.content}` };
  const digest = await model.pack(id, label, texts, {
    issue: { label: parseLabel(label), revision, title: label },
    supersedes,
  });
  model.registry.call(
    id,
    own === undefined
      ? { do: "reviseBatched", issue, digest, reason }
      : { do: "revise", label, digest, supersedes, reason },
    actor,
  );
}

async function performed(doings: readonly Doing[]): Promise<ModelArchive> {
  const model = new ModelArchive();
  const play: Play = { model, ids: [model.register("One"), model.register("Two")], batches: new Map() };
  for (const one of doings) await perform(play, one);
  return model;
}

describe("an audit of any history that the registry's rules allow", () => {
  const kinds = new Set<string>();
  let entries = 0;

  test("finds nothing, in 1,000 of them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { minLength: 10, maxLength: 40 }), async (doings) => {
        const model = await performed(doings);
        const report = await audited(model);
        expect(report.publications.flatMap(({ faults }) => faults)).toEqual([]);
        expect(report.stores.flatMap(({ faults }) => faults)).toEqual([]);
        expect([report.ok, report.complete, auditExit(report)]).toEqual([true, true, 0]);
        const tip = (await model.registry.node().block("latest")) ?? expect.unreachable();
        for (const { id } of report.publications)
          for (const { entry } of await model.registry.entries(id, 0, tip)) {
            kinds.add(entry.kind);
            entries += 1;
          }
      }),
      // The same histories each time: some kinds of entries are rare, and the next test wants all of them.
      { numRuns: 1000, seed: 95 },
    );
  });

  test("the histories held entries of every kind", () => {
    expect([...kinds].toSorted()).toEqual([
      ...[
        "anchored",
        "batch-anchored",
        "closed",
        "extracted",
        "notice",
        "profile-set",
        "publisher-granted",
        "publisher-revoked",
      ],
      ...["registered", "revised", "transfer-started", "transferred"],
    ]);
    expect(entries).toBeGreaterThan(8000);
  });

  test("one entry that the logs leave out is found, in 200 of them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { maxLength: 15 }), fc.nat(), async (doings, which) => {
        const model = await performed(doings);
        model.registry.faults.logs = (found, id) =>
          id === "1" ? found.toSpliced(which % found.length, 1) : found;
        const report = await audited(model);
        expect(report.publications.map(({ head }) => head.match)).toEqual([false, true]);
        expect(auditExit(report)).toBe(1);
      }),
      { numRuns: 200 },
    );
  });
});
