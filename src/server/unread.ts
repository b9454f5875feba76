import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import { asFailure, type ColophonError } from "../core/errors/error.ts";
import type { Label } from "../core/label.ts";
import type { CataloguedIssue, LocatedEntry } from "../core/ports.ts";
import type { Archive, PublicationSummary } from "../verify/archive.ts";
import { discreet } from "./discretion.ts";

/** An issue, or a revision of one, that a history names and whose manifest is not known. */
export interface UnreadIssue {
  readonly entry: number;
  /** Unix seconds of its anchoring. */
  readonly time: number;
  readonly label: Label;
  readonly digest: Digest;
  readonly isRevision: boolean;
}

/** A batch of which not every issue is known: only its list tells their labels. */
export interface UnreadBatch {
  readonly entry: number;
  readonly time: number;
  readonly list: Digest;
  /** How many it holds, and how many of them nobody can name. */
  readonly count: number;
  readonly unknown: number;
}

/** What a history holds beyond the issues that are known: a list of those is not all that was anchored. */
export interface Unread {
  readonly issues: readonly UnreadIssue[];
  readonly batches: readonly UnreadBatch[];
  /** How many issues there are beyond those that are known; 0 where all was read and these are none. */
  readonly more: number;
  /** Why it could not be read just now; left out where it was read, and is no issue of the publication. */
  readonly failure?: ColophonError;
}

interface Known {
  readonly entries: readonly LocatedEntry[];
  readonly issues: readonly CataloguedIssue[];
}

const NOTHING: Unread = { issues: [], batches: [], more: 0 };

/**
 * What a publication's history anchored and the catalogue does not know.
 *
 * @param stale why the archive could not be brought up to date just now, if so
 */
export async function unreadOf(
  known: Known,
  archive: Archive,
  stale: ColophonError | undefined,
): Promise<Unread> {
  const issues = unreadIssues(known);
  const batches = unreadBatches(known, issues);
  if (issues.length + batches.length === 0) return NOTHING;
  const failure = stale ?? (await gapIn(archive));
  // All was read: a batch may list what was anchored elsewhere too, and only a list that is none hides anything.
  if (failure === undefined)
    return { issues, batches: batches.filter(({ count, unknown }) => unknown === count), more: 0 };
  const labels = new Set(known.issues.map(({ label }) => label));
  const named = new Set(issues.map(({ label }) => label).filter((label) => !labels.has(label)));
  const more = batches.reduce((sum, { unknown }) => sum + unknown, named.size);
  return { issues, batches, more, failure };
}

/** The same, without going through a history that the catalogue knows whole. */
export async function unreadIn(
  { id, isRead }: PublicationSummary,
  archive: Archive,
  stale: ColophonError | undefined,
): Promise<Unread> {
  if (isRead) return NOTHING;
  return unreadOf({ entries: await archive.entries(id), issues: await archive.issues(id) }, archive, stale);
}

/** The publication whose history names an issue by its digest, and its entries; undefined where none does. */
export async function historyNaming(
  digest: Digest,
  archive: Archive,
): Promise<
  { readonly publication: PublicationSummary; readonly entries: readonly LocatedEntry[] } | undefined
> {
  for (const publication of await archive.publications()) {
    const entries = await archive.entries(publication.id);
    const names = ({ entry }: LocatedEntry) =>
      (entry.kind === "anchored" || entry.kind === "revised" || entry.kind === "extracted") &&
      entry.digest === digest;
    if (entries.some(names)) return { publication, entries };
  }
  return undefined;
}

function unreadIssues({ entries, issues }: Known): readonly UnreadIssue[] {
  const known = new Set(issues.map(({ manifest }) => manifest));
  return entries.flatMap(({ entry }) => {
    if (entry.kind !== "anchored" && entry.kind !== "revised" && entry.kind !== "extracted") return [];
    const { number, time, label, digest, kind } = entry;
    return known.has(digest) ? [] : [{ entry: number, time, label, digest, isRevision: kind === "revised" }];
  });
}

function unreadBatches({ entries, issues }: Known, named: readonly UnreadIssue[]): readonly UnreadBatch[] {
  const known = Map.groupBy(issues, ({ entry }) => entry);
  const unnamed = new Set(named.map(({ digest }) => digest));
  const rootsNamed = entries.flatMap(({ entry }) =>
    entry.kind === "extracted" && unnamed.has(entry.digest) ? [entry.root] : [],
  );
  return entries.flatMap(({ entry }) => {
    if (entry.kind !== "batch-anchored") return [];
    const { number, time, list, count, root } = entry;
    const extracted = rootsNamed.filter((one) => one === root).length;
    const unknown = count - (known.get(number)?.length ?? 0) - extracted;
    return unknown > 0 ? [{ entry: number, time, list, count, unknown }] : [];
  });
}

/** Why anything of the archive could not be read; undefined when all could. */
async function gapIn(archive: Archive): Promise<ColophonError | undefined> {
  try {
    await archive.files(ZERO_DIGEST);
    return undefined;
  } catch (error) {
    return discreet(asFailure(error));
  }
}
