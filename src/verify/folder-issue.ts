import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { Placement } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import { manifestOf } from "./answer.ts";
import { compareFolder } from "./compare.ts";
import type { IsAsked } from "./copies.ts";
import type { HeldFile, IssueEvidence } from "./evidence.ts";
import type { Witness } from "./witness.ts";

/** How many issues a folder is held against when as much of it stands in each. */
const MOST_CANDIDATES = 8;

interface Choosing {
  readonly witness: Witness;
  readonly sha256: Sha256;
  readonly label?: Label;
}

/**
 * The issue that a folder is a copy of: the one that most of its files stand in. Where several hold as many, the one
 * that it differs from least: a correction that only added a file must not make the first revision look incomplete.
 * When the reader has named an issue, it is one of that name, unless the folder is an intact copy of another.
 */
export async function folderIssue(
  files: readonly HeldFile[],
  placements: readonly Placement[],
  choosing: Choosing,
): Promise<IssueEvidence | undefined> {
  const { label } = choosing;
  const wanted = placements.filter((placement) => label === undefined || placement.label === label);
  const candidates = mostVoted(wanted);
  const named = await leastDifferentOf(
    candidates.length > 0 ? candidates : await otherCandidates(files, choosing),
    files,
    choosing,
  );
  // Of the named issue an unread manifest may be the folder's own.
  if (label === undefined || named?.differences === 0 || named?.differences === Infinity) return named?.issue;
  const elsewhere = await leastDifferentOf(mostVoted(placements), files, choosing);
  return elsewhere?.differences === 0 ? elsewhere.issue : named?.issue;
}

async function leastDifferentOf(
  candidates: readonly Digest[],
  files: readonly HeldFile[],
  { witness, sha256 }: Choosing,
): Promise<Measured | undefined> {
  const issues: IssueEvidence[] = [];
  const mine = new Set(files.map((file) => file.sha256));
  // Of several that it may be, none is read back.
  const isAsked: IsAsked | undefined = candidates.length === 1 ? (file) => mine.has(file.sha256) : undefined;
  for (const digest of candidates) issues.push(await witness.issue(digest, isAsked));
  return leastDifferent(issues, files, sha256);
}

/** The later revision first. */
function mostVoted(placements: readonly Placement[]): readonly Digest[] {
  const votes = new Map<Digest, { count: number; revision: number }>();
  for (const { manifest, revision } of placements)
    votes.set(manifest, { count: (votes.get(manifest)?.count ?? 0) + 1, revision });
  const most = Math.max(0, ...[...votes.values()].map(({ count }) => count));
  return [...votes]
    .filter(([, { count }]) => count === most)
    .toSorted(([, a], [, b]) => b.revision - a.revision)
    .slice(0, MOST_CANDIDATES)
    .map(([digest]) => digest);
}

/** When every file was altered, the reader's word, or names and sizes, still point to the issue. */
async function otherCandidates(
  files: readonly HeldFile[],
  { witness, label }: Choosing,
): Promise<readonly Digest[]> {
  if (label !== undefined) return (await witness.labelled(label)).slice(0, MOST_CANDIDATES);
  const votes = new Map<Digest, number>();
  for (const file of files.slice(0, MOST_CANDIDATES))
    for (const near of await witness.similar(file.path, file.size))
      if (near.path === file.path && near.size === file.size)
        votes.set(near.manifest, (votes.get(near.manifest) ?? 0) + 1);
  const best = [...votes].toSorted(([, a], [, b]) => b - a)[0];
  return best === undefined ? [] : [best[0]];
}

interface Measured {
  readonly issue: IssueEvidence;
  /** Infinity when its manifest cannot be read. */
  readonly differences: number;
}

/** An issue whose manifest cannot be read comes last: the judge says so when there is no other. */
function leastDifferent(
  issues: readonly IssueEvidence[],
  files: readonly HeldFile[],
  sha256: Sha256,
): Measured | undefined {
  const measured = issues.map((issue) => {
    const manifest = manifestOf(issue, sha256);
    if (manifest === undefined) return { issue, differences: Infinity };
    const { different, missing, extra } = compareFolder(files, manifest.files);
    return { issue, differences: different.length + missing.length + extra.length };
  });
  const unread = measured.find(({ differences }) => differences === Infinity);
  const best = measured.toSorted((a, b) => a.differences - b.differences)[0];
  // The one that cannot be read may be the very one: "altered" must not be said of its copy.
  return unread !== undefined && best?.differences !== 0 ? unread : best;
}
