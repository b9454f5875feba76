import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A real node of its own, with its own folder and no peers. */
export interface KuboNode {
  readonly url: string;
  readonly gateway: string;
  readonly repository: string;
  run(...args: readonly string[]): Buffer;
  stop(): Promise<void>;
}

/** Where the program is: COLOPHON_IPFS, else `ipfs` on the PATH, else where tools/install-kubo.sh puts it. */
export function kuboProgram(): string | undefined {
  const named = process.env["COLOPHON_IPFS"];
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "ipfs"));
  const kept = join(import.meta.dirname, "../../node_modules/.cache/colophon/ipfs");
  return [...(named === undefined ? [] : [named]), ...onPath, kept].find(isProgram);
}

export const WHY_SKIPPED = "needs Kubo: run tools/install-kubo.sh, or set COLOPHON_IPFS to the ipfs program";

export async function startKubo(program: string): Promise<KuboNode> {
  const repository = mkdtempSync(join(tmpdir(), "colophon-kubo-"));
  const env = { ...process.env, IPFS_PATH: repository };
  const run = (...args: readonly string[]): Buffer =>
    execFileSync(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  run("init", "--profile=test");
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

/** `/ip4/127.0.0.1/tcp/5001` is `http://127.0.0.1:5001`. */
function addressIn(multiaddress: string): string {
  const [, , host = "", , port = ""] = multiaddress.trim().split("/");
  return `http://${host}:${port}`;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
