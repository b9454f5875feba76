import { afterAll, afterEach, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { profileOf, setProfile } from "../../src/publish/profile.ts";
import { settle } from "../../src/publish/publisher.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig, type Parts } from "../support/publisher-rig.ts";

/* Profiles on a real chain and in a real store, and a run that ended between sending and the receipt. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());
const { mining, mine } = handOn(rig);
afterEach(async () => {
  await mining(true);
  await mine();
});
const { id } = rig.publication;
const sources = { stores: [rig.store], sha256: nodeSha256 };
const set = async (title: string, parts: Parts = {}) => {
  const publisher = rig.publisher(parts);
  await settle(publisher);
  return setProfile(id, { title }, publisher);
};
const profilesSet = async () => (await rig.entries()).filter(({ kind }) => kind === "profile-set").length;

test("a profile is stored, anchored and read back once; the first one again is another entry", async () => {
  for (const title of ["The Reed Letter", "The Rush Letter", "The Reed Letter"]) {
    const done = await set(title);
    expect(done.status).toBe("final");
    expect(await profileOf(done.profile, sources)).toMatchObject({ title });
    expect(await set(title)).toMatchObject({ status: "already", profile: done.profile });
  }
  expect(await profilesSet()).toBe(3);
  expect([rig.staged(), rig.journal.unfinished()]).toEqual([false, []]);
});

test("a run that ended between sending and the receipt is gone on with by the next: nothing is doubled", async () => {
  const before = await profilesSet();
  await mining(false);
  const patience = { mineWithinMs: 1_000 };
  await expect(set("The Sedge Letter", { patience })).toFailWith("TRANSACTION_STUCK");
  await mining(true);
  await mine();
  using again = rig.restarted();
  expect(await set("The Sedge Letter", again)).toMatchObject({ status: "already" });
  expect(await profilesSet()).toBe(before + 1);
  expect([rig.staged(), again.journal.unfinished()]).toEqual([false, []]);
});

test("error: a profile that no store here holds is named", async () => {
  const { profile } = await set("The Salt Letter");
  const store = { ...rig.store, block: () => Promise.resolve(undefined) };
  await expect(profileOf(profile, { ...sources, stores: [store] })).toFailWith("PROFILE_UNREAD");
});
