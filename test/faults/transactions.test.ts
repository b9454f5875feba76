import { afterAll, afterEach, describe, expect, test } from "vitest";
import { registryInterface } from "../../src/adapters/evm/interface.ts";
import { registryCodec } from "../../src/adapters/evm/codec.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import type { Action, Attempt, Chain, Signer } from "../../src/core/ports.ts";
import { transact } from "../adapters/evm/transact.ts";
import { countFault } from "../support/fault-tally.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, recordsOf } from "../support/publisher-rig.ts";

/* What a chain does to a transaction that was sent, on a real anvil told to do it. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
/** The development chain's second account. */
const second = keySigner("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
const penniless = keySigner(`0x${"11".repeat(32)}`);

type Plan = ReturnType<typeof rig.plan>;

const { publish, mining, mine, drop, nonceOf, occupy } = handOn(rig);

afterEach(async () => {
  await mining(true);
  await mine();
});

/** The attempts on the issue, as soon as there are so many. */
async function attemptsOn(plan: Plan, least: number): Promise<readonly Attempt[]> {
  for (let tries = 0; tries < 2_000; tries++) {
    const job = rig.journal.unfinished().find(({ action }) => labelOf(action) === plan.description.label);
    const attempts = job === undefined ? [] : rig.journal.attempts(job.key);
    if (attempts.length >= least && job?.step === "sent") return attempts;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return expect.unreachable(`never ${least} attempts`);
}

function labelOf(action: Action): string | undefined {
  return action.kind === "anchor" ? action.label : undefined;
}

async function does(action: Action, signer: Signer = rig.signer): Promise<void> {
  const receipt = await transact(rig.chain, signer, registryCodec.encode(action, rig.registry));
  expect(receipt.succeeded).toBe(true);
}

describe("a transaction that is not mined", () => {
  afterEach(() => countFault("chain"));

  test("and was dropped is sent again as it was, not signed anew", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    await mining(false);
    const publishing = publish(plan, { patience: { bumpAfterMs: 1e9, mineWithinMs: 1e9 } });
    const [attempt] = await attemptsOn(plan, 1);
    await drop(attempt?.hash ?? "0x");
    await mining(true);
    expect(await publishing).toMatchObject({ tx: attempt?.hash, status: "final" });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
    expect(await nonceOf(rig.signer)).toBe(nonce + 1);
  });

  test("is raised by an eighth under the same nonce after its patience, and mined once", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    await mining(false);
    const publishing = publish(plan, {
      patience: { bumpAfterMs: 10_000, mineWithinMs: 1e9, mostTimes: 100n },
    });
    const attempts = await attemptsOn(plan, 3);
    await mining(true);
    await mine();
    const { tx } = await publishing;
    expect(attempts.map((attempt) => attempt.nonce)).toStrictEqual(attempts.map(() => nonce));
    expect(new Set(attempts.map((attempt) => attempt.hash)).size).toBe(attempts.length);
    for (const [i, { fees }] of attempts.entries()) {
      const before = attempts[i - 1]?.fees;
      if (before === undefined) continue;
      expect(fees.maxFeePerGas * 100n).toBeGreaterThanOrEqual(before.maxFeePerGas * 112n);
      expect(fees.maxPriorityFeePerGas * 100n).toBeGreaterThanOrEqual(before.maxPriorityFeePerGas * 112n);
    }
    expect(tx).not.toBe(attempts[0]?.hash);
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
    expect(await nonceOf(rig.signer)).toBe(nonce + 1);
  });

  test("is never raised above its limit; it is said to be stuck, and the next run ends with one record", async () => {
    const plan = rig.plan();
    await mining(false);
    const patience = { bumpAfterMs: 5_000, mineWithinMs: 200_000, mostTimes: 2n };
    await expect(publish(plan, { patience })).toFailWith("TRANSACTION_STUCK");
    const attempts = await attemptsOn(plan, 1);
    const [first] = attempts;
    for (const { fees } of attempts)
      expect(fees.maxFeePerGas).toBeLessThanOrEqual((first?.fees.maxFeePerGas ?? 0n) * 2n);
    expect(attempts.length).toBeGreaterThan(2);
    await mining(true);
    expect(await publish(plan)).toMatchObject({ status: "already" });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test("for want of an earlier nonce waits for it and takes no other", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    await mining(false);
    const others = await occupy(nonce);
    const stuck = publish(plan, { patience: { bumpAfterMs: 1e9, mineWithinMs: 60_000 } });
    const [attempt] = await attemptsOn(plan, 1);
    expect(attempt?.nonce).toBe(nonce + 1);
    await drop(others);
    await expect(stuck).toFailWith("TRANSACTION_STUCK");
    await mining(true);
    await occupy(nonce);
    await publish(plan);
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
    expect(await nonceOf(rig.signer)).toBe(nonce + 2);
  });
});

describe("a nonce that somebody else used", () => {
  afterEach(() => countFault("chain"));

  test("leads to a new one, and to one record", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    await mining(false);
    const publishing = publish(plan, { patience: { bumpAfterMs: 1e9, mineWithinMs: 1e9 } });
    const [attempt] = await attemptsOn(plan, 1);
    await drop(attempt?.hash ?? "0x");
    await occupy(nonce);
    await mine();
    const attempts = await attemptsOn(plan, 2);
    await mining(true);
    await mine();
    expect(await publishing).toMatchObject({ tx: attempts[1]?.hash });
    expect(attempts.map((one) => one.nonce)).toStrictEqual([nonce, nonce + 1]);
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test("is believed only when the block that used it is final", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    const finality = { kind: "depth", blocks: 4 } as const;
    await mining(false);
    const lost = publish(plan, { finality, patience: { bumpAfterMs: 1e9, mineWithinMs: 300_000 } });
    const [attempt] = await attemptsOn(plan, 1);
    await drop(attempt?.hash ?? "0x");
    await occupy(nonce);
    await mine();
    await expect(lost).toFailWith("KEY_SHARED", { account: rig.signer.address, nonce });
    expect(await attemptsOn(plan, 1)).toHaveLength(1);
    // The block is taken back: what was signed first is mined after all.
    await rig.rpc("anvil_rollback", 1);
    await mining(true);
    expect(await publish(plan)).toMatchObject({ tx: attempt?.hash, status: "already" });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
    expect(await nonceOf(rig.signer)).toBe(nonce + 1);
  });

  test("does not hold up other issues when the registry no longer takes this one", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    await mining(false);
    const lost = publish(plan, { patience: { bumpAfterMs: 1e9, mineWithinMs: 10_000 } });
    const [attempt] = await attemptsOn(plan, 1);
    await expect(lost).toFailWith("TRANSACTION_STUCK");
    await drop(attempt?.hash ?? "0x");
    await mining(true);
    // Somebody else with the right anchors the label, and the nonce is used up.
    await occupy(nonce);
    const { label } = plan.description;
    const { id } = rig.publication;
    await does({ kind: "anchor", publication: id, label, digest: "ab".repeat(32) as never });
    const next = rig.plan();
    expect(await publish(next)).toMatchObject({ status: "final" });
    await expect(publish(plan)).toFailWith("LABEL_ANCHORED");
    expect(rig.journal.unfinished()).toStrictEqual([]);
    expect(rig.staged()).toBe(false);
  });
});

