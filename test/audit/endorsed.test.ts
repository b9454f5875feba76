import { beforeEach, describe, expect, test } from "vitest";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { gradeEndorsements, type Grading } from "../../src/audit/endorsed.ts";
import type { Digest } from "../../src/core/digest.ts";
import type { Endorsement, Statement } from "../../src/core/endorsement/endorsement.ts";
import { verifyFork } from "../../src/core/endorsement/fork.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { foldAll } from "../../src/core/history/fold.ts";
import { SIGNING } from "../core/endorsement/vectors.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { refOf } from "../support/model-batch.ts";
import { digestOf } from "../support/witness-evidence.ts";
import { scene, type Scene } from "./planted.ts";

const LIBRARY = keySigner(DEVELOPMENT_KEY);
const AUDITOR = keySigner(`0x${"42".repeat(32)}`);
const OTHER = digestOf("another head");

let archive: Scene;

beforeEach(async () => {
  archive = await scene();
});

async function headAfter(entries: number): Promise<Digest> {
  const { model, letter } = archive;
  const at = (await model.registry.node().block("finalized")) ?? expect.unreachable();
  const all = (await model.registry.entries(letter, 0, at)).map(({ entry }) => entry);
  return headOf(all, entries);
}

function headOf(all: readonly Entry[], entries: number): Digest {
  return foldAll(refOf(archive.model, archive.letter), all.slice(0, entries), SIGNING.sha256).head;
}

async function endorsed(change: Partial<Statement> = {}, signer = LIBRARY): Promise<Endorsement> {
  const { model, letter } = archive;
  const entries = change.entries ?? 6;
  const at = (await model.registry.node().block("finalized")) ?? expect.unreachable();
  const statement: Statement = {
    ...{
      publication: refOf(model, letter),
      endorser: signer.address,
      entries,
      head: await headAfter(entries),
    },
    ...{ block: { number: at.number, hash: at.hash }, seen: 1_700_000_000, holds: "full" },
    ...change,
  };
  return { ...statement, signature: await signer.signEndorsement(statement) };
}

function graded(endorsements: readonly Endorsement[], change: Partial<Grading> = {}) {
  const { registry } = archive.model;
  return gradeEndorsements(refOf(archive.model, archive.letter), endorsements, {
    ...{ registry, chain: registry.node(), finality: { kind: "tag" }, ...SIGNING },
    contractTakes: async () => false,
    ...change,
  });
}

const gradesOf = async (...asked: Parameters<typeof graded>) =>
  (await graded(...asked)).graded.map(({ grade }) => grade);

describe("gradeEndorsements", () => {
  test("agrees with a head at any entry of the history", async () => {
    const given = [await endorsed(), await endorsed({ entries: 2 }, AUDITOR)];
    expect(await graded(given)).toMatchObject({
      graded: [
        { grade: "agrees", by: "key", block: "same" },
        { grade: "agrees", by: "key" },
      ],
      forks: [],
    });
  });

  test("tells another head at an entry, one that nobody signed, and one that is ahead", async () => {
    const one = await endorsed();
    const given = [
      await endorsed({ entries: 3, head: OTHER }),
      await endorsed({ head: OTHER }),
      { ...one, holds: "none" as const },
      await endorsed({ entries: 7 }),
    ];
    expect(await gradesOf(given)).toEqual(["conflicts", "conflicts", "not-signed", "unknown"]);
  });

  test("asks a chain where the key alone does not show it, and takes no answer for no forgery", async () => {
    const one = { ...(await endorsed()), endorser: AUDITOR.address };
    expect(await graded([one], { contractTakes: async () => true })).toMatchObject({
      graded: [{ grade: "agrees", by: "contract" }],
    });
    const unreachable = async () => Promise.reject(failure("CHAIN_UNREACHABLE", { node: "n", problem: "p" }));
    expect(await gradesOf([one], { contractTakes: unreachable })).toEqual(["unknown"]);
  });

  test("takes logs that were dropped for no conflict: only the latest head is known then", async () => {
    const given = [await endorsed({ entries: 3, head: OTHER }), await endorsed()];
    archive.model.registry.faults.logs = (entries) => entries.slice(1);
    expect(await gradesOf(given)).toEqual(["unknown", "agrees"]);
  });

  test("takes entries that were read before where they fold to the registry's head, and no others", async () => {
    const { model, letter } = archive;
    const at = (await model.registry.node().block("finalized")) ?? expect.unreachable();
    const held = (await model.registry.entries(letter, 0, at)).map(({ entry }) => entry);
    const given = [await endorsed({ entries: 3 }), await endorsed({ entries: 3, head: OTHER })];
    const bent = [...held.slice(1), ...held.slice(0, 1)];
    expect(await gradesOf(given, { atHand: async () => bent })).toEqual(["agrees", "conflicts"]);
    archive.model.registry.faults.logs = (entries) => entries.slice(1);
    expect(await gradesOf(given, { atHand: async () => bent })).toEqual(["unknown", "unknown"]);
    expect(await graded(given, { atHand: async () => held })).toMatchObject({
      graded: [{ grade: "agrees" }, { grade: "conflicts", expected: headOf(held, 3) }],
      entries: held,
    });
  });

  test("tells a block of another branch, whatever the head", async () => {
    const one = await endorsed();
    const other = await endorsed({ block: { ...one.block, hash: `0x${"77".repeat(32)}` } });
    expect(await graded([other])).toMatchObject({ graded: [{ grade: "agrees", block: "other" }] });
  });

  test("proves a fork by two signed heads, though the conflicting one is the older", async () => {
    const forged = await endorsed({ entries: 3, head: OTHER }, AUDITOR);
    const { forks } = await graded([forged, await endorsed()]);
    expect(forks).toHaveLength(1);
    const [fork = expect.unreachable()] = forks;
    expect(fork).toMatchObject({ earlier: { head: OTHER }, later: { entries: 6 } });
    expect(verifyFork(fork, "fork", SIGNING)).toEqual({
      signedByKey: { earlier: true, later: true },
      sameEndorser: false,
    });
  });

  test("proves it by the endorser's own other word, where there is one", async () => {
    const forged = await endorsed({ entries: 3, head: OTHER }, AUDITOR);
    const { forks } = await graded([forged, await endorsed({ entries: 4 }), await endorsed({}, AUDITOR)]);
    expect(forks.map((fork) => verifyFork(fork, "fork", SIGNING).sameEndorser)).toEqual([true]);
  });

  test("proves a fork between two heads of one entry, though neither is the registry's", async () => {
    const two = [await endorsed({ head: OTHER }), await endorsed({ head: digestOf("a third") })];
    const { forks } = await graded(two);
    expect(forks.map((fork) => verifyFork(fork, "fork", SIGNING).sameEndorser)).toEqual([true]);
  });

  test("proves no fork by what nobody signed", async () => {
    const forged = { ...(await endorsed()), head: OTHER };
    expect((await graded([forged, await endorsed()])).forks).toEqual([]);
  });
});
