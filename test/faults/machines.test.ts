import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createStaging } from "../../src/adapters/disk/staging.ts";
import { createDiskStore } from "../../src/adapters/disk/store.ts";
import { openJournal } from "../../src/adapters/journal/journal.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { asFailure } from "../../src/core/errors/error.ts";
import { publishIssue } from "../../src/publish/issue.ts";
import { settle } from "../../src/publish/publisher.ts";
import { countFault, countFound } from "../support/fault-tally.ts";
import { type Between, type Outside, watched } from "../support/outside.ts";
import { leapingClock, openRig, recordsOf } from "../support/publisher-rig.ts";

/*
 * Two machines that share nothing but a key: an archive each, of one publication on one chain. One of them is stopped
 * before its first, second, ... call to the outside, the other one publishes meanwhile, and the first goes on.
 */

const MOST_CALLS = 80;
const rig = await openRig();
const folder = await mkdtemp(join(tmpdir(), "colophon-machines-"));
const machines = [openMachine("one"), openMachine("other")] as const;
afterAll(async () => {
  for (const { journal, store } of machines) {
    journal.close();
    store.close();
  }
  await rig[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

type Plan = ReturnType<typeof rig.plan>;

function openMachine(name: string) {
  const at = (part: string) => join(folder, name, part);
  const store = createDiskStore({ directory: at("store"), id: name, operator: "self", sha256: nodeSha256 });
  return {
    ...{ chain: rig.chain, signer: rig.signer, clock: leapingClock(1), store },
    journal: openJournal(join(folder, `${name}.sqlite`)),
    staging: createStaging(at("staging")),
  };
}

interface Ended {
  readonly end: string;
  readonly told: readonly string[];
}

async function publish(plan: Plan, parts: Outside): Promise<Ended> {
  const told: string[] = [];
  const publisher = rig.publisher({
    ...parts,
    onProgress: (progress) => {
      if (progress.kind === "note") told.push(progress.message);
    },
  });
  try {
    await settle(publisher);
    return { end: (await publishIssue(plan, publisher)).status, told };
  } catch (error) {
    return { end: asFailure(error).code, told };
  }
}

/** Stops before the n-th call that can be waited in, for as long as `meanwhile` takes. */
function stoppedAt(nth: number, meanwhile: () => Promise<void>): { between: Between; met(): boolean } {
  let calls = 0;
  const between: Between = {
    soon: async (_, real) => {
      calls += 1;
      if (calls === nth) await meanwhile();
      return real();
    },
    atOnce: (_, real) => real(),
  };
  return { between, met: () => calls >= nth };
}

/** Both machines publish, the second one while the first is stopped at every one of its calls. */
async function interleaved(plans: () => readonly [Plan, Plan]) {
  const [one, other] = machines;
  const ends: { plans: readonly [Plan, Plan]; first: Ended; second: Ended | undefined; spent: number }[] = [];
  for (let nth = 1; nth <= MOST_CALLS; nth++) {
    const [mine, theirs] = plans();
    const before = await rig.chain.transactionCount(rig.signer.address, "latest");
    const meanwhile: { second?: Ended } = {};
    const { between, met } = stoppedAt(nth, async () => {
      meanwhile.second = await publish(theirs, other);
    });
    const first = await publish(mine, watched(one, between));
    if (!met()) break;
    countFault("chain");
    const spent = (await rig.chain.transactionCount(rig.signer.address, "latest")) - before;
    ends.push({ plans: [mine, theirs], first, second: meanwhile.second, spent });
    expect(one.journal.unfinished()).toStrictEqual([]);
    expect(other.journal.unfinished()).toStrictEqual([]);
  }
  expect(ends.length).toBeGreaterThan(20);
  return ends;
}

const noted = ({ told }: Ended): boolean =>
  told.some((message) => message.includes("another program uses the key"));

describe("two machines with one key", () => {
  test("and the same issue, whichever comes first: one record, and neither fails", async () => {
    const ends = await interleaved(() => {
      const plan = rig.plan();
      return [plan, plan];
    });
    const entries = await rig.entries();
    for (const { plans, first, second, spent } of ends) {
      const times = recordsOf(entries, plans[0]);
      countFound(times);
      expect(times).toBe(1);
      expect([first.end, second?.end]).toStrictEqual([
        expect.stringMatching(/^(final|already)$/),
        expect.stringMatching(/^(final|already)$/),
      ]);
      // At worst the one that came too late was mined as well, and refused.
      expect(spent).toBeLessThanOrEqual(2);
    }
  });

  test("and an issue each: a record of each, and who lost its nonce is told of the other program", async () => {
    const ends = await interleaved(() => [rig.plan(), rig.plan()]);
    const entries = await rig.entries();
    for (const { plans, first, second, spent } of ends) {
      for (const plan of plans) {
        countFound(recordsOf(entries, plan));
        expect(recordsOf(entries, plan)).toBe(1);
      }
      expect([first.end, second?.end, spent]).toStrictEqual(["final", "final", 2]);
    }
    expect(ends.filter(({ first }) => noted(first)).length).toBeGreaterThan(0);
  });

  test("at the same moment, again and again: a record of each issue", async () => {
    for (let round = 0; round < 8; round++) {
      const plans = [rig.plan(), rig.plan()];
      const before = await rig.chain.transactionCount(rig.signer.address, "latest");
      const ended = await Promise.all(machines.map((machine, i) => publish(plans[i] ?? rig.plan(), machine)));
      expect(ended.map(({ end }) => end)).toStrictEqual(["final", "final"]);
      const entries = await rig.entries();
      for (const plan of plans) {
        countFound(recordsOf(entries, plan));
        expect(recordsOf(entries, plan)).toBe(1);
      }
      expect(await rig.chain.transactionCount(rig.signer.address, "latest")).toBe(before + 2);
    }
  });
});
