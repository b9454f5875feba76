import type { DatabaseSync } from "node:sqlite";
import type { Placement } from "../../core/ports.ts";
import { placementOf } from "./rows.ts";

export interface Wanted {
  readonly name: string;
  readonly size: number;
  readonly limit: number;
}

/**
 * Files of the same name, those nearest in size first, then files of the same size under other names. Reads at most
 * `limit` rows in each direction from an index, since every issue of an archive may have its own `index.html`.
 */
export function similarFiles(database: DatabaseSync, fromFiles: string): (wanted: Wanted) => Placement[] {
  const larger = database.prepare(`${fromFiles} WHERE name = ? AND size >= ? ORDER BY size LIMIT ?`);
  const smaller = database.prepare(`${fromFiles} WHERE name = ? AND size < ? ORDER BY size DESC LIMIT ?`);
  const sameSize = database.prepare(`${fromFiles} WHERE size = ? AND name <> ? LIMIT ?`);
  return ({ name, size, limit }) => {
    const named = [...larger.all(name, size, limit), ...smaller.all(name, size, limit)].map(placementOf);
    named.sort((a, b) => Math.abs(a.size - size) - Math.abs(b.size - size));
    const others =
      named.length < limit ? sameSize.all(size, name, limit - named.length).map(placementOf) : [];
    return [...named, ...others].slice(0, limit);
  };
}
