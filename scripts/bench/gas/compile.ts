import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type InterfaceAbi } from "ethers";
import hre from "hardhat";

const require = createRequire(import.meta.url);

/** A contract as the compiler gives it. */
export interface Compiled {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { abi: InterfaceAbi; evm: { bytecode: { object: string } } }>>>
  >;
}

/**
 * Compiles contracts with the compiler and the settings of our own. A source that asks for exactly another version of the
 * compiler gets this one.
 * @param paths - Where a source is, by the name under which others import it.
 * @returns Its contracts by their names.
 */
export function compile(paths: Readonly<Record<string, string>>): ReadonlyMap<string, Compiled> {
  const { compile: run } = require("solc") as {
    compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
  };
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(
      Object.entries(paths).map(([name, path]) => [name, { content: source(path) }]),
    ),
    settings: { ...ourSettings(), outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } } },
  };
  const callbacks = { import: (name: string) => ({ contents: source(require.resolve(name)) }) };
  const { errors = [], contracts = {} } = JSON.parse(run(JSON.stringify(input), callbacks)) as Output;
  const failures = errors.filter(({ severity }) => severity === "error");
  if (failures.length > 0) throw new Error(failures.map((e) => e.formattedMessage).join("\n"));
  const found = Object.keys(paths).flatMap((name) => Object.entries(contracts[name] ?? {}));
  return new Map(
    found.map(([name, { abi, evm }]) => [name, { abi, bytecode: `0x${evm.bytecode.object}` }] as const),
  );
}

/** The contract of that name. */
export function one(contracts: ReadonlyMap<string, Compiled>, name: string): Compiled {
  const found = contracts.get(name);
  if (found === undefined) throw new Error(`no contract ${name}`);
  return found;
}

function source(path: string): string {
  return readFileSync(path, "utf8").replace(/^pragma solidity 0\.8\.\d+;/m, "pragma solidity ^0.8.0;");
}

function ourSettings(): object {
  const settings = hre.config.solidity.profiles["default"]?.compilers[0]?.settings;
  if (settings === undefined) throw new Error("hardhat.config.ts names no compiler");
  const { evmVersion, viaIR, optimizer } = settings as Record<string, unknown>;
  return { evmVersion, viaIR, optimizer };
}
