import { afterAll, describe, expect, test } from "vitest";
import { encodeList } from "../../src/core/batch/codec.ts";
import { byLabel } from "../../src/core/batch/list.ts";
import { writeList, type WrittenList } from "../../src/core/batch/write.ts";
import { portableKeccak256 } from "../../src/core/batch/keccak256.ts";
import { type CID, documentCid } from "../../src/core/cid.ts";
import { type Digest, digestFromBytes, ZERO_DIGEST } from "../../src/core/digest.ts";
import { tipBlock } from "../../src/core/finality.ts";
import { type Label, parseLabel } from "../../src/core/label.ts";
import type { PublishingAction, Store } from "../../src/core/ports.ts";
import { parsePublicationId, type PublicationRef } from "../../src/core/publication.ts";
import { anchor } from "../../src/publish/anchor.ts";
import { standingsIn } from "../../src/publish/standing.ts";
import { hashing, utf8 } from "../support/hashing.ts";
import { openRig } from "../support/publisher-rig.ts";

/* The registry is the real one; the lists are in a store in memory, so that a test can lose them. */

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

const blocks = new Map<string, Uint8Array>();
const lists: Store = {
  ...{ id: "lists", operator: "us", put: () => Promise.resolve() },
  block: async (cid) => blocks.get(String(cid)),
};
const { sha256 } = hashing;
const digestOf = (text: string): Digest => digestFromBytes(sha256(utf8(text)));
const named = (label: string, text: string) => ({ label: parseLabel(label), digest: digestOf(text) });

let publications = 0;
/** Each test writes in a publication of its own. */
async function fresh() {
  const of = await rig.register(`Letter ${++publications}`);
  const { id } = of;
  const send = (action: PublishingAction) =>
    anchor({ key: JSON.stringify(action), what: "a test", action, cars: [] }, rig.publisher());
  const batch = async (...issues: readonly ReturnType<typeof named>[]): Promise<WrittenList> => {
    const written = await listed(of, issues);
    await send(anchoring(written));
    return written;
  };
  const anchoring = ({ list, digest }: WrittenList, change = {}): PublishingAction => ({
    ...{ kind: "anchor-batch", publication: id, root: list.root, count: list.count, list: digest },
    ...change,
  });
  const alone = (label: string, text: string) =>
    send({ kind: "anchor", publication: id, ...named(label, text) });
  const standings = async (...despite: readonly number[]) => {
    const { registry } = rig.publisher();
    const replication = { stores: [lists], sha256 };
    const sources = { registry, replication, despite: new Set(despite) };
    return standingsIn(id, registry.at(await tipBlock(rig.chain)), sources);
  };
  return { of, id, send, batch, anchoring, alone, standings };
}

async function listed(of: PublicationRef, issues: readonly ReturnType<typeof named>[]): Promise<WrittenList> {
  const put = async (cid: CID, bytes: Uint8Array) => void blocks.set(String(cid), bytes);
  return writeList(of, issues.toSorted(byLabel), { put }, { sha256, keccak: portableKeccak256 });
}

const labels = (...names: readonly string[]): Label[] => names.map(parseLabel);

describe("what a publication holds", () => {
  test("of an issue anchored alone, its own record", async () => {
    const { alone, standings } = await fresh();
    await alone("1", "one");
    const found = await standings();
    const standing = { digest: digestOf("one"), record: { entry: 2, revision: 1 } };
    expect(await found.under(parseLabel("1"))).toMatchObject(standing);
    expect(await found.of(digestOf("one"))).toMatchObject(standing);
    expect(await found.under(parseLabel("2"))).toBeUndefined();
  });

  test("of an issue of a batch, the batch's entry and a path, by label, by digest or by both", async () => {
    const { batch, standings } = await fresh();
    const { list } = await batch(named("1", "one"), named("2", "two"));
    const found = await standings();
    const standing = {
      ...{ digest: digestOf("two"), record: { entry: 2, revision: 1, notice: "none" } },
      batched: { label: "2", root: list.root },
    };
    expect(await found.under(parseLabel("2"))).toMatchObject(standing);
    expect(await found.of(digestOf("two"))).toMatchObject(standing);
    expect(await found.of(digestOf("two"), parseLabel("2"))).toMatchObject(standing);
    expect(await found.of(digestOf("two"), parseLabel("1"))).toBeUndefined();
    expect(await found.of(digestOf("three"))).toBeUndefined();
  });

  test("of an extracted and of a revised issue, its own record without a path", async () => {
    const { batch, id, send, standings } = await fresh();
    const { list, tree } = await batch(named("1", "one"), named("2", "two"));
    const proof = (issue: ReturnType<typeof named>) => ({ root: list.root, path: tree.path(issue) ?? [] });
    const [one, two] = [named("1", "one"), named("2", "two")];
    const said = { publication: id, notice: "concern", reason: ZERO_DIGEST } as const;
    await send({ kind: "post-batched", ...said, ...one, ...proof(one) });
    const { digest: supersedes, label } = two;
    const next = { label, digest: digestOf("two, mended"), supersedes, reason: ZERO_DIGEST };
    await send({ kind: "revise-batched", publication: id, ...next, ...proof(two) });
    const found = await standings();
    const first = await found.under(parseLabel("1"));
    expect(first).toMatchObject({ digest: digestOf("one"), record: { entry: 2, notice: "concern" } });
    expect(first?.batched).toBeUndefined();
    const second = await found.under(parseLabel("2"));
    expect(second).toMatchObject({ digest: digestOf("two, mended"), record: { revision: 2 } });
    expect(second?.batched).toBeUndefined();
    expect(await found.of(supersedes)).toMatchObject({ record: { entry: 2, revision: 1 } });
  });

  test("of many labels, those that are taken, alone or in any batch", async () => {
    const { alone, batch, standings } = await fresh();
    await alone("1", "one");
    await batch(named("2", "two"), named("3", "three"));
    await batch(named("4", "four"));
    const taken = await (await standings()).taken(labels("1", "2", "4", "5"));
    expect([...taken].toSorted()).toEqual(["1", "2", "4"]);
  });
});

