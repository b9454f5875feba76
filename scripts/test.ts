/** Every suite, closing with one line that a machine can read: `N passed, N failed, N skipped`. */
process.env["HARDHAT_DISABLE_TELEMETRY"] = "true";
const { default: hre } = await import("hardhat");

interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failureOutput?: string;
}
type Outcome = Partial<Summary> & {
  readonly value?: { readonly summary: Summary };
  readonly error?: { readonly summary: Summary };
};

const totals = { passed: 0, failed: 0, skipped: 0 };
await import("./build-web.ts");
await import("./build-cli.ts");
await hre.tasks.getTask("build").run({ quiet: true });
for (const suite of ["solidity", "vitest"]) {
  // Hardhat counts the passed tests of the Solidity suite only when the summary has an index.
  const extra = suite === "solidity" ? { testSummaryIndex: 1 } : {};
  const outcome = (await hre.tasks.getTask(["test", suite]).run({ noCompile: true, ...extra })) as Outcome;
  const summary = outcome.value?.summary ?? outcome.error?.summary ?? outcome;
  if (summary.failureOutput !== undefined && summary.failureOutput !== "") console.log(summary.failureOutput);
  totals.passed += summary.passed ?? 0;
  totals.failed += summary.failed ?? 0;
  totals.skipped += summary.skipped ?? 0;
}
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
