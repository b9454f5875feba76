import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditExit } from "../../src/audit/audit.ts";
import { ZERO_DIGEST } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import { audited } from "../support/audit.ts";
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
] as const;
const doing = fc.record({
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("anchor", "revise", "notice") },
    { weight: 2, arbitrary: fc.constantFrom(...DOINGS.slice(3, 8)) },
    { weight: 1, arbitrary: fc.constantFrom(...DOINGS.slice(7)) },
  ),
  publication: fc.nat(1),
  actor: mostlyFirst,
  label: pick,
  content: fc.nat(5),
  account: fc.nat(1),
  notice: fc.constantFrom("correction" as const, "retraction", "concern", "withdrawal"),
});
type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never;

/** Does it if the rules allow; what they refuse is a history with nothing in it. */
async function perform(model: ModelArchive, one: Doing, ids: readonly PublicationId[]): Promise<void> {
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
      return act({ do: "setProfile", profile: model.reason(`profile ${one.content}`) });
    case "close":
      return act({ do: "close" });
    default:
      return one.what satisfies never;
  }
}

async function performed(doings: readonly Doing[]): Promise<ModelArchive> {
  const model = new ModelArchive();
  const ids = [model.register("One"), model.register("Two")];
  for (const one of doings) await perform(model, one, ids);
  return model;
}

describe("an audit of any history that the registry's rules allow", () => {
  const kinds = new Set<string>();
  let entries = 0;

  test("finds nothing, in 400 of them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { maxLength: 25 }), async (doings) => {
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
      { numRuns: 400, seed: 95 },
    );
  });

  test("the histories held entries of every kind", () => {
    expect([...kinds].toSorted()).toEqual([
      ...["anchored", "closed", "notice", "profile-set", "publisher-granted", "publisher-revoked"],
      ...["registered", "revised", "transfer-started", "transferred"],
    ]);
    expect(entries).toBeGreaterThan(1500);
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
