import type { Digest } from "../core/digest.ts";
import type { LocatedEntry } from "../core/ports.ts";
import type { Standing } from "../core/verdict.ts";

/** How each issue of a publication stands, by its manifest. */
export type Standings = ReadonlyMap<Digest, Standing>;

const WEIGHT: readonly Standing[] = [
  "current",
  "correction",
  "superseded",
  "concern",
  "retraction",
  "withdrawal",
];

/** Reads a history for a list: what was revised is superseded, and the weightiest notice is told first. */
export function standingsOf(entries: readonly LocatedEntry[]): Standings {
  const standings = new Map<Digest, Standing>();
  const raise = (digest: Digest, to: Standing) => {
    const before = standings.get(digest) ?? "current";
    standings.set(digest, WEIGHT.indexOf(to) > WEIGHT.indexOf(before) ? to : before);
  };
  for (const { entry } of entries) {
    if (entry.kind === "anchored" || entry.kind === "revised") raise(entry.digest, "current");
    if (entry.kind === "revised") raise(entry.supersedes, "superseded");
    if (entry.kind === "notice") raise(entry.digest, entry.notice);
  }
  return standings;
}
