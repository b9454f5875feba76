import { AbiCoder } from "ethers";
import fc from "fast-check";
import hre from "hardhat";
import { describe, expect, test } from "vitest";
import { RegistryChain } from "./support/chain.ts";
import { make, Play, type Tally } from "./support/play.ts";
import { lists, step, type Step } from "./support/steps.ts";
import { expectEveryView } from "./support/views.ts";

// scripts/test-long.ts sets these to search deeper.
const seed = Number(process.env["COLOPHON_SEED"] ?? 20191126);
const numRuns = Number(process.env["COLOPHON_LONG"] ?? 8);
const CALLS = { minLength: 100, maxLength: 160, size: "max" } as const;
const sequences = fc.record({ lists: lists(), steps: fc.array(step(), CALLS) });

describe("the contract, its model and its twin over random calls", () => {
  const tally: Tally = new Map();

  test(`agree after every call (seed ${seed}, ${numRuns} runs)`, { timeout: 3_600_000 }, async () => {
    const { failed, numRuns: run, errorInstance } = await searched(RegistryChain.start, tally, numRuns);
    // A hundred random calls on a screen help nobody: the seed gives them again.
    expect(failed ? errorInstance : undefined, `run ${run} of seed ${seed}`).toBeUndefined();
    const counts = [...tally]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(([what, count]) => `  ${count} ${what}`);
    const calls = [...tally.values()].reduce((sum, count) => sum + count, 0);
    if (process.env["COLOPHON_LONG"] !== undefined)
      console.log([`Random calls: ${calls}`, ...counts].join("\n"));
  });

  test("were taken, each kind of them, and refused with each of the errors", async () => {
    const { abi } = await hre.artifacts.readArtifact("IPublicationRegistry");
    const names = abi.flatMap((part) => (part.type === "error" ? [part.name] : []));
    const seen = [...tally.keys()].map((key) => key.split(" "));
    expect(new Set(seen.flatMap(([, error = ""]) => (error === "taken" ? [] : [error])))).toEqual(
      new Set(names),
    );
    const taken = new Set(seen.flatMap(([name = "", how]) => (how === "taken" ? [name] : [])));
    expect(taken).toEqual(new Set(seen.map(([name = ""]) => name)));
    expect(taken.size).toBe(19);
  });

  test.each([
    ["forgets a record", "LossyRegistry"],
    ["lets an issue of a batch displace an earlier one", "DisplacingRegistry"],
    ["takes a signature twice", "ReplayableRegistry"],
  ])("part on a registry that %s (contracts/mocks/%s.sol)", async (_, mock) => {
    const { bytecode } = await hre.artifacts.readArtifact(mock);
    const wrong = async (registry: string) =>
      bytecode + AbiCoder.defaultAbiCoder().encode(["address"], [registry]).slice(2);
    const { failed, errorInstance } = await searched(() => RegistryChain.start(wrong), new Map(), 60);
    expect(failed).toBe(true);
    expect(String(errorInstance)).toMatch(/^AssertionError/);
  });
});

async function searched(start: () => Promise<RegistryChain>, tally: Tally, most: number) {
  const property = fc.asyncProperty(sequences, async ({ lists: listed, steps }) => {
    const chain = await start();
    try {
      await playAll(new Play(chain, listed, tally), steps);
    } finally {
      await chain.close();
    }
  });
  return await fc.check(property, { seed, numRuns: most, endOnFailure: true });
}

/** Two publications to begin with; every view at the end. */
async function playAll(play: Play, steps: readonly Step[]): Promise<void> {
  const registration = { ...steps[0], what: "register", digest: "01".repeat(32) } as Step;
  for (const actor of [0, 1]) await make(play, { ...registration, actor });
  for (const each of steps) await make(play, each);
  await expectEveryView(play);
}
