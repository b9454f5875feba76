import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { reasonOf } from "../../../core/errors/error.ts";
import { type Anvil, dumpState, startAnvil } from "./anvil.ts";
import { startControl } from "./control.ts";
import { FILES, readState, replaceState } from "./files.ts";
import { instanceAt } from "./instance.ts";
import { createKeeper } from "./keeper.ts";
import { tryLock } from "./lock.ts";
import { readRunFile, writeRunFile } from "./run-file.ts";

/*
 * The process that owns the embedded chain of one directory:
 * `node host.ts <directory> <preferred port> <grace in milliseconds>`. It is its own session, so that closing a
 * terminal or killing a client's process group leaves it time to write the state down.
 * Exit status: 0 when it was done or another host has the directory, 1 when it failed (its last line says why).
 */

/** Whoever started it may be on a busy machine. */
const FIRST_CLIENT_MS = 15_000;
const ORPHAN_END_MS = 3_000;

const directory = resolve(process.argv[2] ?? ".");
const preferredPort = Number(process.argv[3] ?? 8545);
const graceMs = Number(process.argv[4] ?? 1_000);

try {
  await main();
} catch (error) {
  log(reasonOf(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const stopped = Promise.withResolvers<string>();
  const stop = (): void => stopped.resolve("done");
  process
    .on("SIGHUP", () => {})
    .on("SIGTERM", stop)
    .on("SIGINT", stop);
  const lock = tryLock(join(directory, FILES.lock));
  if (lock === undefined) return;
  await rescueOrphan();
  const anvil = await startFromDisk();
  // Also when what follows fails: without a run file nobody would ever find it.
  process.once("exit", anvil.kill);
  const keeper = createKeeper(directory, anvil);
  // A chain's first block is its identity: it is kept before anybody sees it.
  await keeper.persist();
  const control = await startControl({
    url: anvil.url,
    persist: keeper.persist,
    graceMs,
    firstMs: FIRST_CLIENT_MS,
    onUnused: stop,
  });
  void anvil.ended.then(() => stopped.resolve("anvil ended by itself"));
  const { token, port } = control;
  const { url, instance, pid } = anvil;
  await writeRunFile(directory, { control: port, token, url, host: process.pid, anvil: pid, instance });

  const why = await stopped.promise;
  control.close();
  const kept = why === "done" ? await keptAtExit(keeper.persist) : false;
  anvil.kill();
  await anvil.ended;
  await rm(join(directory, FILES.run), { force: true });
  lock.release();
  if (!kept) log(why);
  process.exit(kept ? 0 : 1);
}

async function keptAtExit(persist: () => Promise<void>): Promise<boolean> {
  try {
    await persist();
    return true;
  } catch (error) {
    log(`the state could not be kept: ${reasonOf(error)}`);
    return false;
  }
}

/**
 * When a host was killed alone, its anvil lives on and may have blocks that no file has yet. It is recognised by the
 * name that it gave itself, so that nobody else's process is ever ended.
 */
async function rescueOrphan(): Promise<void> {
  const run = await readRunFile(directory);
  if (run === undefined || (await instanceAt(run.url)) !== run.instance) return;
  log(`taking over the chain of host ${run.host}, which is gone`);
  try {
    await replaceState(directory, await dumpState(run));
  } catch (error) {
    log(`its state is lost since the last persist: ${reasonOf(error)}`);
  }
  try {
    process.kill(run.anvil, "SIGKILL");
  } catch {
    // It ended in between.
  }
  const deadline = Date.now() + ORPHAN_END_MS;
  while (Date.now() < deadline && (await instanceAt(run.url)) === run.instance)
    await new Promise((done) => setTimeout(done, 20));
}

async function startFromDisk(): Promise<Anvil> {
  const json = await readState(directory, (name) =>
    log(`${name} is damaged, going back to the state before it`),
  );
  if (json === undefined) return startAnvil(preferredPort, undefined);
  const unpacked = join(directory, FILES.unpacked);
  await writeFile(unpacked, json, { mode: 0o600 });
  try {
    return await startAnvil(preferredPort, unpacked);
  } finally {
    await rm(unpacked, { force: true });
  }
}

function log(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
