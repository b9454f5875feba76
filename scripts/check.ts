/** `npm run check`: the gates beside the tests, each by name; fails when one of them is red. `-- <name>...` for some of them. */
import { spawnSync } from "node:child_process";

const GATES: Readonly<Record<string, readonly string[]>> = {
  types: ["tsc", "-p", "."],
  "types of core": ["tsc", "-p", "src/core"],
  lint: ["oxlint", "--max-warnings", "0"],
  format: ["prettier", "--check", ".", "--log-level", "warn"],
  contracts: ["node", "scripts/compile.ts", "--check"],
  "source of the registry": ["node", "scripts/registry-source.ts", "--check"],
  errors: ["node", "scripts/docs-errors.ts", "--check"],
  "dead code": ["knip", "--no-progress"],
  lock: ["node", "tools/complete-lock.mjs", "--check"],
};

const named = process.argv.slice(2);
const gates = Object.entries(GATES).filter(([name]) => named.length === 0 || named.includes(name));
const red = gates.filter(([name, [command = "", ...words]]) => {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8" });
  console.log(
    `${status === 0 ? "ok  " : "FAIL"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status !== 0;
});
process.exitCode = red.length === 0 ? 0 : 1;
