import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Attempt, Chain, Fees } from "../../src/core/ports.ts";
import { raisedFees } from "../../src/publish/fees.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, recordsOf } from "../support/publisher-rig.ts";

/* What is paid, to a node that lies about fees and on a chain where they rise. */

const GWEI = 1_000_000_000n;
const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
const { publish, mining, mine, nonceOf } = handOn(rig);
const baseFee = (gwei: bigint) =>
  rig.rpc("anvil_setNextBlockBaseFeePerGas", `0x${(gwei * GWEI).toString(16)}`);
beforeEach(async () => {
  await baseFee(1n);
  await mine();
});
afterEach(() => mining(true));

/** A node that suggests these fees, in gwei. */
function suggesting(maxFee: bigint, tip: bigint): Chain {
  const fees: Fees = { maxFeePerGas: maxFee * GWEI, maxPriorityFeePerGas: tip * GWEI };
  return { ...rig.chain, fees: () => Promise.resolve(fees) };
}

function attemptsOn({ description }: IssuePlan): readonly Attempt[] {
  const job = rig.journal
    .unfinished()
    .find(({ action }) => "label" in action && action.label === description.label);
  return job === undefined ? [] : rig.journal.attempts(job.key);
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 2_000) expect.unreachable("it never came about");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test("a raised bid does not follow a suggestion above the limit: it may be a lie", async () => {
  const limits = { maxFeePerGas: 500n * GWEI, mostTimes: 5n };
  const newest: Fees = { maxFeePerGas: 8n * GWEI, maxPriorityFeePerGas: 800n };
  expect(await raisedFees(newest, suggesting(20_002n, 20_000n), limits)).toStrictEqual({
    maxFeePerGas: 9n * GWEI + 1n,
    maxPriorityFeePerGas: 901n,
  });
  expect(await raisedFees(newest, suggesting(401n, 1n), limits)).toStrictEqual({
    maxFeePerGas: 401n * GWEI,
    maxPriorityFeePerGas: GWEI,
  });
  expect(await raisedFees(newest, suggesting(1n, 0n), limits)).toBeUndefined();
});

describe("a first bid", () => {
  test.each([
    { what: "a tip above the limit", chain: suggesting(20_002n, 20_000n) },
    { what: "a base fee above the limit", chain: suggesting(1_201n, 1n) },
  ])("$what is not paid: nothing is signed, and the limit is told", async ({ chain }) => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    await expect(publish(plan, { chain })).toFailWith("FEES_ABOVE_LIMIT", { expected: "500" });
    expect(attemptsOn(plan)).toStrictEqual([]);
    expect(await nonceOf(rig.signer)).toBe(nonce);
    expect(await publish(plan)).toMatchObject({ status: "final" });
  });

  test("leaves room for a rise up to the limit and no further", async () => {
    const plan = rig.plan();
    await mining(false);
    const publishing = publish(plan, { chain: suggesting(901n, 1n) });
    await until(() => attemptsOn(plan).length > 0);
    const [attempt] = attemptsOn(plan);
    await mining(true);
    await mine();
    await publishing;
    expect(attempt?.fees).toStrictEqual({ maxFeePerGas: 500n * GWEI, maxPriorityFeePerGas: GWEI });
  });
});

describe("a bid that the base fee has outrun", () => {
  test("follows it however low it began, and is mined once", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    await mining(false);
    const publishing = publish(plan, { patience: { bumpAfterMs: 10_000, mineWithinMs: 1e9 } });
    await until(() => attemptsOn(plan).length > 0);
    const [first] = attemptsOn(plan);
    await baseFee(100n);
    await mine();
    const outrun = () => attemptsOn(plan).some(({ fees }) => fees.maxFeePerGas > 100n * GWEI);
    await until(outrun);
    await mining(true);
    await mine();
    expect(await publishing).toMatchObject({ status: "final" });
    expect((first?.fees.maxFeePerGas ?? 0n) * 5n).toBeLessThan(100n * GWEI);
    expect(await nonceOf(rig.signer)).toBe(nonce + 1);
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test("is not raised above the limit, which is told", async () => {
    const plan = rig.plan();
    const limit = 30n * GWEI;
    await mining(false);
    const patience = { bumpAfterMs: 5_000, mineWithinMs: 400_000, maxFeePerGas: limit };
    const lost = publish(plan, { patience });
    await until(() => attemptsOn(plan).length > 0);
    await baseFee(100n);
    await mine();
    await expect(lost).toFailWith("TRANSACTION_STUCK", { limit: "30" });
    const attempts = attemptsOn(plan);
    for (const { fees } of attempts) expect(fees.maxFeePerGas).toBeLessThanOrEqual(limit);
    await mining(true);
    expect(await publish(plan)).toMatchObject({ status: "already" });
  });
});
