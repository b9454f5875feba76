import { type ClaimedDate, endOfClaimedDate, startOfClaimedDate } from "../core/date.ts";
import { ZERO_DIGEST } from "../core/digest.ts";
import type { Entry } from "../core/history/entry.ts";
import { counted } from "../core/plural.ts";

/** What an auditor will want to know, and what is no fault. */
export const REMARKS = [
  "dated-later",
  "anchored-late",
  "notice-unreasoned",
  "owner-changed",
  "profile-changed",
  "writers-changed",
  "domain-unconfirmed",
  "domain-other",
] as const;

export type RemarkKind = (typeof REMARKS)[number];

export interface Remark {
  readonly remark: RemarkKind;
  /** One sentence. */
  readonly says: string;
  /** Of how many entries, or issues, it is said. */
  readonly count: number;
  /** Numbers of their entries, the first ones where there are many; none where it is about no entry. */
  readonly entries: readonly number[];
}

/** A revision with the date that its manifest claims. */
export interface Dated {
  readonly label: string;
  readonly entry: number;
  /** Unix seconds. */
  readonly time: number;
  readonly date: ClaimedDate;
}

/** A later profile, and what is another in it than in the one before: one sentence. */
export interface ProfileChange {
  readonly entry: number;
  readonly says: string;
}

const DAY = 86_400;
/** Publishers have their own time zone, and it is a day ahead of UTC somewhere. */
const ZONES = DAY;
export const LATE_AFTER = 30 * DAY;
const MOST_NAMED = 20;
const MOST_LABELS = 5;

/**
 * What a sound history still makes one ask about: dates that do not fit, notices without a reason, changes of who may
 * speak for the publication. Entries and issues are shown to it one by one, and of many only a few are named.
 */
export class Remarks {
  readonly #lateAfter: number;
  readonly #ahead = new Tally();
  readonly #late = new Tally();
  readonly #mute = new Tally();
  readonly #owners = new Tally();
  readonly #profiles = new Tally();
  readonly #writers = new Tally();
  readonly #changes: string[] = [];

  /** In seconds. */
  constructor(lateAfter: number) {
    this.#lateAfter = lateAfter;
  }

  entry(entry: Entry): void {
    const { kind, number } = entry;
    if (kind === "notice" && entry.reason === ZERO_DIGEST) this.#mute.add(number);
    if (kind === "transferred") this.#owners.add(number);
    if (kind === "profile-set") this.#profiles.add(number);
    if (kind === "publisher-granted" || kind === "publisher-revoked") this.#writers.add(number);
  }

  /** What is another in a later profile than in the one before. */
  profileChange({ says }: ProfileChange): void {
    this.#changes.push(says);
  }

  issue({ label, entry, time, date }: Dated): void {
    if (time - endOfClaimedDate(date) > this.#lateAfter) this.#late.add(entry, label);
    if (startOfClaimedDate(date) - time > ZONES) this.#ahead.add(entry, label);
  }

  all(): readonly Remark[] {
    const [ahead, late] = [this.#ahead, this.#late];
    const days = Math.round(this.#lateAfter / DAY);
    return [
      ahead.remark(
        "dated-later",
        (n) =>
          `${issues(n)} anchored before the date that ${n === 1 ? "it bears" : "they bear"}: ${ahead.labels()}.`,
      ),
      late.remark(
        "anchored-late",
        (n) =>
          `${issues(n)} anchored more than ${counted(days, "day")} after the date that ${n === 1 ? "it bears" : "they bear"}: ${late.labels()}. When ${n === 1 ? "it was" : "they were"} published is the publisher's word.`,
      ),
      this.#mute.remark(
        "notice-unreasoned",
        (n) => `${counted(n, "notice")} ${n === 1 ? "gives" : "give"} no reason.`,
      ),
      this.#owners.remark("owner-changed", (n) => `The owner changed ${times(n)}.`),
      this.#profiles.remark("profile-changed", (n) =>
        [`The profile (title, domain) changed ${times(n)}.`, ...this.#changes].join(" "),
      ),
      this.#writers.remark("writers-changed", (n) => `Who may publish changed ${times(n)}.`),
    ].filter(({ count }) => count > 0);
  }
}

/** Counts, and keeps the first few. */
class Tally {
  #count = 0;
  readonly #entries: number[] = [];
  readonly #labels: string[] = [];

  add(entry: number, label?: string): void {
    this.#count += 1;
    if (this.#entries.length < MOST_NAMED && !this.#entries.includes(entry)) this.#entries.push(entry);
    if (label !== undefined && this.#labels.length < MOST_LABELS) this.#labels.push(label);
  }

  labels(): string {
    const more = this.#count - this.#labels.length;
    return more > 0 ? `${this.#labels.join(", ")} and ${more} more` : this.#labels.join(", ");
  }

  remark(remark: RemarkKind, says: (count: number) => string): Remark {
    return { remark, says: says(this.#count), count: this.#count, entries: this.#entries };
  }
}

function issues(count: number): string {
  return `${counted(count, "issue")} ${count === 1 ? "was" : "were"}`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
