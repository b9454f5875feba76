import type { Digest } from "../core/digest.ts";
import type { CataloguedIssue, LocatedEntry } from "../core/ports.ts";
import type { Standing } from "../core/verdict.ts";
import { labelsTaken } from "./lines.ts";

/**
 * What a list says of an issue: how it stands; or `label-taken`, that another issue was anchored under its label before,
 * so that it is none.
 */
export type Mark = Standing | "label-taken";

/** Of each issue of a publication, by its manifest. */
export type Marks = ReadonlyMap<Digest, Mark>;

const WEIGHT: readonly Standing[] = [
  "current",
  "correction",
  "superseded",
  "concern",
  "retraction",
  "withdrawal",
];

/**
 * Reads a history for a list of issues: what was revised is superseded, and the weightiest notice is told first. The
 * issues of batches are only in the list.
 */
export function marksOf(located: readonly LocatedEntry[], issues: readonly CataloguedIssue[]): Marks {
  const standings = new Map<Digest, Standing>();
  const raise = (digest: Digest, to: Standing) => {
    const before = standings.get(digest) ?? "current";
    standings.set(digest, WEIGHT.indexOf(to) > WEIGHT.indexOf(before) ? to : before);
  };
  const entries = located.map(({ entry }) => entry);
  for (const { manifest } of issues) raise(manifest, "current");
  for (const entry of entries) {
    if (entry.kind === "anchored" || entry.kind === "revised") raise(entry.digest, "current");
    if (entry.kind === "revised") raise(entry.supersedes, "superseded");
    if (entry.kind === "notice") raise(entry.digest, entry.notice);
  }
  const taken = labelsTaken(issues, entries);
  return new Map<Digest, Mark>([
    ...standings,
    ...[...taken].map((digest) => [digest, "label-taken"] as const),
  ]);
}
