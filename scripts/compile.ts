/**
 * Compiles the registry and writes src/adapters/evm/generated/registry.ts, so that nothing but the tests needs a
 * compiler. With --check nothing is written: exit status 1 says that the file is not what the sources give.
 */
import { readFile, writeFile } from "node:fs/promises";
import hre from "hardhat";
import { z } from "zod";

const CONTRACT = "PublicationRegistry";
const file = new URL("../src/adapters/evm/generated/registry.ts", import.meta.url);

await hre.tasks.getTask("build").run({ quiet: true });
const { abi, bytecode, deployedBytecode, immutableReferences } = await hre.artifacts.readArtifact(CONTRACT);
const names = await variableNames();
const immutables = Object.entries(immutableReferences ?? {})
  .flatMap(([id, places]) =>
    places.map(({ start, length }) => ({ name: names.get(id) ?? id, start, length })),
  )
  .sort((a, b) => a.start - b.start);

/** The compiler names an immutable by the number of its declaration in the syntax tree. */
async function variableNames(): Promise<ReadonlyMap<string, string>> {
  const id = (await hre.artifacts.getBuildInfoId(CONTRACT)) ?? "";
  const file = (await hre.artifacts.getBuildInfoOutputPath(id)) ?? "";
  const sources = z.record(z.string(), z.object({ ast: z.unknown() }));
  const { output } = z
    .object({ output: z.object({ sources }) })
    .parse(JSON.parse(await readFile(file, "utf8")));
  return new Map(Object.values(output.sources).flatMap(({ ast }) => declarationsIn(ast)));
}

function declarationsIn(node: unknown): readonly (readonly [id: string, name: string])[] {
  if (typeof node !== "object" || node === null) return [];
  const below = Object.values(node).flatMap(declarationsIn);
  const { nodeType, id, name } = { nodeType: undefined, id: undefined, name: undefined, ...node };
  return nodeType === "VariableDeclaration" ? [...below, [String(id), String(name)]] : below;
}

const generated = `// Written by scripts/compile.ts from contracts/${CONTRACT}.sol. Do not edit: run npm run compile.

export const registryAbi = ${JSON.stringify(abi, null, 2)} as const;

/** The code that a deploying transaction carries. */
export const registryBytecode = "${bytecode}";

/** The code that then stands at the registry's address, with zeros where the constructor puts what it works out. */
export const registryRuntimeBytecode = "${deployedBytecode}";

/** Where that is, and of which variable: parts of the EIP-712 domain. Offset and length in bytes. */
export const registryImmutables = ${JSON.stringify(immutables, null, 2)} as const;
`;

if (!process.argv.includes("--check")) await writeFile(file, generated);
else if ((await readFile(file, "utf8")) !== generated) {
  console.error(
    "src/adapters/evm/generated/registry.ts is not what contracts/ compiles to: run npm run compile",
  );
  process.exitCode = 1;
}
