import type { Bytes32, Digest } from "../digest.ts";
import type { Label } from "../label.ts";
import type { Entry } from "./entry.ts";

/** Revision 1 of an issue, as it was first anchored. */
export interface FirstRevision {
  readonly label: Label;
  readonly digest: Digest;
  /** Number of the earliest entry that anchored this digest, singly or in a batch, and its time. */
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
 * Which issue stands under which label. The rule (docs/spec/batch.md): of two issues under one label the one with the
 * earlier entry stands, whether it was anchored singly or in a batch. The registry applies it as far as it can see;
 * what it gives as current (`recordsOf`) differs while an issue of a batch is not extracted. Pure.
 */
export function issuesOf(entries: Iterable<Entry>, lists: BatchLists): Issues {
  const first = new Map<Digest, FirstRevision>();
  const revisedBy = new Map<Digest, Digest>();
  const revisions = new Set<Digest>();
  const batches = new Map<Bytes32, Batch>();
  const unlisted: number[] = [];
  for (const entry of entries) {
    if (entry.kind === "batch-anchored") {
      batches.set(entry.root, entry);
      if (!lists.has(entry.list)) unlisted.push(entry.number);
    }
    for (const issue of anchoredBy(entry, lists, batches))
      if (!first.has(issue.digest) && !revisions.has(issue.digest)) first.set(issue.digest, issue);
    if (entry.kind !== "revised") continue;
    revisedBy.set(entry.supersedes, entry.digest);
    revisions.add(entry.digest);
  }
  const found = [...first.values()].sort((a, b) => a.entry - b.entry);
  return { ...settled(found, revisedBy), first: found, unlisted };
}

type Batch = Extract<Entry, { kind: "batch-anchored" }>;

/** The issues of which an entry tells when they were first anchored. */
function* anchoredBy(
  entry: Entry,
  lists: BatchLists,
  batches: ReadonlyMap<Bytes32, Batch>,
): Generator<FirstRevision> {
  if (entry.kind === "anchored") {
    const { label, digest, number, time } = entry;
    yield { label, digest, entry: number, time, batched: false };
  }
  if (entry.kind === "batch-anchored")
    for (const { label, digest } of lists.get(entry.list) ?? []) yield batched(entry, label, digest);
  // What an extraction names was in its batch, also when the list is not at hand.
  const batch = entry.kind === "extracted" ? batches.get(entry.root) : undefined;
  if (entry.kind === "extracted" && batch !== undefined) yield batched(batch, entry.label, entry.digest);
}

function batched({ number, time }: Batch, label: Label, digest: Digest): FirstRevision {
  return { label, digest, entry: number, time, batched: true };
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
