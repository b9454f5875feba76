import { afterAll, describe, expect, test } from "vitest";
import { asFailure } from "../../src/core/errors/error.ts";
import type { Chain, Journal, Store } from "../../src/core/ports.ts";
import { publishIssue } from "../../src/publish/issue.ts";
import { settle } from "../../src/publish/publisher.ts";
import { type Fault, faulty, faultyAtOnce } from "../support/faults.ts";
import { openRig, type Parts, recordsOf } from "../support/publisher-rig.ts";

/*
 * Fault pairs, after the sequencer tests of transparency logs: each call to the outside fails once, at its first, its
 * second, ... call, until a run no longer makes so many; once with its effect lost and once with only its answer lost.
 * The same command is then run again.
 */

const MOST_CALLS = 60;
const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

/** One run with a fault and one without. Returns how the first ended, or undefined when the fault was not met. */
async function runTwice(faultyParts: (at: number) => { parts: Parts; calls: () => number }, at: number) {
  const plan = rig.plan();
  const before = await rig.chain.transactionCount(rig.signer.address, "latest");
  const { parts, calls } = faultyParts(at);
  const first = await run(plan, parts);
  const met = calls() >= at;
  const second = await run(plan, {});
  expect(second, "the second run").toMatch(met ? /^(final|already)$/ : /^already$/);
  expect(recordsOf(await rig.entries(), plan)).toBe(1);
  expect(await rig.chain.transactionCount(rig.signer.address, "latest")).toBe(before + 1);
  expect(rig.journal.unfinished()).toStrictEqual([]);
  expect(rig.staged()).toBe(false);
  return met ? first : undefined;
}

async function run(plan: ReturnType<typeof rig.plan>, parts: Parts): Promise<string> {
  const publisher = rig.publisher(parts);
  try {
    await settle(publisher);
    return (await publishIssue(plan, publisher)).status;
  } catch (error) {
    return asFailure(error).code;
  }
}

/** Lets the fault happen at call 1, 2, 3, ... and collects how the runs ended. */
async function everyCall(faultyParts: (at: number) => { parts: Parts; calls: () => number }) {
  const ends: string[] = [];
  for (let at = 1; at <= MOST_CALLS; at++) {
    const end = await runTwice(faultyParts, at);
    if (end === undefined) return ends;
    ends.push(end);
  }
  return expect.unreachable(`more than ${MOST_CALLS} calls`);
}

const KINDS: readonly Fault[] = ["lost", "done"];
const CHAIN_CALLS = [
  "block",
  "call",
  "estimateGas",
  "balance",
  "transactionCount",
  "fees",
  "send",
  "receipt",
  "logs",
] as const satisfies readonly (keyof Chain)[];

describe("a node that fails once ends in one record", () => {
  const cases = CHAIN_CALLS.flatMap((method) => KINDS.map((kind) => ({ method, kind })));
  test.each(cases)("$method, $kind", async ({ method, kind }) => {
    const ends = await everyCall((at) => {
      const { part, calls } = faulty(rig.chain, method, { kind, at });
      return { parts: { chain: part }, calls };
    });
    // Only sending may fail unnoticed, since its answer is never believed.
    for (const end of ends) expect(end).toBe(method === "send" ? "final" : "CHAIN_UNREACHABLE");
    if (method !== "logs") expect(ends.length).toBeGreaterThan(0);
  });
});

describe("a node that is gone from some call on ends in one record, once it is back", () => {
  const cases = CHAIN_CALLS.filter((method) => method !== "logs");
  test.each(cases)(
    "%s",
    async (method) => {
      const ends = await everyCall((at) => {
        const { part, calls } = faulty(rig.chain, method, { kind: "lost", at, lasting: true });
        return { parts: { chain: part, patience: { mineWithinMs: 5_000, bumpAfterMs: 1e9 } }, calls };
      });
      for (const end of ends) expect(end).toBe(method === "send" ? "TRANSACTION_STUCK" : "CHAIN_UNREACHABLE");
      expect(ends.length).toBeGreaterThan(0);
    },
    60_000,
  );
});

describe("a store that fails once ends in one record", () => {
  const cases = (["put", "block"] as const satisfies readonly (keyof Store)[]).flatMap((method) =>
    KINDS.map((kind) => ({ method, kind })),
  );
  test.each(cases)("$method, $kind", async ({ method, kind }) => {
    const ends = await everyCall((at) => {
      const { part, calls } = faulty<Store>(rig.store, method, { kind, at });
      return { parts: { store: part }, calls };
    });
    // Putting is tried again by itself; a block that was not read back leaves too few copies.
    for (const end of ends) expect(end).toBe(method === "put" ? "final" : "STORE_UNREACHABLE");
    expect(ends.length).toBeGreaterThan(0);
  });
});

describe("a journal that cannot be written ends in one record", () => {
  const methods = ["begin", "advance", "attempt"] as const satisfies readonly (keyof Journal)[];
  const cases = methods.flatMap((method) => KINDS.map((kind) => ({ method, kind })));
  test.each(cases)("$method, $kind", async ({ method, kind }) => {
    const ends = await everyCall((at) => {
      const { part, calls } = faultyAtOnce(rig.journal, method, { kind, at });
      return { parts: { journal: part }, calls };
    });
    for (const end of ends) expect(end).toBe("ARCHIVE_DISK");
    expect(ends.length).toBeGreaterThan(0);
  });
});

test("nothing is sent when the journal could not write the signed transaction down", async () => {
  const plan = rig.plan();
  let sent = 0;
  const { part: journal } = faultyAtOnce(rig.journal, "attempt", { kind: "lost", at: 1 });
  const chain: Chain = {
    ...rig.chain,
    send: async () => {
      sent += 1;
    },
  };
  expect(await run(plan, { journal, chain })).toBe("ARCHIVE_DISK");
  expect(sent).toBe(0);
});
