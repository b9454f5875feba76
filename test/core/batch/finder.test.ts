import { describe, expect, test } from "vitest";
import { decodeList, encodeList } from "../../../src/core/batch/codec.ts";
import { batchFinder, batchesOf } from "../../../src/core/batch/finder.ts";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import type { AnchoredBatch } from "../../../src/core/batch/list.ts";
import { verifyPath } from "../../../src/core/batch/path.ts";
import { writeList } from "../../../src/core/batch/write.ts";
import { type CID, documentCid } from "../../../src/core/cid.ts";
import { encodeDocument } from "../../../src/core/document.ts";
import { type Digest, parseDigest } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { hashing } from "../../support/hashing.ts";

const publication = publicationRef("eip155:31337", `0x${"5a".repeat(20)}`, "7");
const digest = (n: number): Digest => parseDigest(n.toString(16).padStart(64, "0"));
const issue = (label: string, n: number) => ({ label: parseLabel(label), digest: digest(n) });
const HASHING = { sha256: hashing.sha256, keccak: portableKeccak256 };

/** Lists in a store in memory that counts how often it is asked. */
class Lists {
  readonly blocks = new Map<string, Uint8Array>();
  asked = 0;

  readonly read = async (cid: CID): Promise<Uint8Array | undefined> => {
    this.asked += 1;
    return this.blocks.get(cid.toString());
  };

  async batch(...issues: readonly ReturnType<typeof issue>[]): Promise<AnchoredBatch> {
    const put = async (cid: CID, bytes: Uint8Array) => void this.blocks.set(cid.toString(), bytes);
    const { list, digest } = await writeList(publication, issues, { put }, HASHING);
    return { publication, root: list.root, count: list.count, list: digest };
  }

  /** The batch with a list of other issues that says it is the batch's: what only its publisher can do. */
  async relisted(batch: AnchoredBatch, ...issues: readonly ReturnType<typeof issue>[]) {
    const other = await this.batch(...issues);
    const { parts } = decodeList(this.#bytes(other.list), other.list, hashing.sha256);
    const { root, count } = batch;
    const { block, bytes, digest } = encodeList({ publication, root, count, parts }, hashing.sha256);
    this.blocks.set(String(block.cid), bytes);
    return { ...batch, list: digest };
  }

  #bytes(digest: Digest): Uint8Array {
    return this.blocks.get(String(documentCid(digest))) ?? expect.unreachable();
  }
}

describe("find", () => {
  test("gives the path from the batch that holds the issue, which its root confirms", async () => {
    const lists = new Lists();
    const one = await lists.batch(issue("1", 1), issue("2", 2));
    const two = await lists.batch(issue("3", 3), issue("4", 4), issue("5", 5));
    const found = await batchFinder(lists.read, HASHING).find([one, two], issue("4", 4));
    expect(found?.root).toBe(two.root);
    verifyPath(publication.id, found ?? expect.unreachable(), 3);
  });

  test("takes the earliest of two batches that hold the same issue", async () => {
    const lists = new Lists();
    const early = await lists.batch(issue("1", 1), issue("2", 2));
    const late = await lists.batch(issue("1", 1), issue("3", 3));
    const finder = batchFinder(lists.read, HASHING);
    expect((await finder.find([early, late], issue("1", 1)))?.root).toBe(early.root);
    expect((await finder.find([late, early], issue("1", 1)))?.root).toBe(late.root);
  });

  test("finds nothing under another digest, under another label, and before the first label", async () => {
    const lists = new Lists();
    const batch = await lists.batch(issue("b", 1), issue("c", 2));
    const finder = batchFinder(lists.read, HASHING);
    for (const other of [issue("b", 2), issue("c", 1), issue("a", 1), issue("d", 2)])
      expect(await finder.find([batch], other)).toBeUndefined();
  });

  test("cannot say that an issue is in no batch while a list is missing", async () => {
    const lists = new Lists();
    const batch = await lists.batch(issue("1", 1));
    lists.blocks.clear();
    await expect(batchFinder(lists.read, HASHING).find([batch], issue("9", 9))).toFailWith("BLOCK_MISSING");
  });

  test("counts nothing from a list that is another batch's, and goes on to the next", async () => {
    const lists = new Lists();
    const batch = await lists.batch(issue("1", 1));
    const other = await lists.batch(issue("1", 2));
    const swapped = { ...batch, list: other.list };
    const finder = batchFinder(lists.read, HASHING);
    expect(await finder.find([swapped], issue("1", 2))).toBeUndefined();
    expect(await finder.under([swapped], parseLabel("1"))).toBeUndefined();
    expect(await finder.holding([swapped], digest(2))).toBeUndefined();
    expect((await finder.find([swapped, other], issue("1", 2)))?.root).toBe(other.root);
    await expect(finder.verified(swapped)).toFailWith("LIST_ROOT_MISMATCH");
  });

  test("counts nothing from a list whose parts are another tree's, though its head is right", async () => {
    const lists = new Lists();
    const batch = await lists.batch(issue("1", 1), issue("2", 2));
    const lie = await lists.relisted(batch, issue("1", 1), issue("2", 3));
    const finder = batchFinder(lists.read, HASHING);
    expect(await finder.find([lie], issue("2", 3))).toBeUndefined();
    expect(await finder.find([lie], issue("1", 1))).toBeUndefined();
  });

  test("cannot say what a list of a later format holds", async () => {
    const lists = new Lists();
    const later = encodeDocument({ type: "colophon/batch/2" }, hashing.sha256);
    lists.blocks.set(String(later.block.cid), later.bytes);
    const batch = { ...(await lists.batch(issue("1", 1))), list: later.digest };
    const finding = batchFinder(lists.read, HASHING).find([batch], issue("1", 1));
    await expect(finding).toFailWith("LIST_TYPE_UNKNOWN");
  });
});

describe("verified", () => {
  test("reads a list once while it is among the last four", async () => {
    const lists = new Lists();
    const batches: AnchoredBatch[] = [];
    for (let n = 1; n <= 5; n++) batches.push(await lists.batch(issue(`${n}`, n)));
    const [first = expect.unreachable(), ...others] = batches;
    const finder = batchFinder(lists.read, HASHING);
    const askedFor = async (batch: AnchoredBatch) => {
      const before = lists.asked;
      await finder.verified(batch);
      return lists.asked - before;
    };
    expect(await askedFor(first)).toBe(2);
    expect(await askedFor(first)).toBe(0);
    for (const other of others) expect(await askedFor(other)).toBe(2);
    expect(await askedFor(first)).toBe(2);
  });
});

test("batchesOf tells the batches of a history, in its order", () => {
  const actor = parseAddress(`0x${"a1".repeat(20)}`);
  const root = `0x${"0b".repeat(32)}` as const;
  const batched: Entry = {
    number: 2,
    time: 5,
    actor,
    kind: "batch-anchored",
    root,
    list: digest(8),
    count: 3,
  };
  const other: Entry = { number: 1, time: 5, actor, kind: "registered", profile: digest(9) };
  expect(batchesOf(publication, [other, batched])).toEqual([
    { publication, root, list: digest(8), count: 3 },
  ]);
});
