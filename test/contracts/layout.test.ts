import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Result } from "ethers";
import { type Bytes32, digestFromBytes, digestToBytes32, parseDigest } from "../../src/core/digest.ts";
import { KINDS, NOTICE_KINDS } from "../../src/core/history/entry.ts";
import { parseLabel } from "../../src/core/label.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { portableSha256 as sha256 } from "../../src/core/sha256.ts";
import { COUNT_SLOT, publicationSlots } from "../../src/core/state-proof/layout.ts";
import { batchOf, digestOf, offerOf, publicationOf, recordOf } from "../../src/core/state-proof/words.ts";
import { compilerOutput } from "./support/build-output.ts";
import { RegistryChain } from "./support/chain.ts";

/* State proofs depend on where the registry keeps what: compiler, contract and src/core/state-proof must agree. */

describe("the storage layout", () => {
  test("is the one that docs/spec/registry.md draws", async () => {
    const { storage, types } = (await compilerOutput("PublicationRegistry")).storageLayout;
    const place = (item: { label: string; slot: string; offset: number; type: string }) =>
      `${item.slot}+${item.offset} ${item.label}: ${types[item.type]?.label ?? "?"}`;
    const members = (name: string) =>
      Object.values(types)
        .find(({ label }) => label === `struct ${name}`)
        ?.members?.map(place);
    expect(storage.map(place)).toEqual([
      "0+0 _count: uint256",
      "1+0 _publications: mapping(uint256 => struct PublicationRules.PublicationState)",
      // OpenZeppelin's EIP712 keeps names there that are too long for a word. Ours are not.
      "2+0 _nameFallback: string",
      "3+0 _versionFallback: string",
    ]);
    expect(members("PublicationRules.PublicationState")).toEqual([
      "0+0 slot: PublicationSlot",
      "1+0 head: bytes32",
      "2+0 pendingOwner: address",
      "2+20 registeredAt: uint64",
      "3+0 profile: bytes32",
      "4+0 current: mapping(string => struct PublicationRules.CurrentState)",
      "5+0 records: mapping(bytes32 => struct PublicationRules.RecordState)",
      "6+0 publishers: struct EnumerableSet.AddressSet",
      "8+0 batches: mapping(bytes32 => struct PublicationRules.BatchState)",
      "9+0 lists: mapping(uint256 => bytes32)",
    ]);
    expect(members("PublicationRules.CurrentState")).toEqual(["0+0 digest: bytes32"]);
    expect(members("PublicationRules.RecordState")).toEqual(["0+0 slot: RecordSlot"]);
    expect(members("PublicationRules.BatchState")).toEqual(["0+0 slot: BatchSlot"]);
    expect(members("EnumerableSet.AddressSet")).toEqual(["0+0 _inner: struct EnumerableSet.Set"]);
    expect(members("EnumerableSet.Set")).toEqual([
      "0+0 _values: bytes32[]",
      "1+0 _positions: mapping(bytes32 => uint256)",
    ]);
  });
});

describe("the slots of src/core/state-proof/layout.ts", () => {
  let chain: RegistryChain;
  const id = parsePublicationId("2");
  const label = parseLabel("2019-11-26");
  const word = (n: number): Bytes32 => digestToBytes32(digestFromBytes(sha256(Uint8Array.of(n))));
  const [profile, first, second, root, list] = [word(1), word(2), word(3), word(4), word(5)];
  const slots = publicationSlots(id);

  const stored = async (slot: Bytes32): Promise<bigint> => BigInt(await chain.storage(slot));
  const view = async (
    name: string,
    ...args: readonly unknown[]
  ): Promise<Readonly<Record<string, unknown>>> =>
    ((await chain.view(name, [id, ...args])) as Result).toObject();

  beforeAll(async () => {
    chain = await RegistryChain.start();
    const [owner, publisher, other] = [chain.account(0), chain.account(1), chain.account(3)];
    const calls: readonly [string, readonly unknown[]][] = [
      ["register", [profile]],
      ["register", [profile]],
      ["grantPublisher", [id, chain.account(4)]],
      ["grantPublisher", [id, publisher]],
      ["grantPublisher", [id, other]],
      ["revokePublisher", [id, chain.account(4)]],
      ["anchor", [id, label, first]],
      ["anchor", [id, "95", word(6)]],
      ["revise", [id, label, second, first, first]],
      ["post", [id, second, 3, first]],
      ["anchorBatch", [id, root, 1000, list]],
      ["transferOwnership", [id, chain.account(2)]],
      ["close", [id]],
    ];
    for (const [name, args] of calls) await chain.mustCall(owner, name, args);
  });
  afterAll(async () => chain.close());

  test("hold the number of publications", async () => {
    expect(await stored(COUNT_SLOT)).toBe(2n);
  });

  test("hold the publication", async () => {
    const state = await view("publication");
    expect(publicationOf(await stored(slots.state))).toEqual({
      owner: chain.account(0),
      entries: Number(state["entries"]),
      updatedAt: Number(state["updatedAt"]),
      closed: true,
    });
    expect(digestOf(await stored(slots.head))).toBe(await chain.head(2));
    expect(offerOf(await stored(slots.offer))).toEqual({
      pendingOwner: chain.account(2),
      registeredAt: Number(state["registeredAt"]),
    });
    expect(digestOf(await stored(slots.profile))).toBe(parseDigest(profile));
  });

  test("hold what is current under a label", async () => {
    expect(digestOf(await stored(slots.current(label)))).toBe(parseDigest(second));
    expect(await stored(slots.current(parseLabel("2019-11-27")))).toBe(0n);
  });

  test.each([
    [first, "anchored", "none"],
    [second, "revised", "concern"],
  ] as const)("hold the record of %s", async (digest, kind, notice) => {
    const record = await view("record", digest);
    expect(recordOf(await stored(slots.record(parseDigest(digest))))).toEqual({
      entry: Number(record["entry"]),
      time: Number(record["time"]),
      revision: Number(record["revision"]),
      kind,
      notice,
      noticeEntry: notice === "none" ? undefined : Number(record["notice"]),
      first: Number(record["first"]),
    });
    expect([record["kind"], record["standing"]]).toEqual([
      BigInt(KINDS[kind]),
      notice === "none" ? 0n : BigInt(NOTICE_KINDS[notice]),
    ]);
  });

  test("hold the granted publishers, in the order of their list, and not those revoked", async () => {
    const [one, three] = [chain.account(1), chain.account(3)];
    expect(await stored(slots.publishers)).toBe(2n);
    const listed = [await stored(slots.publisher(0)), await stored(slots.publisher(1))];
    expect(new Set(listed)).toEqual(new Set([BigInt(one), BigInt(three)]));
    for (const account of [one, three])
      expect(listed[Number(await stored(slots.grant(account))) - 1]).toBe(BigInt(account));
    expect(await stored(slots.grant(chain.account(4)))).toBe(0n);
    expect(await stored(slots.publisher(2))).toBe(0n);
  });

  test("hold the batch and its list", async () => {
    const batch = await view("batch", root);
    expect(batchOf(await stored(slots.batch(root)))).toEqual({
      entry: Number(batch["entry"]),
      time: Number(batch["time"]),
      count: 1000,
    });
    expect(digestOf(await stored(slots.list(Number(batch["entry"]))))).toBe(parseDigest(list));
    expect(await stored(slots.list(Number(batch["entry"]) - 1))).toBe(0n);
  });
});
