import type { Result } from "ethers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZERO_ADDRESS } from "../../src/core/address.ts";
import { digestToBytes32, ZERO_DIGEST } from "../../src/core/digest.ts";
import { type Entry, NOTICE_KINDS } from "../../src/core/history/entry.ts";
import { foldAll, genesis } from "../../src/core/history/fold.ts";
import { portableSha256 as sha256 } from "../../src/core/sha256.ts";
import { vectors } from "../core/history/vectors.ts";
import { RegistryChain } from "./support/chain.ts";
import { entryOfLog, noticeOf } from "./support/entry-of-log.ts";
import { argumentsOf, judge } from "./support/model.ts";
import { ACTORS, at, DIGESTS, LABELS, type Step, step } from "./support/steps.ts";
import { apply, nothing, type Replayed } from "./support/replay.ts";

describe("the contract and the vectors", () => {
  let chain: RegistryChain;
  beforeAll(async () => void (chain = await RegistryChain.start()));
  afterAll(async () => chain.close());

  test("the same calls at the same times give the vector's heads", async () => {
    expect(chain.address).toBe(vectors.publication.registry);
    for (const id of [1, 2])
      await chain.call(chain.account(0), "register", [digestToBytes32(at(DIGESTS, id))]);
    expect(await chain.view("genesis", [3])).toBe(`0x${vectors.genesis}`);
    for (const { entry, head } of vectors.steps) {
      await chain.nextTime(entry.time);
      const outcome = await chain.call(entry.actor, ...callOf(entry));
      if (!outcome.ok) throw new Error(`entry ${entry.number}: ${outcome.error}`);
      expect(entryOfLog(outcome.log)).toEqual(entry);
      expect(await chain.head(3), `head after entry ${entry.number}`).toBe(head);
    }
  });
});

describe("the contract, its model and its twin over random calls", () => {
  const seed = Number(process.env["COLOPHON_SEED"] ?? 20191126);
  const numRuns = Number(process.env["COLOPHON_RUNS"] ?? 12);

  test(`agree after every call (seed ${seed}, ${numRuns} runs)`, { timeout: 300_000 }, async () => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(fc.array(step(), { minLength: 30, maxLength: 60 }), async (steps) => {
      const chain = await RegistryChain.start();
      try {
        const entries = await play(chain, steps, seen);
        await rebuild(chain, entries);
      } finally {
        await chain.close();
      }
    });
    await fc.assert(property, { seed, numRuns, endOnFailure: true });
    // A run that meets only refusals would prove little.
    for (const kind of ["anchored", "revised", "notice", "transferred", "publisher-granted", "closed"])
      expect(seen, "kinds of entries that came up").toContain(kind);
  });
});

/** Makes the calls on chain and model alike; two publications exist, the third number does not. */
async function play(
  chain: RegistryChain,
  steps: readonly Step[],
  seen: Set<string>,
): Promise<Map<number, Entry[]>> {
  const entries = new Map<number, Entry[]>([
    [1, []],
    [2, []],
    [3, []],
  ]);
  const states = new Map<number, Replayed>();
  for (const id of [1, 2]) {
    const outcome = await chain.call(chain.account(id), "register", [digestToBytes32(at(DIGESTS, id))]);
    if (!outcome.ok) throw new Error(outcome.error);
    const state = nothing();
    take(entryOfLog(outcome.log), state, entries.get(id));
    states.set(id, state);
  }
  for (const each of steps) {
    const state = states.get(each.publication);
    const history = entries.get(each.publication) ?? [];
    const call = each.call(state, chain.accounts);
    const mover = call.do === "acceptOwnership" ? state?.pendingOwner : state?.owner;
    const actor =
      each.byOwner && mover !== undefined && mover !== ZERO_ADDRESS ? mover : chain.account(each.actor);
    const verdict = judge(state, actor, call);
    const outcome = await chain.call(actor, call.do, [each.publication, ...argumentsOf(call)]);
    const time = outcome.ok ? outcome.time : 0;
    const expected =
      typeof verdict === "string"
        ? verdict
        : ({ ...verdict, number: history.length + 1, time, actor } as Entry);
    expect(outcome.ok ? entryOfLog(outcome.log) : outcome.error, `after ${call.do}`).toEqual(expected);
    if (typeof expected !== "string") take(expected, state, history);
    seen.add(typeof expected === "string" ? expected : expected.kind);
    const { head } = foldAll(chain.ref(each.publication), history, sha256);
    expect(await chain.head(each.publication)).toBe(state === undefined ? ZERO_DIGEST : head);
  }
  return entries;
}

