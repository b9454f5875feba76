import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A fenced block of a page, under its nearest heading. */
export interface Block {
  readonly heading: string;
  readonly language: string;
  readonly code: string;
}

/** "Explorer: `view`, `name` = `value`, ...", under its nearest heading. */
export interface ExplorerLine {
  readonly heading: string;
  readonly view: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** What a reader types into a terminal, and what it prints. */
export interface Dialogue {
  readonly commands: string;
  readonly printed: string;
}

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const START_MS = 20_000;

export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(({ 1: language = "", 2: code = "", index }) => ({
    heading: headingAt(page, index),
    language,
    code,
  }));
}

export function explorerLinesOf(page: string): readonly ExplorerLine[] {
  return [...page.matchAll(/^Explorer: `(\w+)`(.*)\.$/gm)].map(({ 1: view = "", 2: rest = "", index }) => ({
    heading: headingAt(page, index),
    view,
    fields: [...rest.matchAll(/, `(\w+)` = `([^`]*)`/g)].map(([, name = "", value = ""]) => ({
      name,
      value,
    })),
  }));
}

/** The lines after `$ ` are commands, all others what they print. */
export function dialogueOf(code: string): Dialogue {
  const lines = code.trimEnd().split("\n");
  const typed = lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2));
  const printed = lines.filter((line) => !line.startsWith("$ ")).map((line) => `${line}\n`);
  return { commands: typed.join("\n"), printed: printed.join("") };
}

/** What the lines of a script say that they print: `console.log(...); // this`. */
export function remarksOf(code: string): string {
  return [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)]
    .map(([, text = ""]) => `${text}\n`)
    .join("");
}

/** `NAME=0x...` of a shell script. */
export function variablesOf(code: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...code.matchAll(/\b([A-Z_]+)=(0x[0-9a-f]+)/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** The heading above a place of a page. Comments of shell scripts look like headings of the first level. */
function headingAt(page: string, place: number): string {
  return [...page.slice(0, place).matchAll(/^#{2,3} (.*)$/gm)].at(-1)?.[1] ?? "";
}

/** An empty chain of its own, and a folder with the reader's tools: bash, cast, Node and this project's packages. */
export class Bench {
  readonly url: string;
  private readonly folder: string;
  private readonly stop: () => Promise<void>;
  private variables: Readonly<Record<string, string>> = {};

  private constructor(url: string, folder: string, stop: () => Promise<void>) {
    this.url = url;
    this.folder = folder;
    this.stop = stop;
  }

  static async start(): Promise<Bench> {
    const { url, stop } = await startAnvil();
    const folder = await mkdtemp(join(tmpdir(), "colophon-hand-"));
    for (const name of ["artifacts", "node_modules"]) await symlink(join(PROJECT, name), join(folder, name));
    return new Bench(url, folder, stop);
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Sets the variables that every later example has. */
  name(variables: Readonly<Record<string, string>>): void {
    this.variables = variables;
  }

  /** `$NAME` replaced by its value. */
  named(text: string): string {
    return text.replaceAll(/\$([A-Z_]+)/g, (_, name: string) => this.variables[name] ?? `$${name}`);
  }

  async bash(script: string): Promise<string> {
    return await this.run("bash", ["-euc", script]);
  }

  /** Runs a module; imports may stand anywhere in it. */
  async node(module: string): Promise<string> {
    return await this.run(process.execPath, ["--input-type=module", "--eval", module]);
  }

  private async run(program: string, args: readonly string[]): Promise<string> {
    const env = {
      ...process.env,
      ...this.variables,
      PATH: [binaries("cast"), join(PROJECT, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
      ETH_RPC_URL: this.url,
      NO_COLOR: "1",
    };
    return (await promisify(execFile)(program, [...args], { cwd: this.folder, env, timeout: 60_000 })).stdout;
  }
}

/** As the page says to start it, on a free port of its own choice. */
async function startAnvil(): Promise<{ url: string; stop: () => Promise<void> }> {
  const options = ["--timestamp", "1700000000", "--slots-in-an-epoch", "1", "--port", "0"];
  const child = spawn(join(binaries("anvil"), "anvil"), options, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  const url = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), START_MS);
    void ended.then(() => resolve(undefined));
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const address = /Listening on (\S+)\n/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(`http://${address}`);
    });
  });
  if (url !== undefined) return { url, stop };
  await stop();
  throw new Error("anvil did not start");
}

/** Folder of a program of Foundry's in its platform's package: through npm's launcher each call would start a Node. */
function binaries(program: "anvil" | "cast"): string {
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const launcher = createRequire(import.meta.url).resolve(`@foundry-rs/${program}/package.json`);
  const own = `@foundry-rs/${program}-${process.platform}-${architecture}/package.json`;
  return join(dirname(createRequire(launcher).resolve(own)), "bin");
}
