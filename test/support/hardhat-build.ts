/** Compiles the contracts once before the contract tests start, unless whoever starts them has done so. */
export default async function build(): Promise<void> {
  if (process.env["COLOPHON_BUILT"] === "true") return;
  const { default: hre } = await import("hardhat");
  await hre.tasks.getTask("build").run({ quiet: true });
}
