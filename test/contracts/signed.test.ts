import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseAddress } from "../../src/core/address.ts";
import { ZERO_DIGEST } from "../../src/core/digest.ts";
import { entryOfLog } from "./support/entry-of-log.ts";
import { digest, PublishedScene, takenCalls } from "./support/scene.ts";
import { compacted, mirrored, signedArguments, typedData } from "./support/signing.ts";

let scene: PublishedScene;
let snapshot: unknown;
beforeAll(async () => {
  scene = await PublishedScene.start();
});
afterAll(async () => scene.chain.close());
beforeEach(async () => void (snapshot = await scene.chain.request("evm_snapshot", [])));
afterEach(async () => void (await scene.chain.request("evm_revert", [snapshot])));

const CALLS = ["anchor", "revise", "post", "anchorBatch", "reviseBatched", "postBatched"] as const;
const callOf = (name: string) => takenCalls(scene).find((call) => call.do === name) ?? expect.unreachable();
const anchor = { do: "anchor", label: "96", digest: digest(3) } as const;

describe.each(CALLS)("%sBySig", (name) => {
  test("sent by a stranger adds what the publisher's own call adds", async () => {
    const own = await scene.call(callOf(name), scene.publisher);
    await scene.chain.request("evm_revert", [snapshot]);
    snapshot = await scene.chain.request("evm_snapshot", []);
    const signed = await scene.callSigned(callOf(name));
    if (!own.ok || !signed.ok) return expect.unreachable();
    const untimed = (entry: object) => ({ ...entry, time: 0 });
    const entries = signed.logs.map(entryOfLog);
    expect(entries.map(untimed)).toEqual(own.logs.map(entryOfLog).map(untimed));
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([scene.publisher]));
  });

  test("works once", async () => {
    const call = callOf(name);
    const by = await scene.signed(call);
    const send = async () =>
      await scene.chain.call(scene.stranger, `${name}BySig`, [1, ...signedArguments({ call, by })]);
    expect(await send()).toMatchObject({ ok: true });
    expect(await send()).toMatchObject({ ok: false, error: "HeadStale" });
  });

  test("takes what a wallet signs by eth_signTypedData_v4", async () => {
    const call = callOf(name);
    const by = await scene.signed(call);
    const asked = JSON.stringify(typedData(scene.chain.ref(1), call, by), (_, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    const signature = await scene.chain.request("eth_signTypedData_v4", [scene.publisher, asked]);
    expect(await scene.callSigned(call, { signature: String(signature) })).toMatchObject({ ok: true });
  });

  test("needs every argument as it was signed", async () => {
    const call = callOf(name);
    const by = await scene.signed(call);
    for (const [field, value] of Object.entries(call)) {
      // The path proves an issue and says nothing; it is not under the signature.
      const others = field === "issue" ? [{ ...scene.issue(2) }] : field === "do" ? [] : [otherThan(value)];
      for (const other of others)
        expect(
          await scene.callSigned({ ...call, [field]: other }, by),
          `with another ${field}`,
        ).toMatchObject({ ok: false, error: "SignatureInvalid" });
    }
  });
});

describe("a signature", () => {
  test("counts in its last second and no longer", async () => {
    const by = await scene.signed(anchor, { deadline: 1_900_000_000n });
    await scene.chain.nextTime(1_900_000_001);
    expect(await scene.callSigned(anchor, by)).toMatchObject({ ok: false, error: "SignatureExpired" });
    await scene.chain.request("evm_revert", [snapshot]);
    snapshot = await scene.chain.request("evm_snapshot", []);
    await scene.chain.nextTime(1_900_000_000);
    expect(await scene.callSigned(anchor, by)).toMatchObject({ ok: true });
  });

  test("of two over one head, one counts", async () => {
    const [first, second] = [anchor, { ...anchor, label: "97", digest: digest(4) }];
    const by = await scene.signed(second);
    expect(await scene.callSigned(first)).toMatchObject({ ok: true });
    expect(await scene.callSigned(second, by)).toMatchObject({ ok: false, error: "HeadStale" });
  });

  test("gives no right that its publisher does not have, or no longer has", async () => {
    const refused = { ok: false, error: "ActorNotPublisher" };
    expect(await scene.callSigned(anchor, { publisher: scene.stranger, key: 2 })).toMatchObject(refused);
    await scene.must({ do: "revokePublisher", account: scene.publisher });
    expect(await scene.callSigned(anchor)).toMatchObject(refused);
  });

  test("of the owner counts as one of a publisher", async () => {
    const outcome = await scene.callSigned(anchor, { publisher: scene.owner, key: 0 });
    expect(outcome).toMatchObject({ ok: true });
  });

  test.each([
    ["another chain", { signedFor: { chain: "eip155:1" } }],
    ["another registry", { signedFor: { registry: parseAddress(`0x${"5f".repeat(20)}`) } }],
    ["another publication", { signedFor: { id: "2" } }],
    ["another key", { key: 2 }],
    ["the mirrored s", { turn: mirrored }],
    ["64 bytes (ERC-2098)", { turn: compacted }],
    ["66 bytes", { turn: (signature: string) => `${signature}00` }],
    ["a v of 0 or 1", { turn: (signature: string) => signature.replace(/1[bc]$/, "00") }],
    ["zeros", { signature: `0x${"00".repeat(65)}` }],
    ["the zero address for a publisher, and no signature", { publisher: zero(), signature: "0x" }],
  ] as const)("does not count with %s", async (_, change) => {
    const head = await scene.chain.head(1);
    expect(await scene.callSigned(anchor, change)).toMatchObject({ ok: false, error: "SignatureInvalid" });
    expect(await scene.chain.head(1)).toBe(head);
  });

  test("covers no path: whoever sends it may bring another one that proves the issue", async () => {
    const call = callOf("postBatched");
    if (call.do !== "postBatched") return expect.unreachable();
    const by = await scene.signed(call);
    const broken = { ...call, issue: { ...call.issue, path: call.issue.path.toReversed() } };
    expect(await scene.callSigned(broken, by)).toMatchObject({ ok: false, error: "PathInvalid" });
    expect(await scene.callSigned(call, by)).toMatchObject({ ok: true });
  });
});

function otherThan(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (value === "correction" || value === "retraction") return "concern";
  if (value === ZERO_DIGEST) return digest(60);
  return typeof value === "string" && value.startsWith("0x")
    ? `0x${digest(60)}`
    : isShort(value)
      ? "other"
      : digest(60);
}

function isShort(value: unknown): boolean {
  return typeof value === "string" && value.length < 64;
}

function zero() {
  return parseAddress(`0x${"00".repeat(20)}`);
}
