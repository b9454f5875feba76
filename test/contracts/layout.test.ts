import { AbiCoder, keccak256, type Result, solidityPackedKeccak256, toBeHex } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bytes32, digestFromBytes, digestToBytes32 } from "../../src/core/digest.ts";
import { portableSha256 as sha256 } from "../../src/core/sha256.ts";
import { compilerOutput } from "./support/build-output.ts";
import { RegistryChain } from "./support/chain.ts";

describe("the storage layout", () => {
  test("is the one that docs/spec/registry.md draws", async () => {
    const { storage, types } = (await compilerOutput("PublicationRegistry")).storageLayout;
    const place = (item: { label: string; slot: string; offset: number; type: string }) =>
      `${item.slot}+${item.offset} ${item.label}: ${types[item.type]?.label ?? "?"}`;
    const members = (name: string) =>
      Object.values(types)
        .find(({ label }) => label === `struct PublicationRegistry.${name}`)
        ?.members?.map(place);
    expect(storage.map(place)).toEqual([
      "0+0 _count: uint256",
      "1+0 _publications: mapping(uint256 => struct PublicationRegistry.PublicationState)",
    ]);
    expect(members("PublicationState")).toEqual([
      "0+0 slot: PublicationSlot",
      "1+0 head: bytes32",
      "2+0 pendingOwner: address",
      "2+20 registeredAt: uint64",
      "3+0 profile: bytes32",
      "4+0 current: mapping(string => struct PublicationRegistry.CurrentState)",
      "5+0 records: mapping(bytes32 => struct PublicationRegistry.RecordState)",
      "6+0 publishers: mapping(address => bool)",
    ]);
    expect(members("CurrentState")).toEqual(["0+0 digest: bytes32"]);
    expect(members("RecordState")).toEqual(["0+0 slot: RecordSlot"]);
  });
});

describe("the slots that docs/spec/registry.md works out", () => {
  let chain: RegistryChain;
  const id = 2;
  const label = "2019-11-26";
  const [profile, first, second] = [1, 2, 3].map((n) =>
    digestToBytes32(digestFromBytes(sha256(Uint8Array.of(n)))),
  );

  const place = BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [id, 1])));
  const slotOf = (value: bigint): Bytes32 => toBeHex(value, 32) as Bytes32;
  const under = (type: string, key: unknown, mapping: bigint): Bytes32 =>
    solidityPackedKeccak256([type, "uint256"], [key, place + mapping]) as Bytes32;
  const bits = async (slot: Bytes32, from: number, width: number): Promise<bigint> =>
    (BigInt(await chain.storage(slot)) >> BigInt(from)) & ((1n << BigInt(width)) - 1n);

  beforeAll(async () => {
    chain = await RegistryChain.start();
    const [owner, publisher, heir] = chain.accounts;
    if (owner === undefined || publisher === undefined) throw new Error("no accounts");
    const calls: readonly [string, readonly unknown[]][] = [
      ["register", [profile]],
      ["register", [profile]],
      ["grantPublisher", [id, publisher]],
      ["anchor", [id, label, first]],
      ["revise", [id, label, second, first, first]],
      ["post", [id, second, 3, first]],
      ["transferOwnership", [id, heir]],
      ["close", [id]],
    ];
    for (const [name, args] of calls) await chain.mustCall(owner, name, args);
  });
  afterAll(async () => chain.close());

  test("hold the publication", async () => {
    const state = ((await chain.view("publication", [id])) as Result).toObject();
    expect(await chain.storage(slotOf(0n))).toBe(slotOf(2n));
    expect(await bits(slotOf(place), 0, 160)).toBe(BigInt(chain.account(0)));
    expect(await bits(slotOf(place), 160, 48)).toBe(state["entries"]);
    expect(await bits(slotOf(place), 208, 40)).toBe(state["updatedAt"]);
    expect(await bits(slotOf(place), 248, 8)).toBe(1n);
    expect(await chain.storage(slotOf(place + 1n))).toBe(digestToBytes32(await chain.head(id)));
    expect(await bits(slotOf(place + 2n), 0, 160)).toBe(BigInt(chain.account(2)));
    expect(await bits(slotOf(place + 2n), 160, 64)).toBe(state["registeredAt"]);
    expect(await chain.storage(slotOf(place + 3n))).toBe(profile);
  });

  test("hold what is current under a label", async () => {
    expect(await chain.storage(under("string", label, 4n))).toBe(second);
  });

  test("hold the record of a digest", async () => {
    const slot = under("bytes32", second, 5n);
    const record = ((await chain.view("record", [id, second])) as Result).toObject();
    expect(await bits(slot, 0, 48)).toBe(record["entry"]);
    expect(await bits(slot, 48, 40)).toBe(record["time"]);
    expect(await bits(slot, 88, 32)).toBe(2n);
    expect(await bits(slot, 120, 8)).toBe(3n);
    expect(await bits(slot, 128, 8)).toBe(3n);
    expect(await bits(slot, 136, 48)).toBe(5n);
    expect(await bits(slot, 184, 72)).toBe(0n);
  });

  test("hold the grants", async () => {
    expect(await chain.storage(under("uint256", chain.account(1), 6n))).toBe(slotOf(1n));
    expect(await chain.storage(under("uint256", chain.account(2), 6n))).toBe(slotOf(0n));
  });
});
