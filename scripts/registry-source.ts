/**
 * Writes deployments/colophon-registry-1/: the compiler's input that gives the registry's code, byte for byte, and what
 * the compiler was. With --check nothing is written: exit status 1 says that it is not what contracts/ gives.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import hre from "hardhat";
import * as prettier from "prettier";
import { REGISTRY_SITE } from "../src/adapters/evm/ground.ts";

const CONTRACT = "PublicationRegistry";
const FOLDER = new URL("../deployments/colophon-registry-1/", import.meta.url);
/** What an explorer compares, and what the code's own last bytes point to. */
const WANTED = [
  "abi",
  "evm.bytecode.object",
  "evm.deployedBytecode.immutableReferences",
  "evm.deployedBytecode.object",
  "metadata",
];

interface BuildInfo {
  readonly solcLongVersion: string;
  readonly input: {
    readonly language: string;
    readonly sources: Readonly<Record<string, { readonly content: string }>>;
    readonly settings: Readonly<Record<string, unknown>>;
  };
}

await hre.tasks.getTask("build").run({ quiet: true });
const { buildInfoId = "", inputSourceName = "" } = await hre.artifacts.readArtifact(CONTRACT);
const info = (await readJson(await hre.artifacts.getBuildInfoPath(buildInfoId))) as BuildInfo;

// The tests and mocks that were compiled in the same run add nothing to the registry.
const sources = Object.fromEntries(
  Object.entries(info.input.sources).filter(([name]) => !/^project\/(test|contracts\/mocks)\//.test(name)),
);
const outputSelection = { [inputSourceName]: { [CONTRACT]: WANTED } };
const input = { ...info.input, sources, settings: { ...info.input.settings, outputSelection } };
const { evmVersion, optimizer, viaIR } = info.input.settings;
const build = {
  contract: `${inputSourceName}:${CONTRACT}`,
  initCodeHash: REGISTRY_SITE.initCodeHash,
  compiler: { version: info.solcLongVersion, settings: { evmVersion, optimizer, viaIR } },
};

await mkdir(FOLDER, { recursive: true });
for (const [name, value] of Object.entries({ "input.json": input, "build.json": build })) {
  const file = fileURLToPath(new URL(name, FOLDER));
  const text = await prettier.format(JSON.stringify(value), { parser: "json", printWidth: 110 });
  if (!process.argv.includes("--check")) await writeFile(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${file} is not what contracts/ gives: run node scripts/registry-source.ts`);
    process.exitCode = 1;
  }
}

async function readJson(path: string | undefined): Promise<unknown> {
  if (path === undefined) throw new RangeError("Hardhat names no build of the registry");
  return JSON.parse(readFileSync(path, "utf8"));
}
