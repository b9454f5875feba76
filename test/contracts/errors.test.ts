import hre from "hardhat";
import { Interface } from "ethers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { revertOf, TRANSLATED } from "../../src/adapters/evm/reverts.ts";
import { ZERO_ADDRESS } from "../../src/core/address.ts";
import { type Bytes32, digestToBytes32, ZERO_DIGEST } from "../../src/core/digest.ts";
import type { BatchedIssue, Call, Publishing } from "./support/calls.ts";
import { type Outcome, registryInterface } from "./support/chain.ts";
import { digest, PublishedScene, takenCalls, word } from "./support/scene.ts";
import { mirrored, signedDigest } from "./support/signing.ts";

const none = ZERO_DIGEST;
const zeroRoot = digestToBytes32(none);
let scene: PublishedScene;
let snapshot: unknown;
beforeAll(async () => {
  scene = await PublishedScene.start();
});
afterAll(async () => scene.chain.close());
// Every test meets the scene as it was made.
beforeEach(async () => void (snapshot = await scene.chain.request("evm_snapshot", [])));
afterEach(async () => void (await scene.chain.request("evm_revert", [snapshot])));

/** Once for each error, by a real call: what it is refused with, in the ABI's order, numbers as text. */
const table: Readonly<Record<string, () => Promise<readonly [Outcome, readonly unknown[]]>>> = {
  PublicationUnknown: async () => [await scene.call({ do: "close" }, scene.owner, 9), [9]],
  PublicationIsClosed: async () => [await scene.call({ do: "close" }, scene.owner, 2), [2]],
  ActorNotOwner: async () => [
    await scene.call({ do: "close" }, scene.publisher),
    [1, scene.publisher, scene.owner],
  ],
  ActorNotPublisher: async () => [
    await scene.call({ do: "anchor", label: "96", digest: digest(3) }, scene.stranger),
    [1, scene.stranger],
  ],
  ActorNotPendingOwner: async () => [
    await scene.call({ do: "acceptOwnership" }, scene.stranger),
    [1, scene.stranger, ZERO_ADDRESS],
  ],
  DigestZero: async () => [await scene.chain.call(scene.owner, "register", [zeroRoot]), []],
  AddressZero: async () => [await scene.call({ do: "grantPublisher", account: ZERO_ADDRESS }), []],
  NoticeKindNone: async () => [
    await scene.call({ do: "post", digest: digest(2), notice: "none", reason: none }),
    [],
  ],
  LabelInvalid: async () => [
    await scene.call({ do: "anchor", label: "Issue 95", digest: digest(3) }),
    ["Issue 95"],
  ],
  LabelAnchored: async () => [
    await scene.call({ do: "anchor", label: "95", digest: digest(3) }),
    [1, "95", word(2)],
  ],
  LabelUnknown: async () => [await scene.call(revision({ label: "96" })), [1, "96"]],
  DigestRecorded: async () => [
    await scene.call({ do: "anchor", label: "96", digest: digest(2) }),
    [1, word(2), 3],
  ],
  DigestUnknown: async () => [
    await scene.call({ do: "post", digest: digest(3), notice: "concern", reason: none }),
    [1, word(3)],
  ],
  SupersedesMismatch: async () => [
    await scene.call(revision({ supersedes: digest(4) })),
    [1, "95", word(2), word(4)],
  ],
  RootZero: async () => [await scene.call(batch({ root: zeroRoot })), []],
  CountZero: async () => [await scene.call(batch({ count: 0 })), []],
  RootRecorded: async () => [await scene.call(batch({ root: scene.tree.root })), [1, scene.tree.root, 4]],
  RootUnknown: async () => [await scene.call(notice({ root: word(8) })), [1, word(8)]],
  PathLengthInvalid: async () => [await scene.call(notice({ path: [] })), [1, scene.tree.root, 2, 3, 0]],
  PathInvalid: async () => [
    await scene.call(notice({ digest: digest(7) })),
    [1, scene.tree.root, "old-1", word(7)],
  ],
  SignatureExpired: async () => {
    await scene.chain.nextTime(1_900_000_001);
    return [await scene.callSigned(revision(), { deadline: 1_900_000_000n }), [1_900_000_000, 1_900_000_001]];
  },
  HeadStale: async () => {
    const head = await scene.chain.head(1);
    return [await scene.callSigned(revision(), { head: none }), [1, digestToBytes32(head), zeroRoot]];
  },
  SignatureInvalid: async () => {
    const by = await scene.signed(revision(), { key: 2 });
    return [
      await scene.callSigned(revision(), by),
      [scene.publisher, signedDigest(scene.chain.ref(1), revision(), by)],
    ];
  },
  ProfileUnchanged: async () => [await scene.call({ do: "setProfile", profile: digest(1) }), [1, word(1)]],
  PublisherAlreadyGranted: async () => [
    await scene.call({ do: "grantPublisher", account: scene.publisher }),
    [1, scene.publisher],
  ],
  PublisherNotGranted: async () => [
    await scene.call({ do: "revokePublisher", account: scene.stranger }),
    [1, scene.stranger],
  ],
};

