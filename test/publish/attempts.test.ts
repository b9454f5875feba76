import { afterAll, afterEach, describe, expect, test } from "vitest";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import type { Attempt, Signer, TransactionHash } from "../../src/core/ports.ts";
import { registerPublication } from "../../src/publish/found.ts";
import { handOn } from "../support/publisher-hand.ts";
import { leapingClock, openRig, type Parts, recordsOf } from "../support/publisher-rig.ts";

/* When is a signed transaction over? Asked of nodes that are behind each other, and with a key that was changed. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
const { publish, publications, mining, mine, drop, nonceOf, occupy } = handOn(rig);
afterEach(async () => {
  await mining(true);
  await mine();
});
/** The development chain's second account. */
const second = keySigner("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

describe("a node whose receipts lag behind its count of transactions", () => {
  /** Two nodes behind one address: the one asked for receipts is half a minute behind. */
  function behind(): Parts {
    const clock = leapingClock();
    const since = clock.now();
    const receipt = (hash: TransactionHash) =>
      clock.now() - since < 30_000 ? Promise.resolve(undefined) : rig.chain.receipt(hash);
    return { clock, chain: { ...rig.chain, receipt } };
  }

  test("leads to no second transaction, and to no refusal", async () => {
    const plan = rig.plan();
    const nonce = await nonceOf(rig.signer);
    expect(await publish(plan, behind())).toMatchObject({ status: "final" });
    expect(await nonceOf(rig.signer)).toBe(nonce + 1);
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });

  test("leads to no second publication, nor when the run is begun again", async () => {
    const before = await publications();
    const profile = { title: "The Lighthouse Letter" };
    const impatient = { ...behind(), patience: { mineWithinMs: 1_000 } };
    await expect(registerPublication(profile, rig.publisher(impatient))).toFailWith("TRANSACTION_STUCK");
    const { id } = await registerPublication(profile, rig.publisher(behind()));
    expect(id).toBe(String(before + 1));
    expect(await publications()).toBe(before + 1);
  });
});

describe("a key that is changed while a transaction of the old one waits", () => {
  /** The old account has made fewer transactions than the new one, or more. */
  const changes = [
    { which: "fewer", from: second, to: rig.signer },
    { which: "more", from: rig.signer, to: second },
  ];

  /** A registration signed by the first key that no block takes. */
  async function begun(signer: Signer, title: string): Promise<Attempt> {
    await mining(false);
    const patience = { mineWithinMs: 1_000 };
    await expect(registerPublication({ title }, rig.publisher({ signer, patience }))).toFailWith(
      "TRANSACTION_STUCK",
    );
    const [job] = rig.journal.unfinished();
    return rig.journal.attempts(job?.key ?? "")[0] ?? expect.unreachable("no attempt");
  }

  test.each(changes)("signs nothing more for it ($which)", async ({ which, from, to }) => {
    const before = await publications();
    const title = `The Letter of ${which}`;
    const { hash, job } = await begun(from, title);
    await expect(registerPublication({ title }, rig.publisher({ signer: to }))).toFailWith("SIGNER_CHANGED", {
      hash,
      expected: from.address,
      got: to.address,
    });
    expect(rig.journal.attempts(job)).toHaveLength(1);
    await mining(true);
    await mine();
    const { transaction } = await registerPublication({ title }, rig.publisher({ signer: to }));
    expect(transaction).toBe(hash);
    expect(await publications()).toBe(before + 1);
  });

  test("does not hold up what else there is to publish, and the old key ends it", async () => {
    const before = await publications();
    const title = "The Letter of the Old Key";
    const { hash, raw } = await begun(second, title);
    await drop(hash);
    await mining(true);
    const send = (sent: `0x${string}`) => (sent === raw ? Promise.resolve() : rig.chain.send(sent));
    expect(await publish(rig.plan(), { chain: { ...rig.chain, send } })).toMatchObject({ status: "final" });
    expect(rig.journal.unfinished()).toHaveLength(1);
    await registerPublication({ title }, rig.publisher({ signer: second }));
    expect(await publications()).toBe(before + 1);
  });

  test.each(changes)(
    "goes on with the new key when the old nonce is used up ($which)",
    async ({ which, from, to }) => {
      const before = await publications();
      const title = `The Letter of a used nonce, ${which}`;
      const { hash, nonce, job } = await begun(from, title);
      await drop(hash);
      await occupy(nonce, from);
      await mining(true);
      await mine();
      const next = await nonceOf(to);
      await registerPublication({ title }, rig.publisher({ signer: to }));
      expect(rig.journal.attempts(job)).toMatchObject([{ hash }, { from: to.address, nonce: next }]);
      expect(await publications()).toBe(before + 1);
    },
  );
});
