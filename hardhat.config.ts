import { createRequire } from "node:module";
import { defineConfig, task } from "hardhat/config";
import { ArgumentType } from "hardhat/types/arguments";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import networkHelpers from "@nomicfoundation/hardhat-network-helpers";

// Nothing that runs here is reported to anyone.
process.env["HARDHAT_DISABLE_TELEMETRY"] = "true";

const fromEnvironment = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const asked = process.env["COLOPHON_SEED"];
const seed = asked === undefined ? {} : { seed: `0x${BigInt(asked).toString(16)}` };

export default defineConfig({
  plugins: [hardhatEthers, networkHelpers],
  solidity: {
    // The compiler is the npm package, so that a build downloads nothing. One profile: what the tests and the gas
    // snapshot measure is byte for byte what is deployed.
    profiles: {
      default: {
        version: "0.8.37",
        path: createRequire(import.meta.url).resolve("solc/soljson.js"),
        settings: {
          evmVersion: "cancun",
          viaIR: true,
          // For calls more than for deployment: 200 gas less per issue, paid back after some 2,000 of all publishers'
          // issues. Above 10,000 the code grows for less than 10 gas.
          optimizer: { enabled: true, runs: 10_000 },
          outputSelection: { "*": { "*": ["storageLayout", "devdoc", "userdoc"] } },
        },
      },
    },
  },
  paths: { tests: { solidity: "./test/contracts" } },
  // Bounded so that the Solidity suite stays under half a minute; `npm run test:long` goes deeper.
  test: {
    solidity: {
      fuzz: { runs: fromEnvironment("COLOPHON_FUZZ_RUNS", 256), ...seed },
      invariant: {
        runs: fromEnvironment("COLOPHON_INVARIANT_RUNS", 48),
        depth: fromEnvironment("COLOPHON_INVARIANT_DEPTH", 64),
      },
    },
  },
  tasks: [
    task(["test", "vitest"], "Runs the vitest suites")
      .addVariadicArgument({ name: "testFiles", description: "Only these test files", defaultValue: [] })
      .addFlag({ name: "noCompile", description: "Uses the artifacts as they are" })
      .addOption({
        name: "grep",
        description: "Only tests whose name matches",
        type: ArgumentType.STRING_WITHOUT_DEFAULT,
        defaultValue: undefined,
      })
      .setAction(() => import("./tasks/test-vitest.ts"))
      .build(),
  ],
});
