import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { failure, reasonOf } from "../../core/errors/error.ts";

// 2: only the archive's own publications are in it. 3: large files are found by their CIDs. 4: batches have many issues.
const VERSION = 4;
const SCHEMA = `
  CREATE TABLE publications (
    id TEXT PRIMARY KEY,
    entries INTEGER NOT NULL,
    head TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE entries (
    publication TEXT NOT NULL,
    number INTEGER NOT NULL,
    located TEXT NOT NULL,
    PRIMARY KEY (publication, number)
  ) STRICT, WITHOUT ROWID;

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
    transaction_hash TEXT NOT NULL,
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
`;

// SQLITE_CORRUPT and SQLITE_NOTADB.
const DAMAGED = new Set([11, 26]);
const BUSY_MS = 20_000;

/**
 * The catalogue's database. What another version of the program made, or what is damaged, is thrown away: everything in
 * it comes from the chain and the stores.
 *
 * @throws ARCHIVE_DISK
 */
export function openDatabase(file: string): DatabaseSync {
  try {
    return opened(file);
  } catch (error) {
    if (!isDamaged(error)) throw failure("ARCHIVE_DISK", { path: file, problem: reasonOf(error) }, error);
    for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
    return opened(file);
  }
}

function opened(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // A power cut may undo the last changes, which are then read from the chain again.
    database.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000");
    database.exec("BEGIN IMMEDIATE");
    if (versionOf(database) !== VERSION) {
      for (const name of tablesOf(database))
        database.exec(`DROP TABLE IF EXISTS "${name.replaceAll('"', '""')}"`);
      database.exec(`${SCHEMA}; PRAGMA user_version = ${VERSION}`);
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
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
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