describe("of two issues under one label", () => {
  test("the one of the batch stands when it is the earlier, though the registry gives the other", async () => {
    const { alone, batch, standings } = await fresh();
    const { list } = await batch(named("1", "one"));
    await alone("1", "a rival");
    expect(await (await standings()).under(parseLabel("1"))).toMatchObject({
      ...{ digest: digestOf("one"), record: { entry: 2 }, batched: { root: list.root } },
    });
  });

  test("the one anchored alone stands when it is the earlier", async () => {
    const { alone, batch, standings } = await fresh();
    await alone("1", "one");
    await batch(named("1", "a rival"));
    const standing = await (await standings()).under(parseLabel("1"));
    expect(standing).toMatchObject({ digest: digestOf("one"), record: { entry: 2 } });
    expect(standing?.batched).toBeUndefined();
  });
});

describe("while a list cannot be had", () => {
  test("nobody can say that a label is free, or what stands under it", async () => {
    const { alone, batch, standings } = await fresh();
    await alone("1", "one");
    const { digest } = await batch(named("2", "two"));
    blocks.delete(String(documentCid(digest)));
    const missing = { entry: 3, cid: String(documentCid(digest)) };
    await expect((await standings()).under(parseLabel("9"))).toFailWith("LIST_UNREADABLE", missing);
    await expect((await standings()).taken(labels("9"))).toFailWith("LIST_UNREADABLE", missing);
    await expect((await standings()).of(digestOf("nine"))).toFailWith("LIST_UNREADABLE", missing);
    expect(await (await standings()).of(digestOf("one"))).toMatchObject({ record: { entry: 2 } });
  });

  test("it can be done without, by name, and the other batches still count", async () => {
    const { batch, standings } = await fresh();
    const { digest } = await batch(named("2", "two"));
    await batch(named("3", "three"));
    blocks.delete(String(documentCid(digest)));
    const found = await standings(2);
    expect(await found.under(parseLabel("9"))).toBeUndefined();
    expect(await found.under(parseLabel("3"))).toMatchObject({ digest: digestOf("three") });
    expect([...(await found.taken(labels("2", "3")))]).toEqual(["3"]);
  });

  test("nor while a part of it is missing, unless it is done without", async () => {
    const { batch, standings } = await fresh();
    const { list } = await batch(named("2", "two"));
    blocks.delete(String(list.parts[0]?.cid));
    await expect((await standings()).under(parseLabel("9"))).toFailWith("LIST_UNREADABLE");
    await expect((await standings()).taken(labels("9"))).toFailWith("LIST_UNREADABLE");
    expect(await (await standings(2)).under(parseLabel("9"))).toBeUndefined();
    expect([...(await (await standings(2)).taken(labels("9")))]).toEqual([]);
  });
});

describe("a list that is none holds nothing, and keeps nobody from publishing", () => {
  const lie = (written: WrittenList, change: object): Digest => {
    const { block, digest } = encodeList({ ...written.list, ...change }, sha256);
    blocks.set(String(block.cid), block.bytes);
    return digest;
  };
  const LIES = {
    "of another publication": (written: WrittenList, of: PublicationRef) =>
      lie(written, { publication: { ...of, id: parsePublicationId("999") } }),
    "with the parts of another": async (written: WrittenList, of: PublicationRef) =>
      lie(written, { parts: (await listed(of, [named("1", "another")])).list.parts }),
    "with another root": async (_: WrittenList, of: PublicationRef) =>
      (await listed(of, [named("1", "another")])).digest,
  } as const;

  test.each(Object.keys(LIES) as (keyof typeof LIES)[])("%s", async (name) => {
    const { anchoring, batch, of, send, standings } = await fresh();
    const written = await listed(of, [named("1", "one")]);
    await send(anchoring(written, { list: await LIES[name](written, of) }));
    await batch(named("2", "two"));
    const found = await standings();
    expect(await found.under(parseLabel("1"))).toBeUndefined();
    expect(await found.of(digestOf("one"))).toBeUndefined();
    expect(await found.of(digestOf("another"))).toBeUndefined();
    expect(await found.under(parseLabel("2"))).toMatchObject({ digest: digestOf("two") });
    expect([...(await found.taken(labels("1", "2")))]).toEqual(["2"]);
  });
});
