import { afterAll, afterEach, expect, test } from "vitest";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { settle } from "../../src/publish/publisher.ts";
import { changePublisher, grantedIn, type PublisherChange } from "../../src/publish/publishers.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, type Parts } from "../support/publisher-rig.ts";

/* Grants and revocations on a real chain, and a run that ended between sending and the receipt. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
const { mining, mine } = handOn(rig);
afterEach(async () => {
  await mining(true);
  await mine();
});
/** The development chain's second account. */
const second = keySigner("0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
const asked = (kind: PublisherChange["kind"]): PublisherChange => ({
  ...{ kind, publication: rig.publication.id, account: second.address },
});
const change = async (kind: PublisherChange["kind"], parts: Parts = {}) => {
  const publisher = rig.publisher(parts);
  await settle(publisher);
  return changePublisher(asked(kind), publisher);
};
const granted = async () => grantedIn(await rig.entries());

test("a grant, a revocation and a grant again are three entries; what is so already is not sent", async () => {
  expect(await change("revoke")).toMatchObject({ status: "already" });
  for (const kind of ["grant", "revoke", "grant"] as const) {
    expect(await change(kind)).toMatchObject({ status: "final", account: second.address });
    expect(await change(kind)).toMatchObject({ status: "already" });
    expect(await granted()).toEqual(kind === "grant" ? [second.address] : []);
  }
  expect((await rig.entries()).map(({ kind }) => kind)).toEqual([
    ...["registered", "publisher-granted", "publisher-revoked", "publisher-granted"],
  ]);
  await change("revoke");
});

test("a run that ended between sending and the receipt is gone on with by the next: nothing is doubled", async () => {
  const before = (await rig.entries()).length;
  const spent = await rig.chain.transactionCount(rig.signer.address, "latest");
  await mining(false);
  await expect(change("grant", { patience: { mineWithinMs: 1_000 } })).toFailWith("TRANSACTION_STUCK");
  const [job] = rig.journal.unfinished();
  expect(rig.journal.attempts(job?.key ?? "")).toHaveLength(1);
  await mining(true);
  await mine();
  using again = rig.restarted();
  expect(await change("grant", again)).toMatchObject({ status: "already" });
  expect((await rig.entries()).length).toBe(before + 1);
  expect(await rig.chain.transactionCount(rig.signer.address, "latest")).toBe(spent + 1);
  expect(again.journal.unfinished()).toEqual([]);
});

test("error: a key that is not the owner's is told so", async () => {
  await expect(change((await granted()).length > 0 ? "revoke" : "grant", { signer: second })).toFailWith(
    "NOT_OWNER",
  );
  expect(rig.journal.unfinished()).toEqual([]);
});
