import { defineConfig } from "vitest/config";

// Each project mirrors a part of src/; what needs a program that is not on the machine skips itself by name.
const project = (name: string, folders: readonly string[], options: object = {}) => ({
  test: {
    name,
    include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
    benchmark: { include: [] },
    setupFiles: ["test/support/matchers.ts"],
    ...options,
  },
});

export default defineConfig({
  test: {
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text-summary", "lcov"] },
    projects: [
      project("unit", ["core", "publish", "verify", "audit", "house"], { testTimeout: 30_000 }),
      project("adapters", ["adapters"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project("server", ["server"], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project("cli", ["cli", "scripts"], { testTimeout: 180_000, hookTimeout: 180_000 }),
      project("faults", ["faults"], {
        globalSetup: ["test/support/fault-count.ts"],
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
      project("browser", ["web"], { testTimeout: 60_000, hookTimeout: 120_000 }),
      project("contract", ["contracts"], {
        globalSetup: ["test/support/hardhat-build.ts"],
        setupFiles: ["test/support/matchers.ts", "test/support/hardhat-worker.ts"],
        testTimeout: 60_000,
      }),
    ],
  },
});
