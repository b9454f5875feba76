import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const hardhat = fileURLToPath(new URL("../../node_modules/hardhat/dist/src/cli.js", import.meta.url));
const invariants = "test/contracts/PublicationRegistry.invariant.t.sol";

// The mock in contracts/mocks, what is wrong with it, and how the invariants say so.
const canaries = [
  ["LossyRegistry", "forgets a record", 'BytesDiffer("record"'],
  ["DisplacingRegistry", "lets an issue of a batch displace an earlier one", 'BytesDiffer("current"'],
  ["ReplayableRegistry", "takes a signature twice", 'BytesDiffer("a wrong call went through"'],
] as const;

describe("the invariant test", () => {
  for (const [name, fault, sign] of canaries) {
    test(
      `fails on a registry that ${fault} (contracts/mocks/${name}.sol)`,
      { timeout: 240_000 },
      async () => {
        // It ends with the first run that finds the fault; rarely that is none of the first fifty.
        const { status, printed } = await run({ COLOPHON_CANARY: name, COLOPHON_INVARIANT_RUNS: "500" });
        expect(printed).toContain(sign);
        expect(printed).toContain("1 failing");
        expect(status).toBe(1);
      },
    );
  }

  test("refuses the name of a registry that there is none of", { timeout: 240_000 }, async () => {
    const { status, printed } = await run({ COLOPHON_CANARY: "NoSuchRegistry" });
    expect(printed).toContain('BytesDiffer("no such canary"');
    expect(status).toBe(1);
  });
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