describe("the registry's refusals", () => {
  test("are all in this table", async () => {
    expect(Object.keys(table).toSorted()).toEqual(await declaredErrors());
  });

  test.each(Object.keys(table))("%s reverts with its values, and changes nothing", async (error) => {
    const before = await scene.chain.raw("publication", [1]);
    const [outcome, values] = (await table[error]?.()) ?? expect.unreachable();
    expect(outcome).toEqual({ ok: false, error, args: values.map(String) });
    expect(await scene.chain.raw("publication", [1])).toBe(before);
  });

  test("have one sentence each in the commands' words", async () => {
    expect(TRANSLATED.toSorted()).toEqual(await declaredErrors());
  });

  test.each(Object.keys(table))("%s is told by a code of its own", async (error) => {
    const [outcome] = (await table[error]?.()) ?? expect.unreachable();
    if (outcome.ok) return expect.unreachable();
    const data = registryInterface.encodeErrorResult(error, outcome.args);
    const call = { to: scene.chain.address, data: registryInterface.encodeFunctionData("publications", []) };
    const told = revertOf({ code: 3, message: "execution reverted", data }, call as TranslatedCall);
    expect(told?.code).toMatch(/^[A-Z_]+$/);
    expect(told?.code).not.toBe("CALL_REVERTED");
  });

  test("a notice kind that is none reverts without data", async () => {
    const outcome = await scene.chain.call(scene.owner, "post", [1, word(2), 5, zeroRoot]);
    expect(outcome).toEqual({ ok: false, error: "", args: [] });
  });
});

/** Bad input that may come by several calls, plain and signed: each of them refuses it the same way. */
describe("bad input", () => {
  const badInput: readonly [string, error: string, () => readonly Publishing[]][] = [
    ["an empty label", "LabelInvalid", () => labelled("")],
    ["a label of 65 characters", "LabelInvalid", () => labelled("x".repeat(65))],
    [
      "a zero digest",
      "DigestZero",
      () => [
        { do: "anchor", label: "96", digest: none },
        revision({ digest: none }),
        batch({ list: none }),
        { do: "reviseBatched", issue: scene.issue(1), digest: none, reason: none },
        { do: "reviseBatched", issue: scene.issue(1, { digest: none }), digest: digest(3), reason: none },
        notice({ digest: none }),
      ],
    ],
    ["count 0", "CountZero", () => [batch({ count: 0 })]],
    [
      "a wrong supersedes",
      "SupersedesMismatch",
      () => [revision({ supersedes: digest(4) }), revision({ supersedes: none })],
    ],
    [
      "a path of a wrong length",
      "PathLengthInvalid",
      () =>
        [0, 1, 4, 40]
          .map((length) => Array.from({ length }, (_, n) => word(n)))
          .flatMap((path) => [
            notice({ path }),
            { do: "reviseBatched", issue: scene.issue(1, { path }), digest: digest(3), reason: none },
          ]),
    ],
  ];

  test.each(badInput)("%s is refused with %s", async (_, error, calls) => {
    for (const call of calls()) {
      expect(await scene.call(call), call.do).toMatchObject({ ok: false, error });
      expect(await scene.callSigned(call), `${call.do}BySig`).toMatchObject({ ok: false, error });
    }
  });

  test.each([
    ["an unknown publication", 9, "PublicationUnknown"],
    ["a closed publication", 2, "PublicationIsClosed"],
  ])("%s takes no call", async (_, id, error) => {
    const owning: readonly Call[] = [
      { do: "grantPublisher", account: scene.stranger },
      { do: "revokePublisher", account: scene.publisher },
      { do: "transferOwnership", account: scene.stranger },
      { do: "acceptOwnership" },
      { do: "setProfile", profile: digest(3) },
      { do: "close" },
    ];
    const refusal = { ok: false, error, args: [String(id)] };
    for (const call of [...takenCalls(scene), ...owning])
      expect(await scene.call(call, scene.owner, id), call.do).toEqual(refusal);
    for (const call of takenCalls(scene))
      expect(await scene.callSigned(call, {}, id), `${call.do}BySig`).toEqual(refusal);
  });

  const badSignature: readonly [string, error: string, Parameters<PublishedScene["signed"]>[1]][] = [
    ["a stale head", "HeadStale", { head: digest(50) }],
    ["an expired signature", "SignatureExpired", { deadline: 1_700_000_000n }],
    ["a signature with a high s", "SignatureInvalid", { turn: mirrored }],
    ["a signature for another chain", "SignatureInvalid", { signedFor: { chain: "eip155:1" } }],
    ["another's signature", "SignatureInvalid", { key: 2 }],
    ["no signature at all", "SignatureInvalid", { signature: "0x" }],
  ];

  test.each(badSignature)("%s is refused with %s", async (_, error, change) => {
    await scene.chain.nextTime(1_800_000_000);
    for (const call of takenCalls(scene))
      expect(await scene.callSigned(call, change), call.do).toMatchObject({ ok: false, error });
  });
});

type TranslatedCall = Parameters<typeof revertOf>[1];

/** Those of the interface: the two more that the ABI has belong to the constructor of OpenZeppelin's `EIP712`. */
async function declaredErrors(): Promise<string[]> {
  const { abi } = await hre.artifacts.readArtifact("IPublicationRegistry");
  return new Interface(abi).fragments
    .flatMap((fragment) => (fragment.type === "error" && "name" in fragment ? [String(fragment.name)] : []))
    .toSorted();
}

function revision(change: Partial<Extract<Publishing, { do: "revise" }>> = {}): Publishing {
  return { do: "revise", label: "95", digest: digest(3), supersedes: digest(2), reason: none, ...change };
}

function batch(change: { root?: Bytes32; count?: number; list?: typeof none } = {}): Publishing {
  return { do: "anchorBatch", root: word(20), count: 3, list: digest(10), ...change };
}

function notice(change: Partial<BatchedIssue>): Publishing {
  return { do: "postBatched", issue: scene.issue(1, change), notice: "correction", reason: none };
}

function labelled(label: string): readonly Publishing[] {
  return [
    { do: "anchor", label, digest: digest(3) },
    revision({ label }),
    { do: "reviseBatched", issue: scene.issue(1, { label }), digest: digest(3), reason: none },
    notice({ label }),
  ];
}
