import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { type Digest, digestToBytes } from "../../core/digest.ts";

const VERSION = 1;
const SCHEMA = `
  CREATE TABLE cars (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    stamp TEXT NOT NULL
  ) STRICT;
  CREATE TABLE blocks (
    digest BLOB NOT NULL,
    car INTEGER NOT NULL REFERENCES cars (id) ON DELETE CASCADE,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (digest, car)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blocks_of_car ON blocks (car);
`;

/** Where a block lies: in which CAR file, and where in it. */
export interface Location {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

export interface IndexedBlock {
  readonly digest: Digest;
  readonly offset: number;
  readonly length: number;
}

/** Where every block lies. Derived from the CAR files and never more than a hint: what is read there is hashed. */
export interface BlockIndex {
  find(digest: Digest): Location[];
  /** What a CAR file holds, in the order in which it lies there. */
  blocksOf(name: string): Omit<Location, "name">[];
  /** The CAR files it knows, by name, each with the stamp it had when it was read. */
  cars(): Map<string, string>;
  replace(name: string, stamp: string, blocks: Iterable<IndexedBlock>): void;
  forget(name: string): void;
  /** One writer at a time, also among processes; all or nothing. */
  exclusively<T>(work: () => T): T;
  close(): void;
}

/** Opens the index, or an empty one where there is none, or one of another version, or one that is damaged. */
export function openBlockIndex(file: string): BlockIndex {
  return blockIndex(openDatabase(file));
}

export function removeBlockIndex(file: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
}

/** What SQLite says of a file that is no database, or a damaged one (SQLITE_CORRUPT, SQLITE_NOTADB). */
export const SQLITE_DAMAGED = [11, 26];
export const SQLITE_FULL = 13;

/** True for an error of SQLite's, of any primary code or of one of those named. */
export function isSqlite(error: unknown, ...codes: readonly number[]): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  return codes.length === 0 || codes.includes(Number(error.errcode) & 0xff);
}

function openDatabase(file: string): DatabaseSync {
  try {
    return prepared(new DatabaseSync(file, { timeout: 20_000 }));
  } catch (error) {
    if (!isSqlite(error, ...SQLITE_DAMAGED)) throw error;
    removeBlockIndex(file);
    return prepared(new DatabaseSync(file, { timeout: 20_000 }));
  }
}

function prepared(database: DatabaseSync): DatabaseSync {
  try {
    // NORMAL can lose the last changes in a power cut, never garble: the CAR files are what must not be lost.
    database.exec("PRAGMA synchronous = NORMAL");
    database.exec("BEGIN IMMEDIATE");
    if (versionOf(database) !== VERSION) {
      database.exec(`DROP TABLE IF EXISTS blocks; DROP TABLE IF EXISTS cars; ${SCHEMA}`);
      database.exec(`PRAGMA user_version = ${VERSION}`);
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

function blockIndex(database: DatabaseSync): BlockIndex {
  const find = database.prepare(
    "SELECT cars.name, offset, length FROM blocks JOIN cars ON cars.id = car WHERE digest = ? ORDER BY car",
  );
  const blocksOf = database.prepare(
    "SELECT offset, length FROM blocks WHERE car = (SELECT id FROM cars WHERE name = ?) ORDER BY offset",
  );
  const cars = database.prepare("SELECT name, stamp FROM cars");
  const addCar = database.prepare("INSERT INTO cars (name, stamp) VALUES (?, ?)");
  const addBlock = database.prepare(
    "INSERT OR IGNORE INTO blocks (digest, car, offset, length) VALUES (?, ?, ?, ?)",
  );
  const forget = database.prepare("DELETE FROM cars WHERE name = ?");
  return {
    find: (digest) => find.all(digestToBytes(digest)) as unknown as Location[],
    blocksOf: (name) => blocksOf.all(name) as unknown as Omit<Location, "name">[],
    cars: () => new Map(cars.all().map((row) => [String(row["name"]), String(row["stamp"])])),
    replace(name, stamp, blocks) {
      forget.run(name);
      const car = addCar.run(name, stamp).lastInsertRowid;
      for (const { digest, offset, length } of blocks)
        addBlock.run(digestToBytes(digest), car, offset, length);
    },
    forget: (name) => void forget.run(name),
    exclusively(work) {
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        // SQLite has already rolled back after some failures, and says so if told again.
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => {
      database.close();
    },
  };
}
