import { afterAll, describe, expect, test } from "vitest";
import { openJournal } from "../../src/adapters/journal/journal.ts";
import type { Chain } from "../../src/core/ports.ts";
import { handOn } from "../support/publisher-hand.ts";
import { leapingClock, openRig, recordsOf } from "../support/publisher-rig.ts";

/* Where and when something was anchored is told as it is known, and never made up. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
const { publish } = handOn(rig);
/** A node that has dropped its old logs in silence. */
const forgetful: Chain = { ...rig.chain, logs: () => Promise.resolve([]) };

/** A node that gives a block by its hash only after so long: it is behind the one that gave the receipt. */
function behindFor(milliseconds: number) {
  const clock = leapingClock();
  const since = clock.now();
  const knows = (at: unknown) => !String(at).startsWith("0x") || clock.now() - since >= milliseconds;
  const block: Chain["block"] = (at) => (knows(at) ? rig.chain.block(at) : Promise.resolve(undefined));
  return { clock, chain: { ...rig.chain, block } };
}

describe("the time of a block that the node does not know yet", () => {
  test("is waited for", async () => {
    const { anchoredAt, tx } = await publish(rig.plan(), behindFor(20_000));
    const receipt = await rig.chain.receipt(tx ?? "0x");
    const block = await rig.chain.block(receipt?.block.number ?? -1);
    expect(anchoredAt).toBe(block?.time);
  });

  test("is not made up when it never comes, and the issue stands once", async () => {
    const plan = rig.plan();
    await expect(publish(plan, behindFor(Number.POSITIVE_INFINITY))).toFailWith("CHAIN_ANSWER_INVALID");
    expect(await publish(plan)).toMatchObject({ status: "already" });
    expect(recordsOf(await rig.entries(), plan)).toBe(1);
  });
});

describe("the transaction of what stands already, on a node without its logs", () => {
  test("is known from the journal", async () => {
    const plan = rig.plan();
    const first = await publish(plan);
    expect(await publish(plan, { chain: forgetful })).toStrictEqual({ ...first, status: "already" });
  });

  test("is left out when the journal does not know it either; the time is the registry's", async () => {
    const plan = rig.plan();
    const { tx, block, blockHash, ...known } = await publish(plan);
    const journal = openJournal(":memory:");
    const again = await publish(plan, { chain: forgetful, journal });
    journal.close();
    expect([tx, block, blockHash]).not.toContain(undefined);
    expect(again).toStrictEqual({ ...known, status: "already" });
  });
});
