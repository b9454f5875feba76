import type { Digest } from "../core/digest.ts";
import type { Entry } from "../core/history/entry.ts";
import type { Label } from "../core/label.ts";
import type { CataloguedIssue } from "../core/ports.ts";

/*
 * An issue is a line of revisions. A label has one, unless its publisher has anchored a second issue under it with a
 * batch: then the line with the earlier entry stands (docs/spec/batch.md).
 */

/** The first revision of the issue of which this digest is one. */
export function firstRevision(digest: Digest, entries: readonly Entry[]): Digest {
  let first = digest;
  for (const entry of entries.toReversed())
    if (entry.kind === "revised" && entry.digest === first) first = entry.supersedes;
  return first;
}

/** The latest revision of the issue that began with this digest. */
export function latestRevision(first: Digest, entries: readonly Entry[]): Digest {
  let latest = first;
  for (const entry of entries)
    if (entry.kind === "revised" && entry.supersedes === latest) latest = entry.digest;
  return latest;
}

/** Those that are no issues of their publication, since another had their label before: as far as issues are known. */
export function labelsTaken(
  issues: readonly CataloguedIssue[],
  entries: readonly Entry[],
): ReadonlySet<Digest> {
  const standing = new Map<Label, Digest>();
  const taken = new Set<Digest>();
  for (const { label, manifest } of issues.toSorted((a, b) => a.entry - b.entry)) {
    const first = firstRevision(manifest, entries);
    const stands = standing.get(label) ?? first;
    standing.set(label, stands);
    if (stands !== first) taken.add(manifest);
  }
  return taken;
}