function take(entry: Entry, state: Replayed | undefined, history: Entry[] | undefined): void {
  history?.push(entry);
  if (state !== undefined) apply(state, entry);
}

/** From the logs alone: the same entries, the same state as every view gives. */
async function rebuild(chain: RegistryChain, entries: ReadonlyMap<number, readonly Entry[]>): Promise<void> {
  const logs = await chain.logs();
  for (const id of [1, 2]) {
    const expected = entries.get(id);
    const mine = logs.filter((log) => log.args.getValue("publicationId") === BigInt(id)).map(entryOfLog);
    expect(mine).toEqual(expected);
    expect(await chain.view("genesis", [id])).toBe(`0x${genesis(chain.ref(id), sha256)}`);
    const state = nothing();
    for (const entry of mine) apply(state, entry);
    await expectViews(chain, id, state);
  }
}

async function expectViews(chain: RegistryChain, id: number, state: Replayed): Promise<void> {
  // A Result has an `entries` of its own, as every array has.
  const held = ((await chain.view("publication", [id])) as Result).toObject();
  expect({
    owner: String(held["owner"]).toLowerCase(),
    pendingOwner: String(held["pendingOwner"]).toLowerCase(),
    profile: String(held["profile"]).slice(2),
    closed: held["closed"],
    entries: Number(held["entries"]),
    registeredAt: Number(held["registeredAt"]),
    updatedAt: Number(held["updatedAt"]),
  }).toEqual({
    owner: state.owner,
    pendingOwner: state.pendingOwner,
    profile: state.profile,
    closed: state.closed,
    entries: state.entries,
    registeredAt: state.registeredAt,
    updatedAt: state.updatedAt,
  });
  for (const label of LABELS)
    expect(await chain.view("current", [id, label])).toBe(`0x${state.current.get(label) ?? ZERO_DIGEST}`);
  for (const digest of DIGESTS) {
    const record = ((await chain.view("record", [id, digestToBytes32(digest)])) as Result).toObject();
    const standing = Number(record["standing"]);
    expect({
      entry: Number(record["entry"]),
      time: Number(record["time"]),
      revision: Number(record["revision"]),
      kind: { 0: "none", 2: "anchored", 3: "revised" }[Number(record["kind"])],
      standing: standing === 0 ? "none" : noticeOf(standing),
      notice: Number(record["notice"]),
    }).toEqual(
      state.records.get(digest) ?? {
        entry: 0,
        time: 0,
        revision: 0,
        kind: "none",
        standing: "none",
        notice: 0,
      },
    );
  }
  for (const account of chain.accounts.slice(0, ACTORS + 1))
    expect(await chain.view("isPublisher", [id, account])).toBe(
      account === state.owner || state.granted.has(account),
    );
}

/** The call that makes an entry of publication 3. */
function callOf(entry: Entry): [name: string, args: readonly unknown[]] {
  switch (entry.kind) {
    case "registered":
      return ["register", [digestToBytes32(entry.profile)]];
    case "profile-set":
      return ["setProfile", [3, digestToBytes32(entry.profile)]];
    case "anchored":
      return ["anchor", [3, entry.label, digestToBytes32(entry.digest)]];
    case "revised":
      return [
        "revise",
        [3, entry.label, ...[entry.digest, entry.supersedes, entry.reason].map(digestToBytes32)],
      ];
    case "notice":
      return [
        "post",
        [3, digestToBytes32(entry.digest), NOTICE_KINDS[entry.notice], digestToBytes32(entry.reason)],
      ];
    case "publisher-granted":
      return ["grantPublisher", [3, entry.account]];
    case "publisher-revoked":
      return ["revokePublisher", [3, entry.account]];
    case "transfer-started":
      return ["transferOwnership", [3, entry.pendingOwner]];
    case "transferred":
      return ["acceptOwnership", [3]];
    case "closed":
      break;
  }
  return ["close", [3]];
}
