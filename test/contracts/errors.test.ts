import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Address, parseAddress, ZERO_ADDRESS } from "../../src/core/address.ts";
import { digestFromBytes, digestToBytes32, ZERO_DIGEST } from "../../src/core/digest.ts";
import { portableSha256 as sha256 } from "../../src/core/sha256.ts";
import { RegistryChain, registryInterface } from "./support/chain.ts";

const digest = (n: number) => digestToBytes32(digestFromBytes(sha256(Uint8Array.of(n))));
const none = digestToBytes32(ZERO_DIGEST);
// The accounts of the in-process chain, which are always the same.
const owner = parseAddress("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
const publisher = parseAddress("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
const stranger = parseAddress("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");

// Publication 1 is open: 95 is anchored, publisher is granted. Publication 2 is closed.
const table: readonly [
  error: string,
  from: Address,
  call: string,
  args: readonly unknown[],
  values: readonly unknown[],
][] = [
  ["PublicationUnknown", owner, "close", [9], [9n]],
  ["PublicationIsClosed", owner, "close", [2], [2n]],
  ["ActorNotOwner", publisher, "close", [1], [1n, publisher, owner]],
  ["ActorNotPublisher", stranger, "anchor", [1, "96", digest(3)], [1n, stranger]],
  ["ActorNotPendingOwner", stranger, "acceptOwnership", [1], [1n, stranger, ZERO_ADDRESS]],
  ["DigestZero", owner, "register", [none], []],
  ["AddressZero", owner, "grantPublisher", [1, ZERO_ADDRESS], []],
  ["NoticeKindNone", owner, "post", [1, digest(2), 0, none], []],
  ["LabelInvalid", owner, "anchor", [1, "Issue 95", digest(3)], ["Issue 95"]],
  ["LabelAnchored", owner, "anchor", [1, "95", digest(3)], [1n, "95", digest(2)]],
  ["LabelUnknown", owner, "revise", [1, "96", digest(3), digest(2), none], [1n, "96"]],
  ["DigestRecorded", owner, "anchor", [1, "96", digest(2)], [1n, digest(2), 3n]],
  ["DigestUnknown", owner, "post", [1, digest(3), 1, none], [1n, digest(3)]],
  [
    "SupersedesMismatch",
    owner,
    "revise",
    [1, "95", digest(3), digest(4), none],
    [1n, "95", digest(2), digest(4)],
  ],
  ["ProfileUnchanged", owner, "setProfile", [1, digest(1)], [1n, digest(1)]],
  ["PublisherAlreadyGranted", owner, "grantPublisher", [1, publisher], [1n, publisher]],
  ["PublisherNotGranted", owner, "revokePublisher", [1, stranger], [1n, stranger]],
];

describe("the registry's refusals", () => {
  let chain: RegistryChain;
  beforeAll(async () => {
    chain = await RegistryChain.start();
    const calls: readonly [string, readonly unknown[]][] = [
      ["register", [digest(1)]],
      ["grantPublisher", [1, publisher]],
      ["anchor", [1, "95", digest(2)]],
      ["register", [digest(1)]],
      ["close", [2]],
    ];
    for (const [name, args] of calls) await chain.mustCall(owner, name, args);
  });
  afterAll(async () => chain.close());

  test("the table has every error of the interface", () => {
    const errors = registryInterface.fragments.flatMap((fragment) =>
      "name" in fragment && fragment.type === "error" ? [fragment.name] : [],
    );
    expect(table.map(([error]) => error).toSorted()).toEqual((errors as string[]).toSorted());
  });

  const cases = table.map(([error, from, call, args, values]) => ({ error, from, call, args, values }));
  test.each(cases)("$error reverts with its values, and changes nothing", async (wanted) => {
    const before = await chain.raw("publication", [1]);
    const outcome = await chain.call(wanted.from, wanted.call, wanted.args);
    const got = outcome.ok ? {} : { error: outcome.error, values: outcome.args.toArray().map(lowered) };
    expect(got).toEqual({ error: wanted.error, values: wanted.values });
    expect(await chain.raw("publication", [1])).toBe(before);
  });
});

function lowered(value: unknown): unknown {
  return typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value) ? value.toLowerCase() : value;
}
