import { afterAll, describe, expect, test } from "vitest";
import { asFailure } from "../../src/core/errors/error.ts";
import type { Chain } from "../../src/core/ports.ts";
import { publishIssue } from "../../src/publish/issue.ts";
import { settle } from "../../src/publish/publisher.ts";
import { countFault, countFound } from "../support/fault-tally.ts";
import { faulty, faultyAtOnce } from "../support/faults.ts";
import { openRig, type Parts, recordsOf } from "../support/publisher-rig.ts";

/* A node that goes away in the middle of a run and is only back for the next one, at its first, second, ... call. */

const MOST_CALLS = 60;
const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

async function run(plan: ReturnType<typeof rig.plan>, parts: Parts): Promise<string> {
  const publisher = rig.publisher(parts);
  try {
    await settle(publisher);
    return (await publishIssue(plan, publisher)).status;
  } catch (error) {
    return asFailure(error).code;
  }
}

/** How a run without the node from its n-th such call on ends; undefined when it makes fewer. */
async function runWithout(method: keyof Chain, at: number): Promise<string | undefined> {
  const plan = rig.plan();
  const before = await rig.chain.transactionCount(rig.signer.address, "latest");
  const { part, calls } = faulty(rig.chain, method, { kind: "lost", at, lasting: true });
  const first = await run(plan, { chain: part, patience: { mineWithinMs: 5_000, bumpAfterMs: 1e9 } });
  const met = calls() >= at;
  countFault("lost", Math.max(0, calls() - at + 1));
  expect(await run(plan, {}), "the second run").toMatch(met ? /^(final|already)$/ : /^already$/);
  const times = recordsOf(await rig.entries(), plan);
  countFound(times);
  expect(times).toBe(1);
  expect(await rig.chain.transactionCount(rig.signer.address, "latest")).toBe(before + 1);
  expect(rig.journal.unfinished()).toStrictEqual([]);
  expect(rig.staged()).toBe(false);
  return met ? first : undefined;
}

describe("a node that is gone from some call on ends in one record, once it is back", () => {
  const methods = ["block", "call", "estimateGas", "balance", "transactionCount", "fees", "send", "receipt"];
  test.each(methods as readonly (keyof Chain)[])("%s", async (method) => {
    const ends: string[] = [];
    for (let at = 1; at <= MOST_CALLS; at++) {
      const end = await runWithout(method, at);
      if (end === undefined) break;
      ends.push(end);
    }
    for (const end of ends) expect(end).toBe(method === "send" ? "TRANSACTION_STUCK" : "CHAIN_UNREACHABLE");
    expect(ends.length).toBeGreaterThan(0);
    expect(ends.length).toBeLessThan(MOST_CALLS);
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
  countFault("lost");
  expect(sent).toBe(0);
});
