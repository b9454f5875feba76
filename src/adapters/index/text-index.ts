import type { DatabaseSync } from "node:sqlite";
import type { Digest } from "../../core/digest.ts";
import { failure, isFailure, reasonOf } from "../../core/errors/error.ts";
import type {
  Alike,
  DocumentKey,
  IndexedDocument,
  IndexStep,
  LeftOutDocument,
  LeftOutDocuments,
  TextIndex,
} from "../../core/ports/text-index.ts";
import { MOST_KEPT, shinglesIn } from "../../core/text/shingles.ts";
import { exclusively, openDatabase } from "./database.ts";
import { exactQuery, nearQuery, searchable, wordsOf } from "./text-query.ts";

/** In a file of its own, beside the catalogue: whoever publishes never waits for whoever indexes. */
export interface DiskTextIndex extends TextIndex {
  close(): void;
}

// 3: what is left out is told. FTS5 keeps only where each word stands, not the text: that is read from the stores. Words come folded and parted, so
// that its plainest tokenizer does.
const LAYOUT = {
  version: 3,
  schema: `
    CREATE TABLE documents (
      key INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      type TEXT NOT NULL,
      UNIQUE (sha256, type)
    ) STRICT;
    CREATE TABLE unread (
      sha256 TEXT NOT NULL,
      type TEXT NOT NULL,
      tries INTEGER NOT NULL,
      tried INTEGER NOT NULL,
      PRIMARY KEY (sha256, type)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE left_out (
      key INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      type TEXT NOT NULL,
      why TEXT NOT NULL,
      UNIQUE (sha256, type)
    ) STRICT;
    CREATE TABLE complete (manifest TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE shingles (
      hash INTEGER NOT NULL,
      document INTEGER NOT NULL,
      PRIMARY KEY (hash, document)
    ) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'ascii');
  `,
};

/** After so many tries a document that cannot be read is one whose words nobody here can take. */
const MOST_TRIES = 3;
/** In milliseconds, after the first; four times as much after each that follows. */
const FIRST_WAIT = 60 * 60 * 1000;

/** A shingle that so many documents have is a footer, and tells nothing. */
const MOST_SHARING = 200;

/**
 * Every method throws ARCHIVE_DISK when the file cannot be used.
 *
 * @param now in milliseconds since 1970
 */
export function openTextIndex(file: string, now: () => number = Date.now): DiskTextIndex {
  const database = openDatabase(file, LAYOUT);
  const asking = <A extends unknown[], R>(ask: (...a: A) => R): ((...a: A) => Promise<R>) => {
    return async (...a) => {
      try {
        return ask(...a);
      } catch (error) {
        if (isFailure(error)) throw error;
        throw failure("ARCHIVE_DISK", { path: file, problem: reasonOf(error) }, error);
      }
    };
  };
  const { lacks, has, postponed, take } = keeping(database, now);
  const { leftOut } = leaving(database);
  const { holding, near, alike } = finding(database);
  return {
    lacks: asking(lacks),
    has: asking(has),
    postponed: asking(postponed),
    leftOut: asking(leftOut),
    take: asking(take),
    holding: asking(holding),
    near: asking(near),
    alike: asking(alike),
    close: () => database.close(),
  };
}

function keeping(database: DatabaseSync, now: () => number) {
  const isComplete = database.prepare("SELECT 1 FROM complete WHERE manifest = ?");
  const setComplete = database.prepare("INSERT OR IGNORE INTO complete (manifest) VALUES (?)");
  const known = database.prepare("SELECT 1 FROM documents WHERE sha256 = ? AND type = ?");
  const addDocument = database.prepare("INSERT OR IGNORE INTO documents (sha256, type) VALUES (?, ?)");
  const addWords = database.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
  const addShingle = database.prepare("INSERT OR IGNORE INTO shingles (hash, document) VALUES (?, ?)");
  const { postponed, postpone } = postponing(database, now);
  const { leave } = leaving(database);
  /** What takes longest, before the file is locked. */
  const parted = ({ sha256, type, blocks }: IndexedDocument) => {
    const terms = searchable(blocks);
    return { sha256, type, text: wordsOf(terms), shingles: shinglesIn(terms, MOST_KEPT) };
  };
  const add = ({ sha256, type, text, shingles }: ReturnType<typeof parted>) => {
    const { changes, lastInsertRowid } = addDocument.run(sha256, type);
    if (changes === 0 || text === "") return;
    addWords.run(lastInsertRowid, text);
    for (const shingle of shingles) addShingle.run(shingle, lastInsertRowid);
  };
  return {
    lacks: (manifests: readonly Digest[]) =>
      manifests.filter((manifest) => isComplete.get(manifest) === undefined),
    has: ({ sha256, type }: DocumentKey) => known.get(sha256, type) !== undefined,
    postponed,
    take({ documents, unread, leftOut, complete }: IndexStep): void {
      const ready = documents.map(parted);
      exclusively(database, () => {
        for (const one of ready) add(one);
        for (const one of unread) postpone(one);
        for (const one of leftOut) leave(one);
        for (const manifest of complete) setComplete.run(manifest);
      });
    },
  };
}

