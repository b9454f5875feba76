import { randomBytes } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { fail } from "../../../core/errors/error.ts";

/** The names in an embedded chain's directory. */
export const FILES = {
  /** Where its host listens; only its owner may read it. */
  run: "chain.json",
  /** The chain, as anvil dumped it (gzip). */
  state: "state.gz",
  /** The chain as it was one `persist` before. */
  previous: "state.previous.gz",
  /** Locked for as long as a host lives. */
  lock: "host.lock",
  log: "host.log",
  /** The state unpacked for anvil's start. */
  unpacked: "state.json",
} as const;

const unzip = promisify(gunzip);

/** Replaces a file in one step: it is whole before and after any crash, and durable on return. */
export async function replaceFile(
  directory: string,
  name: string,
  bytes: Uint8Array | string,
): Promise<void> {
  const temporary = await writeBeside(directory, name, bytes);
  await rename(temporary, join(directory, name));
  await syncDirectory(directory);
}

/** Durable on return. The state before becomes the previous one: there is a whole one at every instant. */
export async function replaceState(directory: string, gzipped: Uint8Array): Promise<void> {
  const temporary = await writeBeside(directory, FILES.state, gzipped);
  await rename(join(directory, FILES.state), join(directory, FILES.previous)).catch(ignoreMissing);
  await rename(temporary, join(directory, FILES.state));
  await syncDirectory(directory);
}

/**
 * The newest state that is whole, unpacked; undefined for a chain that never persisted. A damaged chain is never taken
 * for a new one. @throws ARCHIVE_INVALID when there are states and none is whole
 */
export async function readState(
  directory: string,
  onDamaged: (name: string) => void,
): Promise<Uint8Array | undefined> {
  let damaged: string | undefined;
  for (const name of [FILES.state, FILES.previous]) {
    const gzipped = await readFile(join(directory, name)).catch(ignoreMissing);
    if (gzipped === undefined) continue;
    // gzip ends with a checksum: bytes that unpack are the bytes that were dumped.
    const json = await unzip(gzipped).catch(() => undefined);
    if (json !== undefined) return json;
    onDamaged(name);
    damaged ??= join(directory, name);
  }
  if (damaged !== undefined)
    fail("ARCHIVE_INVALID", { path: damaged, problem: "the chain's state is cut short" });
  return undefined;
}

async function writeBeside(directory: string, name: string, bytes: Uint8Array | string): Promise<string> {
  const temporary = join(directory, `${name}.${randomBytes(6).toString("hex")}.tmp`);
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return temporary;
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows has no such thing: there the rename itself is written through.
  if (process.platform === "win32") return;
  const file: FileHandle = await open(directory, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** For `catch`: a missing file is undefined, anything else is thrown on. */
function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
