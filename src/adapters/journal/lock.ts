import { DatabaseSync } from "node:sqlite";
import { fail, reasonOf } from "../../core/errors/error.ts";
import type { Clock } from "../../core/ports.ts";

export interface Lock {
  release(): void;
}

export interface LockWait {
  readonly clock: Clock;
  readonly seconds: number;
  /** Told once, when there is something to wait for. */
  readonly onWait: () => void;
}

const POLL_MS = 200;

/**
 * Holds an archive for one publisher. The lock is SQLite's own on an open file: the kernel frees it when the process
 * ends, however it ends, so that none is ever left behind.
 *
 * @throws ARCHIVE_BUSY when another publisher still holds it after the wait; ARCHIVE_DISK when it cannot be made
 */
export async function takeLock(file: string, { clock, seconds, onWait }: LockWait): Promise<Lock> {
  const until = clock.now() + seconds * 1000;
  for (let told = false; ; told = true) {
    const db = tryLock(file);
    if (db !== undefined) return { release: () => db.close() };
    if (clock.now() >= until) fail("ARCHIVE_BUSY", { seconds });
    if (!told) onWait();
    await clock.sleep(POLL_MS);
  }
}

function tryLock(file: string): DatabaseSync | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    db.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");
    return db;
  } catch (error) {
    db?.close();
    const code = Number((error as { errcode?: unknown }).errcode ?? 0) & 0xff;
    // 5 is BUSY, 6 LOCKED: somebody has it.
    if (code === 5 || code === 6) return undefined;
    return fail("ARCHIVE_DISK", { path: file, problem: reasonOf(error) }, error);
  }
}
