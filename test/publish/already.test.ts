import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createDiskStore, type DiskStore } from "../../src/adapters/disk/store.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { encodeReason } from "../../src/core/profile.ts";
import { isWhole, readBack } from "../../src/core/retrieval.ts";
import { publishIssue, reviseIssue } from "../../src/publish/issue.ts";
import { postNotice } from "../../src/publish/notice.ts";
import { handOn } from "../support/publisher-hand.ts";
import { openRig } from "../support/publisher-rig.ts";

/* What stands on the chain already is published again: for a store that was emptied, or was not there then. */

const rig = await openRig();
const folder = await mkdtemp(join(tmpdir(), "colophon-already-"));
const opened: DiskStore[] = [];
afterAll(async () => {
  for (const store of opened) store.close();
  await rig[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
const { publish, nonceOf } = handOn(rig);

function emptyStore(): DiskStore {
  const id = `new-${opened.length}`;
  const store = createDiskStore({ directory: join(folder, id), id, operator: "self", sha256: nodeSha256 });
  opened.push(store);
  return store;
}

async function holds(store: DiskStore, digest: Digest): Promise<boolean> {
  return isWhole(await readBack(store, documentCid(digest), { sha256: nodeSha256 }));
}

describe("what is published again", () => {
  test("is put into a store that has lost it and read back, and nothing is sent", async () => {
    const plan = rig.plan();
    const first = await publish(plan);
    const nonce = await nonceOf(rig.signer);
    const store = emptyStore();
    expect(await holds(store, first.digest)).toBe(false);
    const again = await publish(plan, { store });
    const stores = first.stores.map((one) => ({ ...one, id: store.id }));
    expect(again).toStrictEqual({ ...first, status: "already", stores });
    expect(stores).toHaveLength(1);
    expect(await holds(store, first.digest)).toBe(true);
    expect(await nonceOf(rig.signer)).toBe(nonce);
    expect(rig.staged()).toBe(false);
  });

  test("is not called published while no store gives it back", async () => {
    const plan = rig.plan();
    await publish(plan);
    const store = { ...rig.store, block: () => Promise.resolve(undefined) };
    await expect(publish(plan, { store })).toFailWith("COPIES_TOO_FEW");
    expect(rig.staged()).toBe(false);
  });

  test("a revision comes with its reason", async () => {
    const plan = rig.plan();
    await publish(plan);
    const corrected = { ...plan, description: { ...plan.description, title: "Corrected" } };
    const { digest } = await reviseIssue(corrected, "a comma", rig.publisher());
    const store = emptyStore();
    // The standing manifest is read from where it still is.
    const publisher = rig.publisher();
    const both = { ...publisher.replication, stores: [rig.store, store] };
    const again = await reviseIssue(corrected, "a comma", { ...publisher, replication: both });
    expect(again).toMatchObject({ status: "already", digest, revision: 2 });
    expect(again.stores.map(({ id }) => id)).toStrictEqual([rig.store.id, store.id]);
    expect(await holds(store, digest)).toBe(true);
    expect(await holds(store, encodeReason("a comma", nodeSha256).digest)).toBe(true);
    expect(rig.staged()).toBe(false);
  });

  test("a reason that is not the revision's is stored nowhere", async () => {
    const plan = rig.plan();
    await publish(plan);
    const corrected = { ...plan, description: { ...plan.description, title: "Corrected" } };
    await reviseIssue(corrected, "a comma", rig.publisher());
    expect(await reviseIssue(corrected, "a full stop", rig.publisher())).toMatchObject({ status: "already" });
    expect(await holds(rig.store, encodeReason("a full stop", nodeSha256).digest)).toBe(false);
    expect(rig.staged()).toBe(false);
  });

  test("a notice comes with its reason", async () => {
    const { digest } = await publishIssue(rig.plan(), rig.publisher());
    const notice = { publication: rig.publication.id, digest, kind: "correction", reason: "a date" } as const;
    const first = await postNotice(notice, rig.publisher());
    const store = emptyStore();
    expect(await postNotice(notice, rig.publisher({ store }))).toStrictEqual({ ...first, status: "already" });
    expect(await holds(store, first.reason)).toBe(true);
    expect(rig.staged()).toBe(false);
  });

  test("a notice that another one has replaced is posted again, once", async () => {
    const { digest } = await publishIssue(rig.plan(), rig.publisher());
    const post = (kind: "retraction" | "correction") =>
      postNotice({ publication: rig.publication.id, digest, kind }, rig.publisher());
    const first = await post("retraction");
    await post("correction");
    const second = await post("retraction");
    expect(second.status).toBe("final");
    expect(second.tx).not.toBe(first.tx);
    expect(await post("retraction")).toStrictEqual({ ...second, status: "already" });
    const notices = (await rig.entries()).filter((one) => one.kind === "notice" && one.digest === digest);
    expect(notices.map((one) => one.kind === "notice" && one.notice)).toEqual([
      "retraction",
      "correction",
      "retraction",
    ]);
  });
});
