import { DatabaseSync } from "node:sqlite";

/**
 * Takes a lock that the kernel frees when the process dies, however it dies: SQLite's exclusive transaction on a
 * file. A file with a process id would survive kill -9, and the id may be somebody else's by then.
 * Undefined when another process has it. The lock lasts until `release` or the end of the process.
 */
export function tryLock(path: string): { release(): void } | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return { release: () => database.close() };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
