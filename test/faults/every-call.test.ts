import { afterAll, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { audit } from "../../src/audit/audit.ts";
import { asFailure } from "../../src/core/errors/error.ts";
import { tipBlock } from "../../src/core/finality.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { isWhole, readBack } from "../../src/core/retrieval.ts";
import { settle } from "../../src/publish/publisher.ts";
import { countFault, countFound, injectedHere } from "../support/fault-tally.ts";
import { type Between, failureOf, watched } from "../support/outside.ts";
import { leapingClock, openRig, type Parts } from "../support/publisher-rig.ts";
import { type Scene, type Setting, SETTINGS } from "./scenes.ts";

/*
 * Fault pairs, after the sequencer tests of transparency logs. A run without a fault tells which calls to the outside a
 * command makes; then each of them fails in a run of its own: once with its effect lost, and once with only its answer
 * lost. The same command is then run again, by a publisher that knows nothing of the first. Everything is real: a chain,
 * a store, a staging area and a journal on disk.
 */

const LEAST = 400;
let letters = 0;
const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

type Way = "lost" | "done";
const WAYS: readonly Way[] = ["lost", "done"];
const DAY_MS = 24 * 3600 * 1000;

const SETTINGS_OF = Object.entries(SETTINGS) as readonly (readonly [keyof typeof SETTINGS, Setting])[];

/** Fails the n-th call of a name, in one of the two ways. Without a name it only lists. */
function failing(name?: string, way: Way = "lost"): { between: Between; names: string[]; met(): boolean } {
  const names: string[] = [];
  const seen = new Map<string, number>();
  let met = false;
  const strikes = (called: string): boolean => {
    const times = (seen.get(called) ?? 0) + 1;
    seen.set(called, times);
    const numbered = `${called} ${times}`;
    names.push(numbered);
    if (numbered !== name) return false;
    met = true;
    countFault(way);
    return true;
  };
  let leapt = 0;
  const between: Between = {
    soon: async (called, real) => {
      if (!strikes(called)) return real();
      if (way === "done") await real();
      throw failureOf(called);
    },
    atOnce: (called, real) => {
      const struck = strikes(called);
      // A clock does not fail: it leaps, forwards or backwards, and goes on from there.
      if (called === "clock.now") {
        if (struck) leapt = way === "lost" ? DAY_MS : -DAY_MS;
        return Number(real()) + leapt;
      }
      if (!struck) return real();
      if (way === "done") real();
      throw failureOf(called);
    },
  };
  return { between, names, met: () => met };
}

/** Each run is a program of its own: it has what is on the disk and no more. */
async function run(scene: Scene, between?: Between): Promise<string> {
  using restarted = rig.restarted();
  const { journal, staging } = restarted;
  const clock = leapingClock(1);
  const parts: Parts = { journal, staging, clock };
  const publisher = rig.publisher(
    between === undefined ? parts : watched({ ...rig, journal, staging, clock }, between),
  );
  try {
    await settle(publisher);
    await scene.act(publisher);
    return "done";
  } catch (error) {
    return asFailure(error).code;
  }
}

async function expectOnce(scene: Scene, before: number): Promise<void> {
  const times = await scene.times();
  countFound(times);
  expect(times).toBe(1);
  expect(await rig.chain.transactionCount(rig.signer.address, "latest")).toBe(before + scene.spends);
  expect(rig.journal.unfinished()).toStrictEqual([]);
  expect(rig.staged()).toBe(false);
  for (const root of scene.roots)
    expect(isWhole(await readBack(rig.store, root, { sha256: nodeSha256 }))).toBe(true);
}

describe.each(SETTINGS_OF)("%s, each of its calls to the outside failing once", (_, setting) => {
  test.each(WAYS)("%s, ends in exactly one record after one more run", async (way) => {
    const stage = { rig, publication: await rig.register(`A letter, ${++letters}`) };
    const { between, names } = failing();
    const first = await setting(stage);
    const start = await rig.chain.transactionCount(rig.signer.address, "latest");
    expect(await run(first, between)).toBe("done");
    await expectOnce(first, start);
    expect(names.length).toBeGreaterThan(10);
    let met = 0;
    let planned = 0;
    for (const name of names.filter((one) => canFail(one, way))) {
      const scene = await setting(stage);
      const before = await rig.chain.transactionCount(rig.signer.address, "latest");
      const fault = failing(name, way);
      const end = await run(scene, fault.between);
      expect(end, name).toMatch(fault.met() ? (ENDS[name.split(".")[0] ?? ""] ?? /^$/) : /^done$/);
      expect(await run(scene), `${name}: the second run`).toBe("done");
      await expectOnce(scene, before);
      planned += 1;
      if (fault.met()) met += 1;
    }
    // How often the chain is polled depends on the moment; all else is met for certain.
    expect(met).toBeGreaterThan(planned * 0.8);
  });
});

/**
 * Of a call that changes nothing it is all the same whether it was made before its answer was lost. And the answer of
 * what only opens or ends something of this very process cannot be lost.
 */
function canFail(name: string, way: Way): boolean {
  return (
    way === "lost" ||
    /^(chain.send|store.put|journal.(begin|advance|attempt|refuse)|staging.remove|writer.(put|finish)|signer.\w+|clock.now) /.test(
      name,
    )
  );
}

/** How a run may end when a call of this part has failed: with the part's own code, or as if nothing had been. */
const ENDS: Readonly<Record<string, RegExp>> = {
  chain: /^(CHAIN_UNREACHABLE|done)$/,
  store: /^(STORE_UNREACHABLE|done)$/,
  journal: /^ARCHIVE_DISK$/,
  staging: /^ARCHIVE_DISK$/,
  writer: /^(ARCHIVE_DISK|done)$/,
  signer: /^SIGNER_UNREACHABLE$/,
  clock: /^(done|TRANSACTION_STUCK|FINALITY_PENDING)$/,
};

test("an audit of all of it finds nothing", async () => {
  const { registry } = rig.publisher();
  const count = await registry.at(await tipBlock(rig.chain)).publications();
  const publications = Array.from({ length: count }, (_, i) => parsePublicationId(String(i + 1)));
  const finality = { kind: "depth", blocks: 0 } as const;
  const asked = { chain: rig.chain, finality, registry, stores: [rig.store], sha256: nodeSha256 };
  const report = await audit({ ...asked, publications });
  const faults = report.publications.flatMap((one) => one.faults);
  // What is relayed here is a digest that nobody has packed: its manifest is in no store.
  expect(faults.filter(({ label }) => label?.startsWith("relayed-") !== true)).toStrictEqual([]);
});

test(`at least ${LEAST} faults were injected`, () => {
  expect(injectedHere()).toBeGreaterThanOrEqual(LEAST);
});
