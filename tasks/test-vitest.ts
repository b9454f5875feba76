import type { NewTaskActionFunction } from "hardhat/types/tasks";
import { startVitest, type TestModule } from "vitest/node";

interface Arguments {
  testFiles: string[];
  noCompile: boolean;
  grep: string | undefined;
}

/**
 * Runs vitest inside Hardhat's own test run, so that one command gives one count of passed and failed tests and one
 * Solidity coverage and gas table over both.
 */
const action: NewTaskActionFunction<Arguments> = async ({ testFiles, noCompile, grep }, hre) => {
  const { coverage, gasStats, gasStatsJson, buildProfile } = hre.globalOptions;
  // The workers are processes of their own and learn Hardhat's global options from the environment alone.
  process.env["HH_TEST"] = "true";
  if (coverage) process.env["HARDHAT_COVERAGE"] = "true";
  if (gasStats || gasStatsJson !== undefined) process.env["HARDHAT_GAS_STATS"] = "true";
  if (buildProfile !== undefined) process.env["HARDHAT_BUILD_PROFILE"] = buildProfile;
  if (!noCompile) await hre.tasks.getTask("build").run({});

  await hre.hooks.runHandlerChain("test", "onTestRunStart", ["vitest"], async () => {});
  const vitest = await startVitest("test", testFiles, {
    watch: false,
    run: true,
    ...(grep === undefined ? {} : { testNamePattern: grep }),
  });
  await vitest.close();
  await hre.hooks.runHandlerChain("test", "onTestRunDone", ["vitest"], async () => {});

  const modules = vitest.state.getTestModules();
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  for (const line of skippedLines(modules)) console.log(line);
  const count = (state: string) => states.filter((each) => each === state).length;
  // A file that fails to load holds no test that could fail.
  const broken =
    modules.filter((module) => module.errors().length > 0).length + vitest.state.getUnhandledErrors().length;
  return { passed: count("passed"), failed: count("failed") + broken, skipped: count("skipped"), todo: 0 };
};

/** What was not run, by name and number: a suite says in its name what it needs. */
function skippedLines(modules: readonly TestModule[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const module of modules)
    for (const test of module.children.allTests("skipped")) {
      const suite = test.parent.type === "module" ? test.name : test.parent.fullName;
      const name = `${module.relativeModuleId}: ${suite}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  return [...counts].map(([name, count]) => `skipped ${count} in ${name}`);
}

export default action;