describe("a reorganisation", () => {
  afterEach(() => countFault("chain"));

  test.each([1, 2, 3])("of %i blocks that takes the transaction away ends in one record", async (depth) => {
    const plan = rig.plan();
    await mine();
    await mine();
    const publishing = publish(plan, {
      finality: { kind: "depth", blocks: 4 },
      patience: { finalWithinMs: 1e9 },
    });
    const { hash } = await minedAttempt(plan);
    await rig.rpc("anvil_rollback", depth);
    expect(await rig.chain.receipt(hash)).toBeUndefined();
    for (let block = 0; block < 400 && rig.journal.unfinished().length > 0; block++) {
      await mine();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await publishing).toMatchObject({ status: "final", tx: hash });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test("between two runs is noticed by the second", async () => {
    const plan = rig.plan();
    const finality = { kind: "depth", blocks: 3 } as const;
    const { tx } = await publish(plan, { until: "mined" });
    await rig.rpc("anvil_rollback", 1);
    const again = publish(plan, { until: "final", finality, patience: { finalWithinMs: 1e9 } });
    const beat = setInterval(() => void mine(), 10);
    expect(await again).toMatchObject({ tx });
    clearInterval(beat);
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  async function minedAttempt(plan: Plan): Promise<Attempt> {
    for (let tries = 0; tries < 2_000; tries++) {
      const job = rig.journal.unfinished().find(({ action }) => labelOf(action) === plan.description.label);
      const [attempt] = job?.step === "mined" ? rig.journal.attempts(job.key) : [];
      if (attempt !== undefined) return attempt;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return expect.unreachable("never mined");
  }
});

test("a mined transaction that is not final in time is said to be so, and settled later", async () => {
  const plan = rig.plan();
  const patience = { finalWithinMs: 20_000 };
  const finality = { kind: "depth", blocks: 5 } as const;
  await expect(publish(plan, { finality, patience })).toFailWith("FINALITY_PENDING");
  expect(rig.journal.unfinished()).toMatchObject([{ step: "mined" }]);
  for (let block = 0; block < 5; block++) await mine();
  expect(await publish(plan, { finality })).toMatchObject({ status: "already" });
  expect(rig.journal.unfinished()).toStrictEqual([]);
});

test("an own transaction that is mined while another run raises its fee is not taken for a refusal", async () => {
  const plan = rig.plan();
  const nonce = await nonceOf(rig.signer);
  await mining(false);
  const patience = { bumpAfterMs: 20_000, mineWithinMs: 10_000 };
  await expect(publish(plan, { patience })).toFailWith("TRANSACTION_STUCK");
  let estimates = 0;
  const chain: Chain = {
    ...rig.chain,
    estimateGas: async (call) => {
      estimates += 1;
      await mine();
      return rig.chain.estimateGas(call);
    },
  };
  const again = { bumpAfterMs: 5_000, mineWithinMs: 60_000 };
  expect(await publish(plan, { chain, patience: again })).toMatchObject({ status: "already" });
  expect(estimates).toBe(1);
  expect(recordsOf(await rig.entries(), plan)).toBe(1);
  expect(await nonceOf(rig.signer)).toBe(nonce + 1);
});

describe("what the registry or the account does not allow", () => {
  test("a key without the right is told so; with the right the same command goes through", async () => {
    const plan = rig.plan();
    await expect(publish(plan, { signer: second })).toFailWith("NOT_PUBLISHER");
    expect(rig.journal.unfinished()).toStrictEqual([]);
    expect(rig.staged()).toBe(false);
    await does({ kind: "grant", publication: rig.publication.id, account: second.address });
    expect(await publish(plan, { signer: second })).toMatchObject({ status: "final" });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test("a transaction that was mined and failed is over; with the right back, a new one is made", async () => {
    const plan = rig.plan();
    const { id } = rig.publication;
    let reaches = false;
    const send = (raw: `0x${string}`) => (reaches ? rig.chain.send(raw) : Promise.resolve());
    const patience = { bumpAfterMs: 1e9, mineWithinMs: 1e9 };
    const publishing = publish(plan, { signer: second, chain: { ...rig.chain, send }, patience });
    await attemptsOn(plan, 1);
    await does({ kind: "revoke", publication: id, account: second.address });
    reaches = true;
    await expect(publishing).toFailWith("NOT_PUBLISHER");
    expect(rig.journal.unfinished()).toStrictEqual([]);
    await does({ kind: "grant", publication: id, account: second.address });
    expect(await publish(plan, { signer: second })).toMatchObject({ status: "final" });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test("an account without the money is told how much it needs, and nothing is signed", async () => {
    const plan = rig.plan();
    await does({ kind: "grant", publication: rig.publication.id, account: penniless.address });
    await expect(publish(plan, { signer: penniless })).toFailWith("FUNDS_INSUFFICIENT", { got: "0" });
    expect(rig.journal.unfinished().map((job) => rig.journal.attempts(job.key))).toStrictEqual([[]]);
    await rig.rpc("anvil_setBalance", penniless.address, "0xde0b6b3a7640000");
    expect(await publish(plan, { signer: penniless })).toMatchObject({ status: "final" });
    expect(rig.journal.unfinished()).toStrictEqual([]);
  });

  test("a closed publication takes nothing more", async () => {
    const closed = await rig.register("The Last Letter");
    const data = registryInterface.encodeFunctionData("close", [closed.id]) as `0x${string}`;
    expect((await transact(rig.chain, rig.signer, { to: rig.registry, data })).succeeded).toBe(true);
    const plan = { ...rig.plan(), publication: closed };
    await expect(publish(plan)).toFailWith("PUBLICATION_CLOSED");
    expect(rig.journal.unfinished()).toStrictEqual([]);
    expect(recordsOf(await rig.entries(closed), plan)).toBe(0);
  });

  test("a label that stands with other content is refused before anything is stored", async () => {
    const plan = rig.plan();
    await publish(plan);
    const other = { ...plan, description: { ...plan.description, title: "Another title" } };
    await expect(publish(other)).toFailWith("LABEL_ANCHORED");
    expect(rig.staged()).toBe(false);
  });
});
