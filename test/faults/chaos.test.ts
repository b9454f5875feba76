import { afterAll, expect, test } from "vitest";
import type { PublicationRef } from "../../src/core/publication.ts";
import { countFound, injectedHere } from "../support/fault-tally.ts";
import { openWeather, plannedBy, randomFrom, struckBy } from "./chaos-faults.ts";
import { openRig } from "../support/publisher-rig.ts";
import { openWorld } from "./chaos-world.ts";
import { type Scene, type Setting, SETTINGS } from "./scenes.ts";

/*
 * One to four things go wrong in a run, in up to three runs one after the other: calls fail or lose their answer, the
 * program ends in the midst of it, the chain is reorganised, drops what waits, asks for more, is used by another program
 * with the same key, or the clock leaps. Then one run in peace. COLOPHON_CHAOS says how many faults at least;
 * COLOPHON_SEED begins the rounds elsewhere.
 */

const WANTED = Number(process.env["COLOPHON_CHAOS"] ?? "60");
const SEED = Number(process.env["COLOPHON_SEED"] ?? "1");
const AUDIT_EVERY = 50;
const LETTERS_EVERY = 20;

const rig = await openRig();
const weather = openWeather(rig);
const world = await openWorld(rig, weather.clock);
afterAll(() => world[Symbol.asyncDispose]());

const settings: readonly Setting[] = Object.values(SETTINGS);
const spent = () => rig.chain.transactionCount(rig.signer.address, "latest");

interface Set {
  readonly scene: Scene;
  readonly own: number;
}

/** Sets the stage in peace. */
async function set(setting: Setting, publication: PublicationRef): Promise<Set> {
  const scenes: Scene[] = [];
  await world.staged(async () => void scenes.push(await setting({ rig: world.stage, publication })));
  const [scene] = scenes;
  return {
    scene: scene ?? expect.unreachable(),
    own: (await spent()) - (await weather.foreign()),
  };
}

async function round(seed: number, publication: PublicationRef): Promise<void> {
  const random = randomFrom(seed);
  const { scene, own } = await set(random.of(settings), publication);
  for (let runs = 1 + random.below(3); runs > 0; runs--) {
    const between = struckBy(plannedBy(random), weather, random);
    await world.run((publisher) => scene.act(publisher), between).catch(() => {});
    if (random.below(2) === 0) await weather.calm();
  }
  await weather.calm();
  await world.run((publisher) => scene.act(publisher));
  const times = await scene.times();
  countFound(times);
  expect(times).toBe(1);
  expect((await spent()) - (await weather.foreign()) - own, "transactions of its own").toBe(scene.spends);
  expect(world.leftOver()).toStrictEqual({ unfinished: [], files: [] });
}

async function newLetter(name: string): Promise<PublicationRef> {
  const made: PublicationRef[] = [];
  await world.staged(async () => void made.push(await world.stage.register(name)));
  return made[0] ?? expect.unreachable();
}

test(
  `whatever goes wrong together ends in exactly one record (seed ${SEED}, at least ${WANTED} faults)`,
  { timeout: 60_000 + WANTED * 2_000 },
  async () => {
    let letter = await newLetter("Letter 0");
    let rounds = 0;
    for (; injectedHere() < WANTED; rounds++) {
      if (rounds % LETTERS_EVERY === LETTERS_EVERY - 1) letter = await newLetter(`Letter of round ${rounds}`);
      try {
        await round(SEED + rounds, letter);
      } catch (error) {
        console.log(`again: npm run test:long -- --only faults --faults 1 --seed ${SEED + rounds}`);
        throw error;
      }
      if (rounds % AUDIT_EVERY === AUDIT_EVERY - 1) expect(await world.faults()).toStrictEqual([]);
    }
    expect(await world.faults()).toStrictEqual([]);
    console.log(`chaos: ${injectedHere()} faults in ${rounds} rounds from seed ${SEED}`);
  },
);
