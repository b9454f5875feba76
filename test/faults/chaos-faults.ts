import { keySigner } from "../../src/adapters/evm/signer.ts";
import type { Clock, TransactionHash } from "../../src/core/ports.ts";
import { countFault, type Injected } from "../support/fault-tally.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { type Between, failureOf } from "../support/outside.ts";
import type { Rig } from "../support/publisher-rig.ts";
import { DEPTH } from "./chaos-world.ts";

const GWEI = 1_000_000_000n;
const DAY_MS = 24 * 3600 * 1000;
const LONGEST_PAUSE = 60;
const LOOKS_BEFORE_REORG = 25;

/** Numbers that only look random: the same seed gives the same ones (mulberry32). */
export function randomFrom(seed: number): { below(limit: number): number; of<T>(list: readonly T[]): T } {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, of: <T>(list: readonly T[]) => list[below(list.length)] as T };
}

export type Random = ReturnType<typeof randomFrom>;

const CALL_FAULTS = ["lost", "done", "crash", "crash-after"] as const;
const CHAIN_FAULTS = ["reorg", "drop", "fees", "foreign", "pause", "leap"] as const;

/** One thing that goes wrong at the n-th call to the outside. */
export interface Planned {
  readonly at: number;
  readonly what: (typeof CALL_FAULTS)[number] | (typeof CHAIN_FAULTS)[number];
}

/** One to four, at random calls of a run. */
export function plannedBy(random: Random): readonly Planned[] {
  return Array.from({ length: 1 + random.below(4) }, () => ({
    at: 1 + random.below(70),
    what: random.below(3) === 0 ? random.of(CHAIN_FAULTS) : random.of(CALL_FAULTS),
  }));
}

/** A chain that can be disturbed and put right again, and the clock that drives it: it mines while somebody waits. */
export interface Weather {
  readonly clock: Clock;
  disturb(what: (typeof CHAIN_FAULTS)[number], random: Random): Promise<void>;
  /** Everything as it was, but for what has happened. */
  calm(): Promise<void>;
  /** Transactions of another program with the same key that are in blocks. */
  foreign(): Promise<number>;
}

export function openWeather(rig: Rig): Weather {
  let now = Date.now();
  let paused = 0;
  const others: { readonly hash: TransactionHash; readonly raw: `0x${string}` }[] = [];
  const signer = keySigner(DEVELOPMENT_KEY);
  const baseFee = (wei: bigint) => rig.rpc("anvil_setNextBlockBaseFeePerGas", `0x${wei.toString(16)}`);
  const resume = async (): Promise<void> => {
    paused = 0;
    await rig.rpc("evm_setAutomine", true);
    await rig.rpc("evm_mine");
  };
  const interfere = async (): Promise<void> => {
    const nonce = await rig.chain.transactionCount(signer.address, "latest");
    const fees = { maxFeePerGas: 400n * GWEI, maxPriorityFeePerGas: 100n * GWEI };
    const { chain } = rig.publication;
    const signed = await signer.sign({ chain, nonce, gas: 21_000n, fees, to: signer.address, data: "0x" });
    others.push(signed);
    await rig.chain.send(signed.raw).catch(() => {});
  };
  return {
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds;
        paused -= 1;
        if (paused === 0) await resume();
        if (paused < 0) await rig.rpc("evm_mine");
      },
    },
    async disturb(what, random) {
      if (what === "reorg") await reorganise(rig, 1 + random.below(DEPTH));
      if (what === "drop") await rig.rpc("anvil_dropAllTransactions");
      if (what === "fees") await baseFee(random.of([20n, 80n, 600n]) * GWEI);
      if (what === "foreign") await interfere();
      if (what === "leap") now += random.of([-DAY_MS, DAY_MS, 60_000]);
      if (what !== "pause") return;
      paused = 1 + random.below(LONGEST_PAUSE);
      await rig.rpc("evm_setAutomine", false);
    },
    async calm() {
      await baseFee(GWEI);
      await resume();
      // The other program looks after its own: what a reorganisation took away it sends again.
      for (const { raw } of others) await rig.chain.send(raw).catch(() => {});
      for (let block = 0; block <= DEPTH; block++) await rig.rpc("evm_mine");
    },
    async foreign() {
      const receipts = await Promise.all(others.map(({ hash }) => rig.chain.receipt(hash)));
      return receipts.filter((one) => one !== undefined).length;
    },
  };
}

/**
 * Throws the latest blocks away. anvil forgets the number of a block that it is mining by itself meanwhile, so that is
 * waited for; what asks for too little stays waiting and is in nobody's way.
 */
export async function reorganise(rig: Rig, depth: number): Promise<void> {
  for (let looks = 0; looks < LOOKS_BEFORE_REORG; looks++) {
    const { pending } = (await rig.rpc("txpool_status")) as { readonly pending: string };
    if (Number(pending) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await rig.rpc("anvil_reorg", depth, []);
}

class Crash extends Error {}

/** Opens or ends something of this very process: its answer cannot be lost, and it has to be ended. */
const OWN = /^(staging.begin|writer.discard|journal.close|writer.)/;

/** Lets the planned faults happen at their calls, and counts those that did. */
export function struckBy(planned: readonly Planned[], weather: Weather, random: Random): Between {
  let calls = 0;
  let crashed = false;
  const count = (kind: Injected) => countFault(kind);
  const next = () => planned.filter(({ at }) => at === calls);
  const fate = (name: string): "real" | "lost" | "done" => {
    const hit = next().find(({ what }) => !isOfChain(what));
    if (hit === undefined) return "real";
    crashed = hit.what.startsWith("crash");
    const isDone = (hit.what === "done" || hit.what === "crash-after") && !OWN.test(name);
    count(crashed ? "crash" : isDone ? "done" : "lost");
    return isDone ? "done" : "lost";
  };
  const broken = (name: string): Error => (crashed ? new Crash(name) : failureOf(name));
  return {
    async soon(name, real) {
      if (name === "writer.discard") return real();
      if (crashed) throw new Crash(name);
      calls += 1;
      for (const { what } of next()) {
        if (!isOfChain(what)) continue;
        count("chain");
        await weather.disturb(what, random);
      }
      const ends = fate(name);
      if (ends === "real") return real();
      if (ends === "done") await real();
      throw broken(name);
    },
    atOnce(name, real) {
      if (name === "clock.now") return real();
      if (crashed) throw new Crash(name);
      calls += 1;
      const ends = fate(name);
      if (ends === "real") return real();
      if (ends === "done") real();
      throw broken(name);
    },
  };
}

function isOfChain(what: Planned["what"]): what is (typeof CHAIN_FAULTS)[number] {
  return (CHAIN_FAULTS as readonly string[]).includes(what);
}
