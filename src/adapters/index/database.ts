import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { failure, reasonOf } from "../../core/errors/error.ts";

/** What stands in a database, and which edition of it: another edition is thrown away and built anew. */
export interface Layout {
  readonly version: number;
  readonly schema: string;
}

// 2: only the archive's own publications are in it. 3: large files are found by their CIDs. 4: batches have many issues.
// 5: entries whose manifests are still to be read are told from the others. 6: of entries from mirrors no transaction is known.
export const CATALOGUE: Layout = {
  version: 6,
  schema: `
    CREATE TABLE publications (
      id TEXT PRIMARY KEY,
      entries INTEGER NOT NULL,
      head TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE entries (
      publication TEXT NOT NULL,
      number INTEGER NOT NULL,
      located TEXT NOT NULL,
      unread INTEGER NOT NULL,
      PRIMARY KEY (publication, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX entries_unread ON entries (publication, number) WHERE unread = 1;

    CREATE TABLE issues (
      key INTEGER PRIMARY KEY,
      publication TEXT NOT NULL,
      entry INTEGER NOT NULL,
      manifest TEXT NOT NULL,
      content TEXT NOT NULL,
      label TEXT NOT NULL,
      revision INTEGER NOT NULL,
      title TEXT NOT NULL,
      date TEXT,
      time INTEGER NOT NULL,
      transaction_hash TEXT,
      block INTEGER NOT NULL,
      UNIQUE (publication, entry, manifest)
    ) STRICT;
    CREATE INDEX issues_by_manifest ON issues (manifest, time, entry);
    CREATE INDEX issues_by_content ON issues (content, time, entry);

    CREATE TABLE files (
      key INTEGER PRIMARY KEY,
      issue INTEGER NOT NULL REFERENCES issues (key) ON DELETE CASCADE,
      path TEXT NOT NULL,
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      size INTEGER NOT NULL,
      cid TEXT
    ) STRICT;
    CREATE INDEX files_of_issue ON files (issue);
    CREATE INDEX files_by_sha256 ON files (sha256);
    CREATE INDEX files_by_name ON files (name, size);
    CREATE INDEX files_by_size ON files (size);
    CREATE INDEX files_by_cid ON files (cid) WHERE cid IS NOT NULL;
  `,
};

// SQLITE_CORRUPT and SQLITE_NOTADB.
const DAMAGED = new Set([11, 26]);
const BUSY_MS = 20_000;

/**
 * The catalogue's database, or that of the text index. What another version of the program made, or what is damaged, is
 * thrown away: everything in it comes from the chain and the stores.
 *
 * @throws ARCHIVE_DISK
 */
export function openDatabase(file: string, layout: Layout): DatabaseSync {
  try {
    return opened(file, layout);
  } catch (error) {
    if (!isDamaged(error)) throw failure("ARCHIVE_DISK", { path: file, problem: reasonOf(error) }, error);
    for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
    return opened(file, layout);
  }
}

function opened(file: string, { version, schema }: Layout): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // A power cut may undo the last changes, which are then read from the chain again.
    database.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000");
    database.exec("BEGIN IMMEDIATE");
    if (versionOf(database) !== version) {
      for (const name of tablesOf(database))
        database.exec(`DROP TABLE IF EXISTS "${name.replaceAll('"', '""')}"`);
      database.exec(`${schema}; PRAGMA user_version = ${version}`);
    }
    database.exec("COMMIT");
    database.exec("PRAGMA journal_mode = WAL");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function versionOf(database: DatabaseSync): unknown {
  return database.prepare("PRAGMA user_version").get()?.["user_version"];
}

function tablesOf(database: DatabaseSync): string[] {
  const tables = database.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')`,
  );
  // A table goes before the one that it refers to.
  return tables
    .all()
    .map((row) => String(row["name"]))
    .reverse();
}

function isDamaged(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && DAMAGED.has(Number(error.errcode) & 0xff);
}

/** All of the work or none of it, and nobody else writes meanwhile. */
export function exclusively(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    // SQLite has already rolled back after some failures, and says so if told again.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
