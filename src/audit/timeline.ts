import type { ClaimedDate } from "../core/date.ts";
import type { Digest } from "../core/digest.ts";
import type { Entry, NoticeKind } from "../core/history/entry.ts";
import type { Label } from "../core/label.ts";
import type { Anchored, SaidOfIssue } from "./anchored.ts";

/** One revision of an issue, when it was anchored, and what its manifest says of it. */
export interface TimelineItem {
  readonly label: Label;
  readonly digest: Digest;
  readonly revision: number;
  /** Number and time (Unix seconds) of its entry. */
  readonly entry: number;
  readonly anchoredAt: number;
  /** It came in a batch. */
  readonly batched: boolean;
  /** Absent where no manifest could be read. */
  readonly title?: string;
  /** As its publisher claims. */
  readonly date?: ClaimedDate;
  readonly notices: readonly { readonly kind: NoticeKind; readonly entry: number; readonly time: number }[];
}

/** Every revision in the order of the history. Pure. */
export function timelineOf(
  history: readonly Entry[],
  anchored: readonly Anchored[],
  said: ReadonlyMap<Digest, SaidOfIssue>,
): readonly TimelineItem[] {
  const notices = new Map<Digest, TimelineItem["notices"][number][]>();
  for (const entry of history) {
    if (entry.kind !== "notice") continue;
    const known = notices.get(entry.digest) ?? [];
    known.push({ kind: entry.notice, entry: entry.number, time: entry.time });
    notices.set(entry.digest, known);
  }
  return anchored
    .map(({ label, digest, revision, entry, time, kind }) => ({
      ...{ label, digest, revision, entry, anchoredAt: time, batched: kind === "batched" },
      ...said.get(digest),
      notices: notices.get(digest) ?? [],
    }))
    .sort((a, b) => a.entry - b.entry || (a.label < b.label ? -1 : 1));
}
