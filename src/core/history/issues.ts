import type { Digest } from "../digest.ts";
import type { Label } from "../label.ts";
import type { Entry } from "./entry.ts";
import { recordsOf } from "./records.ts";

/** Revision 1 of an issue, as it was first anchored. */
export interface FirstRevision {
  readonly label: Label;
  readonly digest: Digest;
  /** Number of its entry, and the time of that. */
  readonly entry: number;
  readonly time: number;
  /** Whether that entry is a batch. */
  readonly batched: boolean;
}

/** Two issues under one label. */
export interface LabelConflict {
  readonly stands: FirstRevision;
  readonly other: FirstRevision;
}

export interface Issues {
  /** What stands under each label: the latest revision of the issue with the earliest entry. */
  readonly standing: ReadonlyMap<Label, Digest>;
  /** Every issue as first anchored, the earliest entry first; within a batch in the order of its list. */
  readonly first: readonly FirstRevision[];
  readonly conflicts: readonly LabelConflict[];
  /** Numbers of the batches whose list was not given: what they hold is not known, and might stand earlier. */
  readonly unlisted: readonly number[];
}

export interface ListedIssue {
  readonly label: Label;
  readonly digest: Digest;
}

/** The issues of batches, by the digests of their lists. */
export type BatchLists = ReadonlyMap<Digest, Iterable<ListedIssue>>;

/**
 * Which issue stands under which label. The rule (docs/spec/registry.md): of two issues under one label the one with the
 * earlier entry stands, whether it was anchored singly or in a batch. The entry of an issue is that of its record, or,
 * while it has none, that of the earliest batch that holds it. The registry applies the rule as far as it can see; what
 * it gives as current (`recordsOf`) differs while an issue of a batch is not extracted. Pure.
 */
export function issuesOf(entries: Iterable<Entry>, lists: BatchLists): Issues {
  const history = [...entries];
  const { records } = recordsOf(history);
  const first = new Map<Digest | `${Label} ${Digest}`, FirstRevision>();
  for (const { digest, label, entry, time, kind } of records.values())
    if (kind !== "revised") first.set(digest, { label, digest, entry, time, batched: kind === "batched" });
  const unlisted: number[] = [];
  for (const entry of history) {
    if (entry.kind !== "batch-anchored") continue;
    const list = lists.get(entry.list);
    if (list === undefined) unlisted.push(entry.number);
    for (const { label, digest } of list ?? []) {
      // One digest under two labels: which of them it is, its manifest tells, and until then neither is left out.
      const key = `${label} ${digest}` as const;
      if (!records.has(digest) && !first.has(key))
        first.set(key, { label, digest, entry: entry.number, time: entry.time, batched: true });
    }
  }
  const found = [...first.values()].sort((a, b) => a.entry - b.entry);
  return { ...settled(found, revisionsOf(history)), first: found, unlisted };
}

/** What superseded each digest. */
function revisionsOf(history: readonly Entry[]): ReadonlyMap<Digest, Digest> {
  const revisedBy = new Map<Digest, Digest>();
  for (const entry of history) if (entry.kind === "revised") revisedBy.set(entry.supersedes, entry.digest);
  return revisedBy;
}

/** The earliest comes first under each label, and stands in its latest revision. */
function settled(
  found: readonly FirstRevision[],
  revisedBy: ReadonlyMap<Digest, Digest>,
): Pick<Issues, "standing" | "conflicts"> {
  const earliest = new Map<Label, FirstRevision>();
  const conflicts: LabelConflict[] = [];
  for (const issue of found) {
    const stands = earliest.get(issue.label);
    if (stands === undefined) earliest.set(issue.label, issue);
    else conflicts.push({ stands, other: issue });
  }
  const standing = new Map<Label, Digest>();
  for (const [label, { digest }] of earliest) standing.set(label, latestOf(digest, revisedBy));
  return { standing, conflicts };
}

/** A digest becomes current once and is superseded once at most; a history that goes in circles is no registry's. */
function latestOf(digest: Digest, revisedBy: ReadonlyMap<Digest, Digest>): Digest {
  const seen = new Set<Digest>();
  let latest = digest;
  for (
    let next = revisedBy.get(latest);
    next !== undefined && !seen.has(next);
    next = revisedBy.get(latest)
  ) {
    seen.add(next);
    latest = next;
  }
  return latest;
}
