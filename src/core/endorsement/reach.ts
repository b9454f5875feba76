import type { Bytes32, Digest } from "../digest.ts";
import type { Entry } from "../history/entry.ts";

/** An issue as a registry's record has it. */
export interface Recorded {
  /** Of its manifest. */
  readonly digest: Digest;
  /** The number of the entry that anchored it: its own, or that of its batch. */
  readonly entry: number;
  /** Of the batch that is known to hold it. */
  readonly root?: Bytes32;
}

/**
 * How far an endorsement has to reach to vouch for an issue and for how it stands: the number of the last entry that is
 * about it, be it the one that anchored it, a later revision, or a notice on any of those. `history` is in order and
 * without gaps, from that entry or an earlier one on. Undefined when the entry that the record names is not in it, or
 * anchors something else: then no head over this history says anything of the issue.
 */
export function lastEntryAbout(history: readonly Entry[], issue: Recorded): number | undefined {
  const at = issue.entry - (history[0]?.number ?? 1);
  const own = history[at];
  const later = history.slice(at + 1);
  if (own?.number !== issue.entry || !isAnchoredBy(own, issue, later)) return undefined;
  const revisions = new Set([issue.digest]);
  let last = own.number;
  for (const entry of later) {
    if (entry.kind === "revised" && revisions.has(entry.supersedes)) revisions.add(entry.digest);
    else if (entry.kind !== "notice" || !revisions.has(entry.digest)) continue;
    last = entry.number;
  }
  return last;
}

/** The registry itself has followed the path from an issue to the batch that it was extracted from. */
function isAnchoredBy(own: Entry, { digest, root }: Recorded, later: readonly Entry[]): boolean {
  if (own.kind === "anchored" || own.kind === "revised") return own.digest === digest;
  if (own.kind !== "batch-anchored") return false;
  if (own.root === root) return true;
  return later.some(
    (entry) => entry.kind === "extracted" && entry.digest === digest && entry.root === own.root,
  );
}
