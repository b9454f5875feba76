import { expect, test } from "vitest";
import { countFound, injectedHere } from "../support/fault-tally.ts";
import { openWeather, plannedBy, randomFrom, struckBy, type Weather } from "./chaos-faults.ts";
import { openRig, type Rig } from "../support/publisher-rig.ts";
import { openWorld, type World } from "./chaos-world.ts";
import { type Scene, type Setting, SETTINGS } from "./scenes.ts";

/*
 * One to four things go wrong in a run, in up to three runs one after the other: calls fail or lose their answer, the
 * program ends in the midst of it, the chain is reorganised, drops what waits, asks for more, is used by another program
 * with the same key, or the clock leaps. Then one run in peace. COLOPHON_CHAOS says how many faults at least;
 * COLOPHON_SEED begins the rounds elsewhere.
 */

const WANTED = Number(process.env["COLOPHON_CHAOS"] ?? "60");
const SEED = Number(process.env["COLOPHON_SEED"] ?? "1");
/** Then a new chain and archive begin, after an audit of the old ones. */
const ROUNDS_IN_A_WORLD = 40;

const settings: readonly Setting[] = Object.values(SETTINGS);

interface Place {
  readonly rig: Rig;
  readonly weather: Weather;
  readonly world: World;
}

/** Transactions of the archive's own that were mined, those of other programs with its key left out. */
async function ownSpent({ rig, weather }: Place): Promise<number> {
  const all = await rig.chain.transactionCount(rig.signer.address, "latest");
  return all - (await weather.foreign());
}

/** Sets the stage in peace. */
async function set(setting: Setting, { world }: Place): Promise<Scene> {
  const scenes: Scene[] = [];
  const stage = { rig: world.stage, publication: world.letter };
  await world.staged(async () => void scenes.push(await setting(stage)));
  return scenes[0] ?? expect.unreachable();
}

async function round(seed: number, place: Place): Promise<void> {
  const { weather, world } = place;
  const random = randomFrom(seed);
  const scene = await set(random.of(settings), place);
  const before = await ownSpent(place);
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
  expect((await ownSpent(place)) - before, "transactions of its own").toBe(scene.spends);
  expect(world.leftOver()).toStrictEqual({ unfinished: [], files: [] });
}

/** The rounds of one world; returns the first seed that is left. */
async function roundsFrom(first: number): Promise<number> {
  await using rig = await openRig();
  const weather = openWeather(rig);
  await using world = await openWorld(rig, weather.clock);
  let seed = first;
  for (; seed < first + ROUNDS_IN_A_WORLD && injectedHere() < WANTED; seed++) {
    try {
      await round(seed, { rig, weather, world });
    } catch (error) {
      console.log(`again: npm run test:long -- --only faults --faults 1 --seed ${seed}`);
      throw error;
    }
  }
  expect(await world.faults(), `seeds ${first} to ${seed - 1}`).toStrictEqual([]);
  return seed;
}

test(
  `whatever goes wrong together ends in exactly one record (seed ${SEED}, at least ${WANTED} faults)`,
  { timeout: 60_000 + WANTED * 2_000 },
  async () => {
    let next = SEED;
    while (injectedHere() < WANTED) next = await roundsFrom(next);
    expect(injectedHere()).toBeGreaterThanOrEqual(WANTED);
    console.log(`chaos: ${injectedHere()} faults in ${next - SEED} rounds from seed ${SEED}`);
  },
);