function postponing(database: DatabaseSync, now: () => number) {
  const triesOf = database.prepare("SELECT tries, tried FROM unread WHERE sha256 = ? AND type = ?");
  const tryLater = database.prepare(
    `INSERT INTO unread (sha256, type, tries, tried) VALUES (?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET tries = tries + 1, tried = excluded.tried`,
  );
  return {
    postponed({ sha256, type }: DocumentKey): "later" | "given-up" | undefined {
      const row = triesOf.get(sha256, type);
      if (row === undefined) return undefined;
      const [tries, tried] = [Number(row["tries"]), Number(row["tried"])];
      if (tries >= MOST_TRIES) return "given-up";
      return now() < tried + FIRST_WAIT * 4 ** (tries - 1) ? "later" : undefined;
    },
    postpone({ sha256, type }: DocumentKey): void {
      tryLater.run(sha256, type, Math.round(now()));
    },
  };
}

function leaving(database: DatabaseSync) {
  const count = database.prepare("SELECT count(*) AS documents FROM left_out");
  const first = database.prepare("SELECT sha256, type, why FROM left_out ORDER BY key LIMIT ?");
  const add = database.prepare("INSERT OR IGNORE INTO left_out (sha256, type, why) VALUES (?, ?, ?)");
  return {
    leftOut: (most: number): LeftOutDocuments => ({
      documents: Number(count.get()?.["documents"]),
      // Only this program's own rows are in it (STRICT tables).
      first: first.all(most).map((row) => ({ ...row }) as unknown as LeftOutDocument),
    }),
    leave({ sha256, type, why }: LeftOutDocument): void {
      add.run(sha256, type, why);
    },
  };
}

function finding(database: DatabaseSync) {
  const key = database.prepare("SELECT sha256, type FROM documents WHERE key = ?");
  const matching = database.prepare(
    "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ? OFFSET ?",
  );
  const ranked = database.prepare(
    "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ? OFFSET ?",
  );
  const sharing = database.prepare("SELECT document FROM shingles WHERE hash = ? LIMIT ?");
  const keyOf = (row: unknown): DocumentKey[] => {
    const found = key.get(Number(row));
    // Only this program's own rows are in it (STRICT tables).
    return found === undefined ? [] : [{ ...found } as unknown as DocumentKey];
  };
  const asked = (
    query: string | undefined,
    statement: typeof matching,
    [most, from]: readonly [number, number],
  ) => (query === undefined ? [] : statement.all(query, most, from).flatMap((row) => keyOf(row["rowid"])));
  return {
    holding: (passage: string, most: number, from = 0) => asked(exactQuery(passage), matching, [most, from]),
    near: (passage: string, most: number) => asked(nearQuery(passage), ranked, [most, 0]),
    alike(shingles: readonly number[], most: number): readonly Alike[] {
      const counts = new Map<number, number>();
      for (const shingle of shingles) {
        const rows = sharing.all(shingle, MOST_SHARING);
        // Of a text that stands in many documents any of them will do, but it must not outvote what is rare.
        const weight = rows.length === MOST_SHARING ? 0.01 : 1;
        for (const row of rows) {
          const document = Number(row["document"]);
          counts.set(document, (counts.get(document) ?? 0) + weight);
        }
      }
      return [...counts]
        .toSorted(([, a], [, b]) => b - a)
        .slice(0, most)
        .flatMap(([document, count]) =>
          keyOf(document).map((one) => ({ ...one, shared: Math.max(1, Math.round(count)) })),
        );
    },
  };
}
