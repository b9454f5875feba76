import { spawn } from "node:child_process";
import { closeSync, openSync, statSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { getCompileCacheDir } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, failure, reasonOf } from "../../../core/errors/error.ts";
import type { Chain, FinalityRule } from "../../../core/ports.ts";
import { type ChainId, parseChainId } from "../../../core/publication.ts";
import { createChain } from "../chain.ts";
import { EMBEDDED_CHAIN_NUMBER } from "./anvil.ts";
import { FILES } from "./files.ts";
import { instanceAt } from "./instance.ts";
import { readRunFile } from "./run-file.ts";
import { joinHost, type Session } from "./session.ts";

/** `eip155:31337`. */
export const EMBEDDED_CHAIN: ChainId = parseChainId(`eip155:${EMBEDDED_CHAIN_NUMBER}`);

/** No reorganisation can happen where one node makes every block: the latest one is final. */
export const EMBEDDED_FINALITY: FinalityRule = { kind: "depth", blocks: 0 };

export interface EmbeddedChainSettings {
  /** The chain's own folder: made when missing, written by its host alone. */
  readonly directory: string;
  /** Where JSON-RPC is offered when that port is free: 8545 unless stated. */
  readonly preferredPort?: number;
  /** How long its host waits, in milliseconds, when nobody holds it any more: 1000 unless stated. */
  readonly graceMs?: number;
  /** Told in one line what a person may want to know. */
  readonly log?: (line: string) => void;
}

/** A hold on the embedded chain of a directory. The chain runs for as long as any process holds it. */
export interface EmbeddedChain {
  /** Its node. When its host has died, the next call brings it back as it was at the last `persist`. */
  readonly chain: Chain;
  /** Where it answers JSON-RPC now; another address after `revive` when its port was taken. */
  readonly url: string;
  /**
   * Makes durable everything that the chain holds. When its host died since a block was mined, that block may be gone:
   * only what the chain still shows after the return is durable. @throws EMBEDDED_CHAIN_FAILED
   */
  readonly persist: () => Promise<void>;
  /** For `createChain({ revive })`: brings the chain back when its host has died, and says where it is now. */
  readonly revive: () => Promise<string>;
  /** Lets go. When nobody holds it any more, its host writes the state down and ends. */
  readonly release: () => void;
}

const START_MS = 30_000;
const SPAWN_EVERY_MS = 1_500;
const POLL_MS = 20;
const NOTICE_MS = 10_000;
const LONGEST_LOG = 1024 * 1024;

/**
 * The embedded chain of a directory, started when it does not run: one host for all processes of this machine.
 * It proves nothing to others: whoever owns the directory could have written any history into it.
 * @throws EMBEDDED_CHAIN_FAILED
 */
export async function ensureEmbeddedChain(settings: EmbeddedChainSettings): Promise<EmbeddedChain> {
  let session = await ensureSession(settings);
  let released = false;
  let reviving: Promise<string> | undefined;

  const bringBack = async (): Promise<string> => {
    if (released) fail("EMBEDDED_CHAIN_FAILED", { problem: "it was let go" });
    // The host may be about to notice that its anvil is gone.
    const deadline = Date.now() + NOTICE_MS;
    while (session.alive()) {
      if ((await instanceAt(session.url)) !== undefined) return session.url;
      if (Date.now() > deadline)
        fail("EMBEDDED_CHAIN_FAILED", { problem: "its host runs, but its anvil hangs" });
      await pause(POLL_MS);
    }
    settings.log?.("the embedded chain had stopped and is started again");
    session = await ensureSession(settings);
    return session.url;
  };
  const revive = (): Promise<string> => {
    reviving ??= bringBack().finally(() => {
      reviving = undefined;
    });
    return reviving;
  };
  return {
    chain: createChain({ url: session.url, revive, alive: () => released || session.alive() }),
    get url() {
      return session.url;
    },
    persist: () => session.persist(),
    revive,
    release() {
      released = true;
      session.release();
    },
  };
}

async function ensureSession(settings: EmbeddedChainSettings): Promise<Session> {
  const directory = resolve(settings.directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + START_MS;
  let spawned = Number.NEGATIVE_INFINITY;
  const host: { failed: boolean } = { failed: false };
  while (Date.now() < deadline && !host.failed) {
    const run = await readRunFile(directory);
    const session = run === undefined ? undefined : await joinHost(run);
    if (session !== undefined) return session;
    // Several clients may start hosts at once: one gets the lock, the others end at once.
    if (Date.now() - spawned > SPAWN_EVERY_MS) {
      spawned = Date.now();
      spawnHost(settings, host);
    }
    await pause(POLL_MS);
  }
  const problem = host.failed ? await lastLogLine(directory) : `no host within ${START_MS / 1000} s`;
  return fail("EMBEDDED_CHAIN_FAILED", { problem });
}

/** Its own session and no terminal; of the environment only what a program needs to run, never a key. */
function spawnHost(settings: EmbeddedChainSettings, host: { failed: boolean }): void {
  const { preferredPort = 8545, graceMs = 1_000 } = settings;
  const directory = resolve(settings.directory);
  const script = fileURLToPath(new URL("host.ts", import.meta.url));
  const log = openLog(join(directory, FILES.log));
  try {
    const child = spawn(process.execPath, [script, directory, String(preferredPort), String(graceMs)], {
      cwd: directory,
      detached: true,
      env: plainEnvironment(),
      stdio: ["ignore", log, log],
      windowsHide: true,
    });
    child.once("error", () => (host.failed = true));
    child.once("exit", (status) => (host.failed = status !== 0 && status !== null));
    child.unref();
  } catch (error) {
    throw failure("EMBEDDED_CHAIN_FAILED", { problem: reasonOf(error) }, error);
  } finally {
    closeSync(log);
  }
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = {};
  for (const name of ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "LANG"]) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  // The folder above is that of all versions of Node: the host finds the one of its own.
  const compiled = getCompileCacheDir();
  if (compiled !== undefined) kept["NODE_COMPILE_CACHE"] = dirname(compiled);
  return kept;
}

/** Appends, and begins anew when the log has grown over 1 MiB. */
function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return openSync(path, size > LONGEST_LOG ? "w" : "a", 0o600);
}

async function lastLogLine(directory: string): Promise<string> {
  const text = await readFile(join(directory, FILES.log), "utf8").catch(() => "");
  return text.trimEnd().split("\n").at(-1) ?? "";
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
