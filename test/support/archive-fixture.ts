import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));
const HOST_MS = 15_000;
const NODE_COMPILE_CACHE = join(tmpdir(), "node-compile-cache");
const POLL_MS = 20;
const EMBEDDED_PORT = 8545;

/** What one run of the command line did. */
export interface Ran {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Kills the process with SIGKILL after so many milliseconds. */
  readonly killAfterMs?: number;
}

/** `colophon(["audit", "--archive", folder])`: the real program in a process of its own. */
export function colophon(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(process.execPath, [CLI, ...args], options);
}

/** Any program, without the settings of this one's own environment. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("COLOPHON_"));
  const child = spawn(program, args, {
    env: { ...Object.fromEntries(own), NO_COLOR: "1", NODE_COMPILE_CACHE, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const { killAfterMs } = options;
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => {
      clearTimeout(timer);
      resolve({ status, signal, stdout, stderr });
    });
  });
}

/** The one JSON document that a run printed; fails when there is anything else on its stdout. */
export function documentOf({ stdout, stderr }: Ran): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return expect.unreachable(`stdout is not one JSON document:\n${stdout}\nstderr:\n${stderr}`);
  }
}

export interface Failed {
  readonly error: { readonly code: string; readonly message: string; readonly next: string };
}

/** Runs with `--json`, expects the exit status, and returns the document. */
export async function answered(args: readonly string[], status: number, options: RunOptions = {}) {
  const ran = await colophon([...args, "--json"], options);
  expect(ran.status, ran.stderr).toBe(status);
  return documentOf(ran);
}

/** A folder for one test file, with a way to make archives and issues in it. */
export interface Workshop extends AsyncDisposable {
  readonly folder: string;
  path(name: string): string;
  /** A folder with these files. */
  issue(name: string, files: Readonly<Record<string, string>>): Promise<string>;
  /** A new archive with one publication, copied from one that was made once. */
  archive(name: string): Promise<string>;
  /** A copy of an archive at rest. */
  copy(from: string, name: string): Promise<string>;
}

export const TITLE = "The Harbour Letter";
export const SMALL_ISSUE = {
  "index.html": "<!doctype html><title>Low water</title><p>The bar dries at half past six.\n",
  "tides.txt": "06:31 0.4\n12:44 5.1\n",
} as const;

export async function openWorkshop(): Promise<Workshop> {
  const port = await holdPort(EMBEDDED_PORT);
  const folder = await mkdtemp(join(tmpdir(), "colophon-"));
  const path = (name: string) => join(folder, name);
  let first: Promise<string> | undefined;
  const make = async () => {
    const at = path("first-archive");
    const made = await colophon(["init", at, "--title", TITLE]);
    expect(made.status, made.stderr).toBe(0);
    await untilAtRest(at);
    return at;
  };
  const copy = async (from: string, name: string) => {
    await untilAtRest(from);
    await cp(from, path(name), { recursive: true });
    return path(name);
  };
  return {
    folder,
    path,
    copy,
    issue: (name, files) => writeFiles(path(name), files),
    archive: async (name) => copy(await (first ??= make()), name),
    async [Symbol.asyncDispose]() {
      for (const name of await readdir(folder)) await untilAtRest(path(name));
      await rm(folder, { recursive: true, force: true });
      port.close();
    },
  };
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The embedded chain's host lingers about a second after its last user; its files change until it has ended. */
export async function untilAtRest(archive: string): Promise<void> {
  const runFile = join(archive, "data", "chain", "chain.json");
  const deadline = Date.now() + HOST_MS;
  while (existsSync(runFile) && Date.now() < deadline) await pause(POLL_MS);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Many embedded chains start at once here: none of them is to get the port that a person's own archive would use. */
function holdPort(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(server));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(server));
  });
}
