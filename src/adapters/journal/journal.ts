import { DatabaseSync } from "node:sqlite";
import type { Address } from "../../core/address.ts";
import { fail, reasonOf } from "../../core/errors/error.ts";
import {
  type Action,
  type Attempt,
  type Job,
  type Journal,
  type Step,
  STEPS,
  type TransactionHash,
} from "../../core/ports.ts";

const VERSION = 1;

const SCHEMA = `
  CREATE TABLE job (
    key TEXT PRIMARY KEY,
    action TEXT NOT NULL,
    step TEXT NOT NULL,
    roots TEXT NOT NULL,
    refused TEXT,
    tx TEXT,
    begun INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE attempt (
    hash TEXT PRIMARY KEY,
    job TEXT NOT NULL REFERENCES job (key),
    sender TEXT NOT NULL,
    nonce INTEGER NOT NULL,
    raw TEXT NOT NULL,
    max_fee TEXT NOT NULL,
    priority_fee TEXT NOT NULL
  ) STRICT;
  CREATE INDEX attempt_by_job ON attempt (job);
  CREATE INDEX attempt_by_sender ON attempt (sender, nonce);
  PRAGMA user_version = ${VERSION};
`;

type Row = Readonly<Record<string, unknown>>;

/**
 * The publisher's journal in one SQLite file (WAL, synchronous=FULL): a method that has returned has been synced.
 *
 * @throws JOURNAL_BROKEN when the file is not a journal of this version; ARCHIVE_DISK when it cannot be written
 */
export function openJournal(file: string): Journal {
  const db = opened(file);
  const safely = <T>(work: () => T): T => guarded(file, work);
  const find = (key: string): Job | undefined => {
    const row = db.prepare("SELECT * FROM job WHERE key = ?").get(key);
    return row === undefined ? undefined : jobOf(row);
  };
  const known = (key: string): Job =>
    find(key) ?? fail("JOURNAL_BROKEN", { path: file, problem: `no job ${key}` });
  return {
    find: (key) => safely(() => find(key)),
    begin: ({ key, action, roots }) =>
      safely(() => {
        // A job that was refused may be tried again: what refused it may have changed. And as long as nothing is
        // signed, the latest plan counts: the reason of a revision may be another than the one a crash left behind.
        db.prepare(
          `INSERT INTO job (key, action, step, roots, begun) VALUES (?, ?, 'planned', ?, ?)
           ON CONFLICT (key) DO UPDATE
             SET refused = NULL, step = 'planned', action = excluded.action, roots = excluded.roots
             WHERE refused IS NOT NULL OR NOT EXISTS (SELECT 1 FROM attempt WHERE job = excluded.key)`,
        ).run(key, JSON.stringify(action), JSON.stringify(roots), nextOrder(db));
        return known(key);
      }),
    unfinished: () =>
      safely(() =>
        db
          .prepare("SELECT * FROM job WHERE step <> 'final' AND refused IS NULL ORDER BY begun")
          .all()
          .map(jobOf),
      ),
    advance: (key, step, transaction) =>
      safely(() => {
        db.prepare("UPDATE job SET step = ?, tx = ? WHERE key = ?").run(step, transaction ?? null, key);
        return known(key);
      }),
    refuse: (key, reason) =>
      safely(() => {
        db.prepare("UPDATE job SET refused = ? WHERE key = ?").run(reason, key);
        return known(key);
      }),
    attempt: (attempt) => safely(() => insertAttempt(db, attempt)),
    attempts: (key) =>
      safely(() => db.prepare("SELECT * FROM attempt WHERE job = ? ORDER BY rowid").all(key).map(attemptOf)),
    highestNonce: (account) => safely(() => highestNonce(db, account)),
    close: () => {
      db.close();
    },
  };
}

function opened(file: string): DatabaseSync {
  return guarded(file, () => {
    const db = new DatabaseSync(file);
    db.exec("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    if (versionOf(db) === 0) create(db);
    const version = versionOf(db);
    if (version !== VERSION)
      fail("JOURNAL_BROKEN", {
        path: file,
        problem: `it has version ${version}, this program reads ${VERSION}`,
      });
    return db;
  });
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
}

/** `status` opens the journal without the publisher's lock: two processes may find it new at the same moment. */
function create(db: DatabaseSync): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    if (versionOf(db) === 0) db.exec(SCHEMA);
    db.exec("COMMIT");
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

function nextOrder(db: DatabaseSync): number {
  return Number(db.prepare("SELECT coalesce(max(begun), 0) + 1 AS next FROM job").get()?.["next"]);
}

function insertAttempt(db: DatabaseSync, { hash, job, from, nonce, raw, fees }: Attempt): void {
  db.prepare(
    `INSERT INTO attempt (hash, job, sender, nonce, raw, max_fee, priority_fee) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (hash) DO NOTHING`,
  ).run(hash, job, from, nonce, raw, String(fees.maxFeePerGas), String(fees.maxPriorityFeePerGas));
}

function highestNonce(db: DatabaseSync, account: Address): number | undefined {
  const found = db
    .prepare(
      `SELECT max(nonce) AS nonce FROM attempt JOIN job ON job.key = attempt.job
       WHERE sender = ? AND step <> 'final' AND refused IS NULL`,
    )
    .get(account)?.["nonce"];
  return typeof found === "number" ? found : undefined;
}

function jobOf(row: Row): Job {
  const step = String(row["step"]);
  return {
    key: String(row["key"]),
    action: JSON.parse(String(row["action"])) as Action,
    step: STEPS.find((known): known is Step => known === step) ?? "planned",
    roots: JSON.parse(String(row["roots"])) as string[],
    refused: optional(row["refused"]),
    transaction: optional(row["tx"]) as TransactionHash | undefined,
  };
}

function attemptOf(row: Row): Attempt {
  return {
    job: String(row["job"]),
    from: String(row["sender"]) as Address,
    nonce: Number(row["nonce"]),
    hash: String(row["hash"]) as TransactionHash,
    raw: String(row["raw"]) as `0x${string}`,
    fees: {
      maxFeePerGas: BigInt(String(row["max_fee"])),
      maxPriorityFeePerGas: BigInt(String(row["priority_fee"])),
    },
  };
}

function optional(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

// SQLite's result codes: FULL 13, IOERR 10 and READONLY 8 are the disk's, the rest mean an unusable file.
function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = Number((error as { errcode?: unknown }).errcode ?? 0) & 0xff;
    if (code === 8 || code === 10 || code === 13 || code === 14)
      fail("ARCHIVE_DISK", { path: file, problem: reasonOf(error) }, error);
    if (code !== 0) fail("JOURNAL_BROKEN", { path: file, problem: reasonOf(error) }, error);
    throw error;
  }
}
