import hre from "hardhat";
import { afterAll } from "vitest";

// Each worker hands its share of coverage and gas figures to the run that started it.
afterAll(async () => {
  await hre.hooks.runHandlerChain("test", "onTestWorkerDone", ["vitest"], async () => {});
});
