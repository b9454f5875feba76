import type { DatabaseSync } from "node:sqlite";
import type { Digest } from "../../core/digest.ts";
import { fail, failure, isFailure, reasonOf } from "../../core/errors/error.ts";
import type {
  CataloguedFile,
  CataloguedIssue,
  CatalogueStep,
  CatalogueWriter,
  LocatedEntry,
  Placement,
} from "../../core/ports.ts";
import { CATALOGUE, exclusively, openDatabase } from "./database.ts";
import { type KeptAnswers, keptAnswers } from "./kept-answers.ts";
import { ISSUE_COLUMNS, issueOf, nameOf, PLACEMENT_COLUMNS, placementOf } from "./rows.ts";
import { similarFiles } from "./similar.ts";

/** A catalogue in a file of its own, which several processes may read and write at once. */
export interface DiskCatalogue extends CatalogueWriter {
  close(): void;
}

const FROM_FILES = `SELECT ${PLACEMENT_COLUMNS} FROM files JOIN issues ON issues.key = files.issue`;
const FROM_ISSUES = `SELECT ${ISSUE_COLUMNS} FROM issues`;

/** Every method throws ARCHIVE_DISK when the file cannot be used. */
export function openCatalogue(file: string): DiskCatalogue {
  const database = openDatabase(file, CATALOGUE);
  const kept = filesKept(database);
  const catalogue = { ...reading(database), files: kept.answer, ...writing(database, kept.forget) };
  return { ...named(file, catalogue), close: () => database.close() };
}

/** What the catalogue does, before each method becomes asynchronous and names the file in its failures. */
type Synchronous<T> = {
  readonly [K in keyof T]: T[K] extends (...a: infer A) => Promise<infer R> ? (...a: A) => R : never;
};

function named(file: string, catalogue: Synchronous<CatalogueWriter>): CatalogueWriter {
  const asking = <A extends unknown[], R>(ask: (...a: A) => R): ((...a: A) => Promise<R>) => {
    // SQLite answers at once; the port allows for others.
    return async (...a) => {
      try {
        return ask(...a);
      } catch (error) {
        throw isFailure(error)
          ? error
          : failure("ARCHIVE_DISK", { path: file, problem: reasonOf(error) }, error);
      }
    };
  };
  return {
    files: asking(catalogue.files),
    similar: asking(catalogue.similar),
    issue: asking(catalogue.issue),
    issues: asking(catalogue.issues),
    byContent: asking(catalogue.byContent),
    progress: asking(catalogue.progress),
    take: asking(catalogue.take),
    entries: asking(catalogue.entries),
    last: asking(catalogue.last),
    unread: asking(catalogue.unread),
    revisions: asking(catalogue.revisions),
    replace: asking(catalogue.replace),
  };
}

function filesKept(database: DatabaseSync): KeptAnswers<Placement> {
  const files = database.prepare(`${FROM_FILES} WHERE sha256 = ? ORDER BY time, entry, publication, path`);
  return keptAnswers(database, (sha256) => files.all(sha256).map(placementOf));
}

type Reading = Pick<
  CatalogueWriter,
  "similar" | "issue" | "issues" | "byContent" | "progress" | "entries" | "last" | "unread" | "revisions"
>;

function reading(database: DatabaseSync): Synchronous<Reading> {
  const issue = database.prepare(`${FROM_ISSUES} WHERE manifest = ? ORDER BY time, entry LIMIT 1`);
  const issues = database.prepare(`${FROM_ISSUES} WHERE publication = ? ORDER BY entry, key`);
  const byContent = database.prepare(`${FROM_ISSUES} WHERE content = ? ORDER BY time, entry LIMIT 1`);
  const byFile = database.prepare(
    `${FROM_ISSUES} WHERE key IN (SELECT issue FROM files WHERE cid = ?) ORDER BY time DESC, entry DESC LIMIT 1`,
  );
  const progress = database.prepare("SELECT entries, head FROM publications WHERE id = ?");
  const entries = database.prepare("SELECT located FROM entries WHERE publication = ? ORDER BY number");
  const last = database.prepare(
    "SELECT located FROM entries WHERE publication = ? ORDER BY number DESC LIMIT 1",
  );
  const unread = database.prepare(
    "SELECT located FROM entries WHERE publication = ? AND unread = 1 ORDER BY number",
  );
  const revisions = database.prepare("SELECT count(*) AS revisions FROM issues WHERE publication = ?");
  const known = database.prepare("SELECT manifest FROM issues WHERE publication = ? AND entry = ?");
  const similar = similarFiles(database, FROM_FILES);
  const one = (row: Record<string, unknown> | undefined): CataloguedIssue | undefined =>
    row === undefined ? undefined : issueOf(row);
  return {
    similar: (name, size, limit) => similar({ name: nameOf(name), size, limit }),
    issue: (manifest) => one(issue.get(manifest)),
    issues: (publication) => issues.all(publication).map(issueOf),
    byContent: (cid) => one(byContent.get(cid) ?? byFile.get(cid)),
    progress(publication) {
      const row = progress.get(publication);
      return row === undefined ? undefined : { entries: Number(row["entries"]), head: row["head"] as Digest };
    },
    revisions: (publication) => Number(revisions.get(publication)?.["revisions"]),
    entries: (publication) => entries.all(publication).map(locatedOf),
    last: (publication) => {
      const row = last.get(publication);
      return row === undefined ? undefined : locatedOf(row);
    },
    unread: (publication) =>
      unread.all(publication).map((row) => {
        const entry = locatedOf(row);
        const manifests = known.all(publication, entry.entry.number).map((one) => one["manifest"] as Digest);
        return { entry, known: manifests };
      }),
  };
}

