import { afterAll, afterEach, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { audit } from "../../src/audit/audit.ts";
import { asFailure } from "../../src/core/errors/error.ts";
import type { Attempt, FinalityRule, TransactionHash } from "../../src/core/ports.ts";
import { countFault, countFound } from "../support/fault-tally.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, type Parts, recordsOf } from "../support/publisher-rig.ts";

/* Blocks that are taken back, and fees that run away, on a real anvil told to do it. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

const { publish, mine, mining, drop, nonceOf, occupy } = handOn(rig);
const DEEP: FinalityRule = { kind: "depth", blocks: 4 };
const PATIENT = { bumpAfterMs: 1e9, mineWithinMs: 1e9, finalWithinMs: 1e9 };

type Plan = ReturnType<typeof rig.plan>;

afterEach(async () => {
  await mining(true);
  await mine();
});

async function endOf(plan: Plan, parts: Parts = {}): Promise<string> {
  try {
    return (await publish(plan, parts)).status;
  } catch (error) {
    return asFailure(error).code;
  }
}

/** Throws blocks away, with or without putting transactions into the ones that take their place. */
async function reorganise(depth: number, into: readonly (readonly [string, number])[] = []): Promise<void> {
  countFault("chain");
  await rig.rpc("anvil_reorg", depth, into);
}

async function attemptsOn(plan: Plan, least: number, step = "sent"): Promise<readonly Attempt[]> {
  for (let tries = 0; tries < 4_000; tries++) {
    const job = rig.journal
      .unfinished()
      .find(({ action }) => action.kind === "anchor" && action.label === plan.description.label);
    const attempts = job === undefined ? [] : rig.journal.attempts(job.key);
    if (attempts.length >= least && job?.step === step) return attempts;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return expect.unreachable(`never ${least} attempts`);
}

/** Mines until what is under way has come to its end. */
async function mineUntil<T>(work: Promise<T>): Promise<T> {
  const beat = setInterval(() => void mine(), 10);
  try {
    return await work;
  } finally {
    clearInterval(beat);
  }
}

async function expectOneRecord(plan: Plan, before: number, spent = 1): Promise<void> {
  expect(await mineUntil(endOf(plan))).toBe("already");
  const times = recordsOf(await rig.entries(), plan);
  countFound(times);
  expect(times).toBe(1);
  expect(await nonceOf(rig.signer)).toBe(before + spent);
  expect(rig.journal.unfinished()).toStrictEqual([]);
  expect(rig.staged()).toBe(false);
}

const blockOf = async (hash: TransactionHash) => (await rig.chain.receipt(hash))?.block;

describe("a block that is thrown away with the transaction in it", () => {
  test.each([1, 2, 4])("%i deep: what was mined is gone, is sent again and comes back", async (depth) => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const publishing = publish(plan, { finality: DEEP, patience: PATIENT });
    const [attempt] = await attemptsOn(plan, 1, "mined");
    const hash = attempt?.hash ?? "0x";
    for (let i = 1; i < depth; i++) await mine();
    await reorganise(depth);
    expect(await mineUntil(publishing)).toMatchObject({ tx: hash, status: "final" });
    await expectOneRecord(plan, before);
  });

  test("between two runs: the second one notices and sends it again", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const { tx } = await publish(plan, { until: "mined" });
    await reorganise(1);
    expect(await rig.chain.receipt(tx ?? "0x")).toBeUndefined();
    expect(await mineUntil(publish(plan, { finality: DEEP, patience: PATIENT }))).toMatchObject({ tx });
    await expectOneRecord(plan, before);
  });

  test("into another block, which has it too: that one is waited for", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const publishing = publish(plan, { finality: DEEP, patience: PATIENT });
    const [attempt] = await attemptsOn(plan, 1, "mined");
    await mine();
    const first = await blockOf(attempt?.hash ?? "0x");
    await reorganise(2, [[attempt?.raw ?? "0x", 1]]);
    const second = await blockOf(attempt?.hash ?? "0x");
    expect(second).not.toStrictEqual(first);
    expect(await mineUntil(publishing)).toMatchObject({ status: "final", blockHash: second?.hash });
    await expectOneRecord(plan, before);
  });

  test("again and again, until it stays", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const publishing = publish(plan, { finality: DEEP, patience: PATIENT });
    for (let times = 0; times < 4; times++) {
      await attemptsOn(plan, 1, "mined");
      await reorganise(1);
      await attemptsOn(plan, 1, "mined");
    }
    expect(await mineUntil(publishing)).toMatchObject({ status: "final" });
    await expectOneRecord(plan, before);
  });

  test("and its nonce with it, to another program's: a new one is made", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const publishing = publish(plan, { finality: DEEP, patience: PATIENT });
    await attemptsOn(plan, 1, "mined");
    await mining(false);
    await reorganise(1);
    await occupy(before);
    await mine();
    await mining(true);
    expect(await mineUntil(publishing)).toMatchObject({ status: "final" });
    await expectOneRecord(plan, before, 2);
  });

  test("deeper than finality: nobody is told at that moment; an audit finds it gone, and publishing again heals it", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const { digest, tx } = await publish(plan);
    const held = (await rig.entries()).length;
    await reorganise(1);
    expect(rig.journal.unfinished()).toStrictEqual([]);
    const { registry } = rig.publisher();
    const parts = { chain: rig.chain, registry, stores: [rig.store], sha256: nodeSha256 };
    const asked = { ...parts, finality: { kind: "depth", blocks: 0 } as const };
    const report = await audit({ ...asked, publications: [rig.publication.id] });
    const [found] = report.publications;
    expect(found?.entries).toBe(held - 1);
    expect(await publish(plan)).toMatchObject({ digest, tx });
    await expectOneRecord(plan, before);
  });
});

