import type { Result } from "ethers";
import { expect } from "vitest";
import { ZERO_ADDRESS } from "../../../src/core/address.ts";
import { type Digest, digestToBytes32, parseDigest, ZERO_DIGEST } from "../../../src/core/digest.ts";
import { KINDS, NOTICE_KINDS } from "../../../src/core/history/entry.ts";
import { foldAll, genesis } from "../../../src/core/history/fold.ts";
import { recordsOf } from "../../../src/core/history/records.ts";
import { stateAfter } from "../../../src/core/history/state.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import { at, flawed } from "./action.ts";
import { type BatchedIssue, issueArgument } from "./calls.ts";
import { textOf } from "./chain.ts";
import { entryOfLog } from "./entry-of-log.ts";
import { isLabel } from "../../../src/core/label.ts";
import { verified } from "./model.ts";
import type { Play } from "./play.ts";
import { apply, nothing, type Replayed, type ReplayedBatch, type ReplayedRecord } from "./replay.ts";
import { ACTORS, DIGESTS, ISSUE_FLAWS, LABELS, WRONG_LABELS } from "./steps.ts";

const ASKED_LABELS = [...LABELS, ...WRONG_LABELS, "never"];
const ASKED_DIGESTS = [...DIGESTS, ZERO_DIGEST, parseDigest("ab".repeat(32))];

/** Asks every view about everything that came up, and expects what the entries in the logs alone give. */
export async function expectEveryView(play: Play): Promise<void> {
  const { chain, kept } = play;
  const logs = await chain.logs();
  expect(textOf(await chain.view("publications", []))).toBe(String(kept.size));
  expect(await chain.view("version", [])).toBe("colophon/registry/1");
  const states: string[][] = [];
  for (let number = 1; number <= kept.size + 1; number++) {
    const id = String(number);
    const entries = logs.filter(({ args }) => String(args["publicationId"]) === id).map(entryOfLog);
    expect(entries).toEqual(kept.get(id)?.entries ?? []);
    const state = nothing();
    for (const entry of entries) apply(state, entry);
    const { head } = foldAll(chain.ref(number), entries, sha256);
    expect(await chain.view("genesis", [id])).toBe(`0x${genesis(chain.ref(number), sha256)}`);
    expect(await chain.view("head", [id])).toBe(`0x${entries.length === 0 ? ZERO_DIGEST : head}`);
    if (entries.length > 0) states.push(await expectPublication(play, { id, state, head }));
    else await expectUnknown(play, id);
    await expectIssues(play, { id, state });
    await expectBatches(play, { id, state });
    await expectPublishers(play, { id, state });
    await expectProofs(play, id, entries.length === 0 ? undefined : state);
    expectTold(play, id, state);
  }
  await expectPages(play, states);
}

interface Seen {
  readonly id: string;
  readonly state: Replayed;
}

async function expectPublication({ chain }: Play, seen: Seen & { head: Digest }): Promise<string[]> {
  const { state, head } = seen;
  const expected = [
    ...[state.owner, state.pendingOwner, `0x${head}`, state.entries, state.registeredAt, state.updatedAt],
    ...[state.closed, `0x${state.profile}`],
  ].map(textOf);
  expect(texts(await chain.view("publication", [seen.id])), "publication").toEqual(expected);
  return expected;
}

async function expectUnknown({ chain }: Play, id: string): Promise<void> {
  const refusal = { ok: false, error: "PublicationUnknown", args: [id] };
  expect(await chain.simulate(chain.account(0), "publication", [id])).toEqual(refusal);
}

