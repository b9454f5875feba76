import { type BatchFinder, batchesOf } from "../core/batch/finder.ts";
import type { Digest } from "../core/digest.ts";
import { asFailure, type ColophonError, fail } from "../core/errors/error.ts";
import type { Entry } from "../core/history/entry.ts";
import { issuesOf, type ListedIssue } from "../core/history/issues.ts";
import { recordsOf } from "../core/history/records.ts";
import { isLabel, type Label } from "../core/label.ts";
import type { PublicationRef } from "../core/publication.ts";

/** One revision of an issue, as the history tells of it. */
export interface Exportable {
  readonly label: Label;
  readonly digest: Digest;
  readonly revision: number;
  /** Unix seconds. */
  readonly anchoredAt: number;
  /** Of the publication, as it stood when it was anchored. */
  readonly profile: Digest | undefined;
}

export interface Exportables {
  /** Every revision of every issue, the earliest entry first. */
  readonly issues: readonly Exportable[];
  readonly standing: ReadonlyMap<Label, Digest>;
  /** Why the lists of some batches could not be read: their issues are not known. */
  readonly unread: readonly ColophonError[];
}

/** All that a publication ever anchored. What its batches hold, their lists tell. */
export async function exportables(
  publication: PublicationRef,
  entries: readonly Entry[],
  batches: Pick<BatchFinder, "verified">,
): Promise<Exportables> {
  const lists = new Map<Digest, Iterable<ListedIssue>>();
  const unread: ColophonError[] = [];
  for (const batch of batchesOf(publication, entries)) {
    try {
      lists.set(batch.list, (await batches.verified(batch)).issues);
    } catch (error) {
      unread.push(asFailure(error));
    }
  }
  const { first, standing } = issuesOf(entries, lists);
  const revised = [...recordsOf(entries).records.values()].filter(({ kind }) => kind === "revised");
  const found = [...first.map((issue) => ({ ...issue, revision: 1 })), ...revised];
  const profileAt = profiles(entries);
  const issues = found
    .sort((a, b) => a.entry - b.entry)
    .map(({ label, digest, revision, time, entry }) => ({
      ...{ label, digest, revision, anchoredAt: time },
      profile: profileAt(entry),
    }));
  return { issues, standing, unread };
}

/**
 * The issue with this digest, or the revision that stands under this label.
 *
 * @throws LABEL_UNKNOWN | DIGEST_UNKNOWN; why a list could not be read, when it may be in that one
 */
export function exportableNamed(
  named: Label | Digest,
  { issues, standing, unread }: Exportables,
  { id }: Pick<PublicationRef, "id">,
): Exportable {
  // A digest is of the form of a label, and 64 hexadecimal digits are no label that a person would give.
  const digest = issues.some((issue) => issue.digest === named) ? named : standing.get(named as Label);
  const found = issues.find((issue) => issue.digest === digest);
  if (found !== undefined) return found;
  const [failed] = unread;
  if (failed !== undefined) throw failed;
  return /^[0-9a-f]{64}$/.test(named) || !isLabel(named)
    ? fail("DIGEST_UNKNOWN", { id, digest: named })
    : fail("LABEL_UNKNOWN", { id, label: named });
}

/** Which profile stood at an entry. */
function profiles(entries: readonly Entry[]): (entry: number) => Digest | undefined {
  const set = entries.flatMap((entry) =>
    entry.kind === "registered" || entry.kind === "profile-set" ? [entry] : [],
  );
  return (entry) => set.findLast(({ number }) => number <= entry)?.profile;
}
