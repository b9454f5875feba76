import type { DatabaseSync } from "node:sqlite";
import type { Digest } from "../../core/digest.ts";
import { failure, isFailure, reasonOf } from "../../core/errors/error.ts";
import type {
  Alike,
  DocumentKey,
  IndexedDocument,
  IndexStep,
  TextIndex,
} from "../../core/ports/text-index.ts";
import { MOST_KEPT, shinglesIn } from "../../core/text/shingles.ts";
import { exclusively, openDatabase } from "./database.ts";
import { exactQuery, nearQuery, searchable, wordsOf } from "./text-query.ts";

/** In a file of its own, beside the catalogue: whoever publishes never waits for whoever indexes. */
export interface DiskTextIndex extends TextIndex {
  close(): void;
}

// FTS5 keeps only where each word stands, not the text: that is read from the stores. Words come folded and parted, so
// that its plainest tokenizer does.
const LAYOUT = {
  version: 1,
  schema: `
    CREATE TABLE documents (
      key INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      type TEXT NOT NULL,
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

/** A shingle that so many documents have is a footer, and tells nothing. */
const MOST_SHARING = 200;

/** Every method throws ARCHIVE_DISK when the file cannot be used. */
export function openTextIndex(file: string): DiskTextIndex {
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
  const { lacks, has, take } = keeping(database);
  const { holding, near, alike } = finding(database);
  return {
    lacks: asking(lacks),
    has: asking(has),
    take: asking(take),
    holding: asking(holding),
    near: asking(near),
    alike: asking(alike),
    close: () => database.close(),
  };
}

function keeping(database: DatabaseSync) {
  const isComplete = database.prepare("SELECT 1 FROM complete WHERE manifest = ?");
  const setComplete = database.prepare("INSERT OR IGNORE INTO complete (manifest) VALUES (?)");
  const known = database.prepare("SELECT 1 FROM documents WHERE sha256 = ? AND type = ?");
  const addDocument = database.prepare("INSERT OR IGNORE INTO documents (sha256, type) VALUES (?, ?)");
  const addWords = database.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
  const addShingle = database.prepare("INSERT OR IGNORE INTO shingles (hash, document) VALUES (?, ?)");
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
    take({ documents, complete }: IndexStep): void {
      const ready = documents.map(parted);
      exclusively(database, () => {
        for (const one of ready) add(one);
        for (const manifest of complete) setComplete.run(manifest);
      });
    },
  };
}

function finding(database: DatabaseSync) {
  const key = database.prepare("SELECT sha256, type FROM documents WHERE key = ?");
  const matching = database.prepare("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?");
  const ranked = database.prepare("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?");
  const sharing = database.prepare("SELECT document FROM shingles WHERE hash = ? LIMIT ?");
  const keyOf = (row: unknown): DocumentKey[] => {
    const found = key.get(Number(row));
    // Only this program's own rows are in it (STRICT tables).
    return found === undefined ? [] : [{ ...found } as unknown as DocumentKey];
  };
  const asked = (query: string | undefined, statement: typeof matching, most: number) =>
    query === undefined ? [] : statement.all(query, most).flatMap((row) => keyOf(row["rowid"]));
  return {
    holding: (passage: string, most: number) => asked(exactQuery(passage), matching, most),
    near: (passage: string, most: number) => asked(nearQuery(passage), ranked, most),
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
