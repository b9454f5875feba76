import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

const ISSUES_EACH = 1_000;

/** The SHA-256 of the one file of an issue, counted from 0. */
export const fileOf = (issue: number): string => sha256(`file ${issue}`);

/**
 * Adds issues of one file each to a catalogue, a thousand for each of many publications which no chain has: an index as
 * large as that of many archives together.
 *
 * @param file the catalogue of an archive that nobody has open
 */
export function addIssues(file: string, count: number): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA synchronous = OFF; BEGIN IMMEDIATE");
  const first =
    1 + Number(database.prepare("SELECT coalesce(max(key), 0) AS key FROM issues").get()?.["key"]);
  const issue = database.prepare(
    `INSERT INTO issues (key, publication, entry, manifest, content, label, revision, title, time, transaction_hash, block)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)`,
  );
  const held = database.prepare(
    "INSERT INTO files (issue, path, name, sha256, size) VALUES (?, 'index.html', 'index.html', ?, ?)",
  );
  for (let i = 0; i < count; i++) {
    const publication = String(1_000_000 + Math.floor(i / ISSUES_EACH));
    const entry = 2 + (i % ISSUES_EACH);
    const manifest = sha256(`manifest ${i}`);
    issue.run(
      ...[first + i, publication, entry, manifest, `content ${i}`],
      ...[`issue-${entry}`, `Issue ${entry}`, 1_700_000_000 + i, `0x${manifest}`, 1_000 + i],
    );
    held.run(first + i, fileOf(i), 20_000 + (i % 1_000));
  }
  database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
