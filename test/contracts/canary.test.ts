import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const hardhat = fileURLToPath(new URL("../../node_modules/hardhat/dist/src/cli.js", import.meta.url));
const invariants = "test/contracts/PublicationRegistry.invariant.t.sol";

describe("the invariant test", () => {
  test(
    "fails on a registry that forgets a record (contracts/mocks/LossyRegistry.sol)",
    { timeout: 240_000 },
    async () => {
      const { status, printed } = await run({ COLOPHON_CANARY: "true" });
      expect(printed).toContain('Differs("record"');
      expect(printed).toContain("1 failing");
      expect(status).toBe(1);
    },
  );
});

async function run(
  environment: Readonly<Record<string, string>>,
): Promise<{ status: number; printed: string }> {
  const args = [hardhat, "test", "solidity", "--no-compile", invariants];
  const options = { cwd: root, env: { ...process.env, ...environment }, timeout: 200_000 };
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, args, options, (_, stdout, stderr) => {
      resolve({ status: child.exitCode ?? -1, printed: stdout + stderr });
    });
  });
}
