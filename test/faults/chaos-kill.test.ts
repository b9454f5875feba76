import { afterAll, expect, test } from "vitest";
import { answered, colophon, openWorkshop } from "../support/archive-fixture.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { countFault, countFound, injectedHere } from "../support/fault-tally.ts";
import { openRig, recordsOf } from "../support/publisher-rig.ts";
import { openWeather, randomFrom, reorganise } from "./chaos-faults.ts";
import { DEPTH, openWorld } from "./chaos-world.ts";

/*
 * The program itself, killed at random moments while the chain is reorganised under it, and run once more in peace.
 * COLOPHON_KILLS says how many processes at least are to die; COLOPHON_SEED begins the rounds elsewhere.
 */

const WANTED = Number(process.env["COLOPHON_KILLS"] ?? "4");
const SEED = Number(process.env["COLOPHON_SEED"] ?? "1");
const BEAT_MS = 25;

const workshop = await openWorkshop();
const rig = await openRig();
const world = await openWorld(rig, openWeather(rig).clock);
// Blocks come by themselves, as on a chain with other users.
let isStill = false;
let mining: Promise<unknown> = Promise.resolve();
const beat = setInterval(() => {
  if (!isStill) mining = mining.then(() => rig.rpc("evm_mine")).catch(() => {});
}, BEAT_MS);
afterAll(async () => {
  clearInterval(beat);
  await world[Symbol.asyncDispose]();
  await rig[Symbol.asyncDispose]();
  await workshop[Symbol.asyncDispose]();
});

const env = { COLOPHON_PRIVATE_KEY: DEVELOPMENT_KEY };
const spent = () => rig.chain.transactionCount(rig.signer.address, "latest");

async function publish(label: string, killAfterMs?: number): Promise<void> {
  const issue = await workshop.issue(`issues/${label}`, { "letter.txt": `The letter called ${label}.\n` });
  const args = ["publish", issue, "--archive", world.archive];
  if (killAfterMs === undefined) {
    await answered(args, 0, { env });
    return;
  }
  const { signal } = await colophon(args, { env, killAfterMs });
  if (signal === "SIGKILL") countFault("kill");
}

async function reorganised(random: ReturnType<typeof randomFrom>): Promise<void> {
  if (random.below(3) > 0) return;
  countFault("chain");
  isStill = true;
  await mining;
  await reorganise(rig, 1 + random.below(DEPTH));
  isStill = false;
}

test(
  `killed at any moment, it ends in exactly one record (seed ${SEED}, at least ${WANTED} faults)`,
  { timeout: 120_000 + WANTED * 20_000 },
  async () => {
    const began = performance.now();
    await publish("unhurried");
    const longest = performance.now() - began;
    let rounds = 0;
    for (; injectedHere() < WANTED; rounds++) {
      const random = randomFrom(SEED + rounds);
      const label = `round-${rounds}`;
      const before = await spent();
      for (let kills = 1 + random.below(3); kills > 0; kills--) {
        await publish(label, 50 + random.below(Math.ceil(longest)));
        await reorganised(random);
      }
      await publish(label);
      const times = recordsOf(await rig.entries(world.letter), rig.plan(label));
      countFound(times);
      expect(times, `seed ${SEED + rounds}`).toBe(1);
      expect(await spent(), `seed ${SEED + rounds}`).toBe(before + 1);
      expect(world.leftOver()).toStrictEqual({ unfinished: [], files: [] });
    }
    await answered(["audit", "--archive", world.archive], 0, { env });
    console.log(`kills: ${injectedHere()} faults in ${rounds} rounds from seed ${SEED}`);
  },
);
