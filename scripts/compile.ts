/**
 * Compiles the registry and writes src/adapters/evm/generated/registry.ts, so that nothing but the tests needs a
 * compiler. With --check nothing is written: exit status 1 says that the file is not what the sources give.
 */
import { readFile, writeFile } from "node:fs/promises";
import hre from "hardhat";

const CONTRACT = "PublicationRegistry";
const file = new URL("../src/adapters/evm/generated/registry.ts", import.meta.url);

await hre.tasks.getTask("build").run({ quiet: true });
const { abi, bytecode, deployedBytecode, immutableReferences } = await hre.artifacts.readArtifact(CONTRACT);
const immutables = Object.values(immutableReferences ?? {})
  .flat()
  .map(({ start, length }) => [start, length])
  .sort(([a = 0], [b = 0]) => a - b);

const generated = `// Written by scripts/compile.ts from contracts/${CONTRACT}.sol. Do not edit: run npm run compile.

export const registryAbi = ${JSON.stringify(abi, null, 2)} as const;

/** The code that a deploying transaction carries. */
export const registryBytecode = "${bytecode}";

/** The code that then stands at the registry's address, with zeros where the constructor puts what it works out. */
export const registryRuntimeBytecode = "${deployedBytecode}";

/**
 * Where that is: the parts of the EIP-712 domain, which differ from chain to chain. Offset and length in bytes.
 */
export const registryImmutables: readonly (readonly [start: number, length: number])[] = ${JSON.stringify(immutables)};
`;

if (!process.argv.includes("--check")) await writeFile(file, generated);
else if ((await readFile(file, "utf8")) !== generated) {
  console.error(
    "src/adapters/evm/generated/registry.ts is not what contracts/ compiles to: run npm run compile",
  );
  process.exitCode = 1;
}