function locatedOf(row: Record<string, unknown>): LocatedEntry {
  return JSON.parse(String(row["located"])) as LocatedEntry;
}

function writing(
  database: DatabaseSync,
  changed: () => void,
): Synchronous<Pick<CatalogueWriter, "take" | "replace">> {
  const taken = database.prepare("SELECT entries FROM publications WHERE id = ?");
  const setProgress = database.prepare(
    `INSERT INTO publications (id, entries, head) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET entries = excluded.entries, head = excluded.head`,
  );
  const setEntry = database.prepare(
    "INSERT OR REPLACE INTO entries (publication, number, located, unread) VALUES (?, ?, ?, ?)",
  );
  const mayNameMore = unreadAfter(database);
  const addIssue = insertIssue(database);
  const forgetEntry = database.prepare("DELETE FROM issues WHERE publication = ? AND entry = ?");
  const forgetIssue = database.prepare(
    "DELETE FROM issues WHERE publication = ? AND entry = ? AND manifest = ?",
  );
  const forgets = [
    database.prepare("DELETE FROM issues WHERE publication = ?"),
    database.prepare("DELETE FROM entries WHERE publication = ?"),
    database.prepare("DELETE FROM publications WHERE id = ?"),
  ];

  function take({ publication, entry, head, issue, files, batched = [] }: CatalogueStep): void {
    const { number } = entry.entry;
    const known = Number(taken.get(publication)?.["entries"] ?? 0);
    if (number > known + 1)
      fail("HISTORY_BROKEN", { id: publication, problem: `entry ${number} came after entry ${known}` });
    if (number >= known) setProgress.run(publication, number, head);
    if (entry.entry.kind !== "batch-anchored") forgetEntry.run(publication, number);
    if (issue !== undefined) addIssue(issue, { number, files });
    for (const one of batched) {
      forgetIssue.run(publication, number, one.issue.manifest);
      addIssue(one.issue, { number, files: one.files });
    }
    setEntry.run(publication, number, JSON.stringify(entry), mayNameMore(publication, entry) ? 1 : 0);
  }

  return {
    take: (step) => {
      exclusively(database, () => {
        take(step);
      });
      changed();
    },
    replace: (publication, steps) => {
      exclusively(database, () => {
        for (const statement of forgets) statement.run(publication);
        for (const step of steps) take(step);
      });
      changed();
    },
  };
}

/** Whether an entry may name issues that are not known: of a batch only its list tells. */
function unreadAfter(
  database: DatabaseSync,
): (publication: CatalogueStep["publication"], located: LocatedEntry) => boolean {
  const named = database.prepare("SELECT 1 FROM issues WHERE publication = ? AND entry = ? AND manifest = ?");
  const held = database.prepare("SELECT count(*) AS issues FROM issues WHERE publication = ? AND entry = ?");
  return (publication, { entry }) => {
    if (entry.kind === "batch-anchored")
      return Number(held.get(publication, entry.number)?.["issues"]) < entry.count;
    if (entry.kind !== "anchored" && entry.kind !== "revised") return false;
    return named.get(publication, entry.number, entry.digest) === undefined;
  };
}

function insertIssue(database: DatabaseSync) {
  const addIssue = database.prepare(
    `INSERT INTO issues (publication, entry, manifest, content, label, revision, title, date, time, transaction_hash, block)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addFile = database.prepare(
    "INSERT INTO files (issue, path, name, sha256, size, cid) VALUES (?, ?, ?, ?, ?, ?)",
  );
  return (
    issue: CataloguedIssue,
    { number, files }: { number: number; files: readonly CataloguedFile[] },
  ): void => {
    const { publication, manifest, content, label, revision, title, date, time, transaction, block } = issue;
    const values = [
      manifest,
      content,
      label,
      revision,
      title,
      date ?? null,
      time,
      transaction ?? null,
      block,
    ];
    const key = addIssue.run(publication, number, ...values).lastInsertRowid;
    for (const { path, sha256, size, cid } of files)
      addFile.run(key, path, nameOf(path), sha256, size, cid ?? null);
  };
}
