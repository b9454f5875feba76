import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CONTRACT = "contracts/PublicationRegistry.sol";
const GENERATED = "src/adapters/evm/generated/registry.ts";
/** Not run on mutants: these compare the compiled code itself, or documents, and would kill every one of them. */
const COMPARE_CODE = new Set([
  ...["gas", "bench-gas", "interface", "layout", "spec", "hand-queries", "canary", "coverage"],
]);
const TEST_MS = 400_000;

/** What one mutant came to: `same` compiles to the same code, `stillborn` does not compile. */
export type Fate = "killed" | "survived" | "same" | "stillborn";

interface Compiler {
  compile(input: string, callbacks: { import(path: string): { contents: string } }): string;
}

interface Output {
  readonly contracts?: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>;
}

/** A copy of the project in which contracts are changed and the tests run, one mutant after the other. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), "colophon-mutants-"));
  readonly #root: string;
  readonly #tests: readonly string[];
  readonly #compiler: Compiler;
  readonly #original: string;

  constructor(root: string) {
    this.#root = root;
    this.#compiler = createRequire(import.meta.url)("solc") as Compiler;
    const files = listed(root);
    for (const file of files) cpSync(join(root, file), join(this.folder, file));
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    this.#tests = files.filter(
      (file) =>
        /^test\/contracts\/[^/]+\.test\.ts$/.test(file) && !COMPARE_CODE.has(file.split(/[/.]/).at(-3) ?? ""),
    );
    // What the tests read beside the registry's code: built once, and not of the mutants.
    for (const built of ["artifacts", "cache"])
      if (existsSync(join(root, built)))
        cpSync(join(root, built), join(this.folder, built), { recursive: true });
    if (!this.#run(["hardhat", "build", "--quiet"])) throw new Error("the contracts do not compile");
    const code = this.#compile();
    if (code === undefined) throw new Error(`${CONTRACT} does not compile`);
    this.#original = code;
  }

  /** The tests on the contracts as they are: they must pass before a mutant can be said to fail them. */
  passesUnchanged(): boolean {
    this.#deploy(this.#original);
    return this.#typescript();
  }

  /** Puts one changed file in, runs the tests, and puts the original back. */
  try(file: string, text: string): Fate {
    const path = join(this.folder, file);
    writeFileSync(path, text);
    try {
      const code = this.#compile();
      if (code === undefined) return "stillborn";
      if (code === this.#original) return "same";
      this.#deploy(code);
      return this.#typescript() && this.#solidity() ? "survived" : "killed";
    } finally {
      cpSync(join(this.#root, file), path);
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Quickly rather than well: few optimiser steps, and only what is deployed. */
  #compile(): string | undefined {
    const input = {
      language: "Solidity",
      sources: { [CONTRACT]: { content: this.#read(CONTRACT) } },
      settings: {
        evmVersion: "cancun",
        viaIR: true,
        optimizer: { enabled: true, runs: 1, details: { yulDetails: { optimizerSteps: "u" } } },
        metadata: { appendCBOR: false },
        outputSelection: { [CONTRACT]: { PublicationRegistry: ["evm.bytecode.object"] } },
      },
    };
    const output = JSON.parse(
      this.#compiler.compile(JSON.stringify(input), {
        import: (path) => ({
          contents: this.#read(path.startsWith("@") ? join("node_modules", path) : path),
        }),
      }),
    ) as Output;
    return output.contracts?.[CONTRACT]?.["PublicationRegistry"]?.evm.bytecode.object || undefined;
  }

  #deploy(code: string): void {
    const text = readFileSync(join(this.#root, GENERATED), "utf8");
    writeFileSync(
      join(this.folder, GENERATED),
      text.replace(/(registryBytecode = ")0x[0-9a-f]*/, (_, start: string) => `${start}0x${code}`),
    );
  }

  #typescript(): boolean {
    return this.#run(["vitest", "run", "--project", "contract", "--bail", "1", ...this.#tests]);
  }

  #solidity(): boolean {
    return this.#run(["hardhat", "test", "solidity"]);
  }

  #run([program = "", ...words]: readonly string[]): boolean {
    const command = join(this.folder, "node_modules/.bin", program);
    const run = spawnSync(command, words, {
      cwd: this.folder,
      stdio: "ignore",
      timeout: TEST_MS,
      env: { ...process.env, COLOPHON_BUILT: "true", HARDHAT_DISABLE_TELEMETRY: "true" },
    });
    return run.status === 0;
  }

  #read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }
}

function listed(root: string): readonly string[] {
  const { stdout } = spawnSync("git", ["-C", root, "ls-files"], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter((file) => /^(?:contracts|src|test|tasks|scripts|docs|[^/]+$)/.test(file) && file !== "");
}