async function expectIssues({ chain }: Play, { id, state }: Seen): Promise<void> {
  const current = ASKED_LABELS.map((label) => `0x${state.current.get(label) ?? ZERO_DIGEST}`);
  expect(texts(await chain.view("currents", [id, ASKED_LABELS])), "currents").toEqual(current);
  for (const [index, label] of ASKED_LABELS.entries())
    expect(await chain.view("current", [id, label]), "current").toBe(current[index]);
  const records = ASKED_DIGESTS.map((digest) => recordTexts(state.records.get(digest)));
  const asked = ASKED_DIGESTS.map(digestToBytes32);
  expect(nested(await chain.view("records", [id, asked])), "records").toEqual(records);
  for (const [index, digest] of asked.entries())
    expect(texts(await chain.view("record", [id, digest])), "record").toEqual(records[index]);
}

async function expectBatches(play: Play, { id, state }: Seen): Promise<void> {
  const { chain } = play;
  const other = String(1 + (Number(id) % 2));
  for (const { root } of [...play.trees(id), ...play.trees(other)])
    expect(texts(await chain.view("batch", [id, root])), "batch").toEqual(
      batchTexts(state.batches.get(root)),
    );
  const lists = [...state.batches.values()].map(({ entry, list }) => [String(entry), `0x${list}`]);
  for (const [from, limit] of [
    [0, 2n ** 256n - 1n],
    [1, 7],
    [3, 2],
    [state.entries, 1],
    [state.entries + 1, 1],
    [2n ** 256n - 1n, 2n ** 256n - 1n],
    [1, 0],
  ] as const)
    expect(await batchPage(play, id, BigInt(from), BigInt(limit)), `batchLists ${from} ${limit}`).toEqual({
      found: lists.filter(
        ([entry]) => BigInt(entry ?? 0) >= BigInt(from) && BigInt(entry ?? 0) < begin(from) + BigInt(limit),
      ),
      next: String(begin(from) + BigInt(limit) <= state.entries ? begin(from) + BigInt(limit) : 0),
    });
  expect(await followed(play, id, 4n), "batchLists, page by page").toEqual(lists);
}

function begin(from: bigint | number): bigint {
  return BigInt(from) === 0n ? 1n : BigInt(from);
}

async function batchPage({ chain }: Play, id: string, from: bigint, limit: bigint) {
  const answer = await chain.answer("batchLists", [id, from, limit]);
  return { found: nested(answer[0]), next: textOf(answer[1]) };
}

async function followed(play: Play, id: string, limit: bigint): Promise<string[][]> {
  const all: string[][] = [];
  let from = 1n;
  while (from !== 0n) {
    const { found, next } = await batchPage(play, id, from, limit);
    all.push(...found);
    from = BigInt(next);
  }
  return all;
}

async function expectPublishers({ chain }: Play, { id, state }: Seen): Promise<void> {
  const granted = [...state.granted].toSorted();
  expect(textOf(await chain.view("publisherCount", [id]))).toBe(String(granted.length));
  const paged: string[] = [];
  for (let first = 0; first <= granted.length; first += 2)
    paged.push(...texts(await chain.view("publishers", [id, first, 2])));
  expect(paged.toSorted(), "publishers").toEqual(granted);
  expect(texts(await chain.view("publishers", [id, 0, 2n ** 256n - 1n])).toSorted()).toEqual(granted);
  expect(texts(await chain.view("publishers", [id, granted.length, 2n ** 256n - 1n]))).toEqual([]);
  for (const account of [...chain.accounts.slice(0, ACTORS + 1), ZERO_ADDRESS])
    expect(await chain.view("isPublisher", [id, account]), "isPublisher").toBe(
      state.entries > 0 && (account === state.owner || state.granted.has(account)),
    );
}

