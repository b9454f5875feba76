/** Compiles the contracts once before the contract tests start. */
export default async function build(): Promise<void> {
  const { default: hre } = await import("hardhat");
  await hre.tasks.getTask("build").run({ quiet: true });
}
