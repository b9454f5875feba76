import { afterAll, expect, test } from "vitest";
import { registryCodec } from "../../src/adapters/evm/codec.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { publishTogether } from "../../src/publish/batch.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import { settle } from "../../src/publish/publisher.ts";
import { transact } from "../adapters/evm/transact.ts";
import { memoryFile } from "../support/hashing.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, type Parts } from "../support/publisher-rig.ts";

/* A batch that waits for its block, and an archive whose key is another by now. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
const { publish, mining, mine } = handOn(rig);
/** The development chain's second account. */
const second = keySigner("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
const { publication } = rig;
const grant = { kind: "grant", publication: publication.id, account: second.address } as const;
await transact(rig.chain, rig.signer, registryCodec.encode(grant, rig.registry));

const changed = (plan: IssuePlan): IssuePlan => ({ ...plan, files: [memoryFile("letter.txt", "mended")] });
const kinds = async () => (await rig.entries()).map(({ kind }) => kind);
const spent = () => rig.chain.transactionCount(rig.signer.address, "pending");

async function together(plans: readonly IssuePlan[], parts: Parts = {}) {
  const publisher = rig.publisher(parts);
  await settle(publisher);
  return publishTogether(plans, publisher);
}

test("issues that it holds are signed for by no other key, alone or together, however they were changed", async () => {
  const plans = [rig.plan(), rig.plan()] as const;
  const before = await spent();
  await mining(false);
  const waiting = { signer: second, patience: { mineWithinMs: 1_000 } };
  await expect(together(plans, waiting)).toFailWith("TRANSACTION_STUCK");
  const told = { expected: second.address, got: rig.signer.address };
  await expect(together(plans.map(changed))).toFailWith("SIGNER_CHANGED", told);
  await expect(together([rig.plan(), changed(plans[1])])).toFailWith("SIGNER_CHANGED", told);
  await expect(publish(changed(plans[0]))).toFailWith("SIGNER_CHANGED", told);
  // Nobody can say that a list which no store gives back does not hold a label.
  const store = { ...rig.store, block: () => Promise.resolve(undefined) };
  await expect(publish(rig.plan(), { store })).toFailWith("SIGNER_CHANGED", told);
  expect([await spent(), rig.staged()]).toEqual([before, false]);
  await mining(true);
  await mine();
  await expect(together(plans.map(changed))).toFailWith("LABEL_ANCHORED");
  expect((await kinds()).filter((kind) => kind === "batch-anchored")).toHaveLength(1);
  expect(rig.journal.unfinished()).toEqual([]);
});

test("an issue that waits alone goes into no batch of another key; others do", async () => {
  const plan = rig.plan();
  await mining(false);
  const waiting = { signer: second, patience: { mineWithinMs: 1_000 } };
  await expect(publish(plan, waiting)).toFailWith("TRANSACTION_STUCK");
  await expect(together([rig.plan(), changed(plan)])).toFailWith("SIGNER_CHANGED");
  await mining(true);
  const other = await together([rig.plan()]);
  expect(other.batch?.count).toBe(1);
  await expect(together([changed(plan)])).toFailWith("LABEL_ANCHORED");
});

test("a batch that was mined and taken back by a reorganisation is still another key's", async () => {
  const plans = [rig.plan(), rig.plan()] as const;
  const before = (await kinds()).length;
  await mining(false);
  await expect(together(plans, { signer: second, patience: { mineWithinMs: 1_000 } })).toFailWith(
    "TRANSACTION_STUCK",
  );
  // As it was left when the block stood: the chain has it no more, and its transaction waits again.
  for (const { key } of rig.journal.unfinished())
    for (const { hash } of rig.journal.attempts(key)) rig.journal.advance(key, "mined", hash);
  await expect(together(plans.map(changed))).toFailWith("SIGNER_CHANGED");
  await mining(true);
  await mine();
  await expect(together(plans.map(changed))).toFailWith("LABEL_ANCHORED");
  expect((await kinds()).slice(before)).toEqual(["batch-anchored"]);
});