/** Every issue of every list, anchored or not, and one forgery of each kind for each list. */
async function expectProofs(play: Play, id: string, state: Replayed | undefined): Promise<void> {
  const other = String(1 + (Number(id) % 2));
  const issues: BatchedIssue[] = play.trees(other).map((tree) => tree.issue(0));
  for (const [index, tree] of play.trees(id).entries()) {
    const scene = { foreignTree: (n: number) => play.tree(other, n) };
    const step = { tree: index, leaf: index, digest: at(DIGESTS, index) };
    const issue = tree.issue(index % tree.count);
    issues.push(...tree.issues(), ...ISSUE_FLAWS.map((flaw) => flawed(issue, flaw, { step, scene, tree })));
  }
  for (const issue of issues) {
    const asked = [id, issueArgument(issue)];
    if (!isLabel(issue.label)) {
      const refused = await play.chain.simulate(play.chain.account(0), "verifyBatched", asked);
      expect(refused, "verifyBatched of no label").toMatchObject({ error: "LabelInvalid" });
      continue;
    }
    const answer = await play.chain.answer("verifyBatched", asked);
    const expected = verified({ id, state }, issue);
    expect([texts(answer[0]), textOf(answer[1])], "verifyBatched").toEqual([
      recordTexts(expected?.held),
      `0x${expected?.standing ?? ZERO_DIGEST}`,
    ]);
  }
}

async function expectPages({ chain }: Play, states: readonly string[][]): Promise<void> {
  for (const [first, limit] of [
    [0, 10],
    [1, 10],
    [1, 1],
    [2, 2n ** 256n - 1n],
    [states.length, 1],
    [states.length + 1, 5],
    [2n ** 256n - 1n, 2n ** 256n - 1n],
  ] as const) {
    const from = first === 0 ? 1n : BigInt(first);
    const page = states.filter(
      (_, index) => BigInt(index + 1) >= from && BigInt(index + 1) < from + BigInt(limit),
    );
    expect(nested(await chain.view("publicationsFrom", [first, limit])), "publicationsFrom").toEqual(page);
  }
  const domain = await chain.answer("eip712Domain", []);
  expect(domain.toArray().slice(0, 6).map(textOf)).toEqual([
    ...["0x0f", "Colophon", "1", "31337", chain.address, `0x${ZERO_DIGEST}`],
  ]);
}

/** The project's own reading of a history says the same as the model, and so as the chain. */
function expectTold({ kept, chain }: Play, id: string, state: Replayed): void {
  const entries = kept.get(id)?.entries ?? [];
  const told = recordsOf(entries);
  expect(told.impossible).toEqual([]);
  expect(new Map<string, string>(told.current)).toEqual(state.current);
  const records = [...told.records.values()].map(
    ({ digest, entry, time, revision, first, notice, kind }) =>
      [digest, [entry, time, revision, first, notice, kind === "batched" ? "batch-anchored" : kind]] as const,
  );
  const expected = [...state.records].map(
    ([digest, { entry, time, revision, first, standing, kind }]) =>
      [digest, [entry, time, revision, first, standing, kind]] as const,
  );
  expect(new Map(records)).toEqual(new Map(expected));
  const ref = chain.ref(Number(id));
  const { head } = foldAll(ref, entries, sha256);
  const { owner, profile, closed, registeredAt, updatedAt } = state;
  expect(stateAfter(ref.id, entries, head)).toEqual(
    entries.length === 0
      ? undefined
      : { id, head, owner, profile, closed, registeredAt, updatedAt, entries: entries.length },
  );
}

function recordTexts(held: ReplayedRecord | undefined): string[] {
  if (held === undefined) return Array.from({ length: 7 }, () => "0");
  const { entry, time, revision, kind, standing, notice, first } = held;
  return [
    ...[entry, time, revision, KINDS[kind]],
    ...[standing === "none" ? 0 : NOTICE_KINDS[standing], notice, first],
  ].map(String);
}

function batchTexts(batch: ReplayedBatch | undefined): string[] {
  if (batch === undefined) return ["0", "0", "0", `0x${ZERO_DIGEST}`];
  return [...[batch.entry, batch.time, batch.count].map(String), `0x${batch.list}`];
}

function texts(result: unknown): string[] {
  return (result as Result).toArray().map(textOf);
}

function nested(result: unknown): string[][] {
  return (result as Result).toArray().map(texts);
}