describe("fees that run away", () => {
  const GWEI = 1_000_000_000n;
  const baseFee = (wei: bigint) => rig.rpc("anvil_setNextBlockBaseFeePerGas", `0x${wei.toString(16)}`);

  test("above the bid: it is raised under the same nonce, and mined once", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    await mining(false);
    const publishing = publish(plan, { patience: { ...PATIENT, bumpAfterMs: 60_000 } });
    const [first] = await attemptsOn(plan, 1);
    countFault("chain");
    await baseFee((first?.fees.maxFeePerGas ?? 0n) * 3n);
    await mine();
    expect(await blockOf(first?.hash ?? "0x")).toBeUndefined();
    const attempts = await attemptsOn(plan, 2);
    await mining(true);
    const { tx } = await mineUntil(publishing);
    expect(tx).not.toBe(first?.hash);
    expect(new Set(attempts.map(({ nonce }) => nonce)).size).toBe(1);
    await baseFee(GWEI);
    await mine();
    await expectOneRecord(plan, before);
  });

  test("above policy.maxFeeGwei before anything is signed: it is said, and a later run goes on", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    countFault("chain");
    await baseFee(600n * GWEI);
    await mine();
    expect(await endOf(plan)).toBe("FEES_ABOVE_LIMIT");
    expect(await nonceOf(rig.signer)).toBe(before);
    await baseFee(GWEI);
    await mine();
    expect(await endOf(plan)).toBe("final");
    await expectOneRecord(plan, before);
  });

  test("above policy.maxFeeGwei when it is on its way: it waits, is said to be stuck, and a later run goes on with it", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    await mining(false);
    const stuck = endOf(plan, { patience: { bumpAfterMs: 20_000, mineWithinMs: 200_000 } });
    const [first] = await attemptsOn(plan, 1);
    countFault("chain");
    await baseFee(600n * GWEI);
    await mine();
    await mining(true);
    expect(await stuck).toBe("TRANSACTION_STUCK");
    const key = rig.journal.unfinished()[0]?.key ?? "";
    for (const { fees } of rig.journal.attempts(key))
      expect(fees.maxFeePerGas).toBeLessThanOrEqual(500n * GWEI);
    await baseFee(GWEI);
    await mine();
    expect(await endOf(plan)).toBe("already");
    const tx = (await publish(plan)).tx;
    expect(rig.journal.attempts(key).map(({ hash }) => hash)).toContain(tx);
    expect(first?.nonce).toBe(before);
    await expectOneRecord(plan, before);
  });
});

describe("a transaction that was replaced", () => {
  test("by an own one with more fees, and mined after all: it counts, and the other is not waited for", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    await mining(false);
    const publishing = publish(plan, { patience: { ...PATIENT, bumpAfterMs: 30_000, mostTimes: 100n } });
    const attempts = await attemptsOn(plan, 2);
    const [older] = attempts;
    // A miner that has seen the older one alone: it is put into a block while the newer one waits.
    countFault("chain");
    for (const { hash } of rig.journal.attempts(older?.job ?? "").slice(1)) await drop(hash);
    await rig.rpc("anvil_reorg", 1, [[older?.raw ?? "0x", 0]]);
    await mining(true);
    expect(await mineUntil(publishing)).toMatchObject({ tx: older?.hash });
    await expectOneRecord(plan, before);
  });

  test("by another program's with the same key: a new one is made when that is final", async () => {
    const plan = rig.plan();
    const before = await nonceOf(rig.signer);
    const told: string[] = [];
    await mining(false);
    const publishing = publish(plan, {
      patience: PATIENT,
      onProgress: (progress) => {
        if (progress.kind === "note") told.push(progress.message);
      },
    });
    await attemptsOn(plan, 1);
    countFault("chain");
    await occupy(before);
    await mine();
    await mining(true);
    expect(await mineUntil(publishing)).toMatchObject({ status: "final" });
    expect(told).toStrictEqual([
      expect.stringContaining(`another program uses the key of ${rig.signer.address}`),
    ]);
    await expectOneRecord(plan, before, 2);
  });
});
