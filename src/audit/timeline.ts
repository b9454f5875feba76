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

/** Revisions that a timeline has no room for, by the year (UTC) in which they were anchored. */
export interface TimelineYear {
  readonly year: number;
  readonly revisions: number;
}

export interface TimelineReport {
  /** The newest revisions, in the order of the history. */
  readonly timeline: readonly TimelineItem[];
  /** Those before them; absent where there are none. */
  readonly timelineBefore?: readonly TimelineYear[];
}

/** In all timelines of a report together: people read no more, and programs have the mirror. */
const MOST_ITEMS = 5000;
const LEAST_ITEMS = 20;

/** How many items a report of so many publications has room for in each of their timelines. */
export function timelineRoom(publications: number): number {
  return Math.max(LEAST_ITEMS, Math.floor(MOST_ITEMS / publications));
}

type Placed = Omit<TimelineItem, "notices">;

/** Gathers the newest revisions, and counts the others. */
export class TimelineDraft {
  readonly #room: number;
  /** How many are still to come of each run. */
  readonly #left: number[];
  readonly #years = new Map<number, number>();
  readonly #newest: Placed[] = [];

  /** Revisions come in runs of so many, each in the order of the history. */
  constructor(room: number, runs: Iterable<number>) {
    this.#room = room;
    this.#left = [...runs];
  }

  take({ label, digest, revision, entry, time, kind }: Anchored, said: SaidOfIssue | undefined): void {
    const run = this.#left.findIndex((left) => left > 0);
    const left = (this.#left[run] ?? 0) - 1;
    this.#left[run] = left;
    // Of a million revisions nothing is made that would be thrown away.
    if (left >= this.#room) return this.#count(time);
    const batched = kind === "batched";
    this.#newest.push({ label, digest, revision, entry, anchoredAt: time, batched, ...said });
  }

  /** With the notices that the history has on them. */
  finish(history: Iterable<Entry>): TimelineReport {
    const sorted = this.#newest.sort((a, b) => a.entry - b.entry || (a.label < b.label ? -1 : 1));
    const earlier = Math.max(0, sorted.length - this.#room);
    for (const { anchoredAt } of sorted.splice(0, earlier)) this.#count(anchoredAt);
    const notices = new Map<Digest, TimelineItem["notices"][number][]>();
    for (const { digest } of sorted) notices.set(digest, []);
    for (const entry of history)
      if (entry.kind === "notice")
        notices.get(entry.digest)?.push({ kind: entry.notice, entry: entry.number, time: entry.time });
    const timeline = sorted.map((item) => ({ ...item, notices: notices.get(item.digest) ?? [] }));
    if (this.#years.size === 0) return { timeline };
    const years = [...this.#years].map(([year, revisions]) => ({ year, revisions }));
    return { timeline, timelineBefore: years.sort((a, b) => a.year - b.year) };
  }

  #count(anchoredAt: number): void {
    const year = new Date(anchoredAt * 1000).getUTCFullYear();
    this.#years.set(year, (this.#years.get(year) ?? 0) + 1);
  }
}
