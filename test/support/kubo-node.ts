import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { addressIn, goProgram } from "./go-program.ts";

/** A real node of its own, with its own folder and no peers. */
export interface KuboNode {
  readonly url: string;
  readonly gateway: string;
  readonly repository: string;
  run(...args: readonly string[]): Buffer;
  stop(): Promise<void>;
}

export function kuboProgram(): string | undefined {
  return goProgram("ipfs", "COLOPHON_IPFS");
}

export const WHY_SKIPPED = "needs Kubo: run tools/install-kubo.sh, or set COLOPHON_IPFS to the ipfs program";

/** `settings` go into the node's configuration, such as `Routing.Type` with a JSON value. */
export async function startKubo(
  program: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<KuboNode> {
  const repository = mkdtempSync(join(tmpdir(), "colophon-kubo-"));
  const env = { ...process.env, IPFS_PATH: repository };
  const run = (...args: readonly string[]): Buffer =>
    execFileSync(program, args, { env, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64 * 1024 * 1024 });
  run("init", "--profile=test");
  for (const [name, value] of Object.entries(settings)) run("config", "--json", name, JSON.stringify(value));
  const daemon = spawn(program, ["daemon"], { env, stdio: "ignore" });
  await untilReady(daemon, repository);
  return {
    url: addressIn(readFileSync(join(repository, "api"), "utf8")),
    gateway: readFileSync(join(repository, "gateway"), "utf8").trim(),
    repository,
    run,
    async stop() {
      daemon.kill("SIGINT");
      if (daemon.exitCode === null) await once(daemon, "exit");
      rmSync(repository, { recursive: true, force: true });
    },
  };
}

async function untilReady(daemon: ChildProcess, repository: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (daemon.exitCode !== null) throw new RangeError(`the node stopped with ${daemon.exitCode}`);
    // The gateway's address is written last.
    if (existsSync(join(repository, "api")) && existsSync(join(repository, "gateway"))) return;
    await delay(50);
  }
  daemon.kill("SIGKILL");
  throw new RangeError("the node did not start");
}
