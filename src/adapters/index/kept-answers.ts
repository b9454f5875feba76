import type { DatabaseSync } from "node:sqlite";

/** How long what another process wrote may go unseen. */
const LOOK_EVERY_MS = 50;
const MOST_KEPT = 20_000;
/** What stands in many places is not kept: it would take the room of many. */
const MOST_ROWS = 4;

export interface KeptAnswers<T> {
  answer(key: string): readonly T[];
  /** To be told of every change that this connection makes. */
  forget(): void;
}

/**
 * Keeps answers that were found, the latest asked for, until anything in the database changes: a look-up takes longer
 * than all else that an answer needs. That there is none is never kept.
 */
export function keptAnswers<T>(database: DatabaseSync, ask: (key: string) => readonly T[]): KeptAnswers<T> {
  // Moves when another connection has changed something: https://www.sqlite.org/pragma.html#pragma_data_version
  const edition = database.prepare("PRAGMA data_version");
  const kept = new Map<string, readonly T[]>();
  let of: unknown;
  let lookAt = -Infinity;
  const forgetIfChanged = () => {
    const now = performance.now();
    if (now < lookAt) return;
    lookAt = now + LOOK_EVERY_MS;
    const found = edition.get()?.["data_version"];
    if (found !== of) kept.clear();
    of = found;
  };
  return {
    answer(key) {
      forgetIfChanged();
      const known = kept.get(key);
      const found = known ?? ask(key);
      if (known !== undefined) kept.delete(key);
      if (found.length > 0 && found.length <= MOST_ROWS) kept.set(key, found);
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? key);
      return found;
    },
    forget: () => {
      kept.clear();
    },
  };
}
