import { type ClaimedDate, endOfClaimedDate, startOfClaimedDate } from "../core/date.ts";
import { type Digest, ZERO_DIGEST } from "../core/digest.ts";
import type { Entry } from "../core/history/entry.ts";
import { counted } from "../core/plural.ts";
import type { Anchored, SaidOfIssue } from "./anchored.ts";

/** What an auditor will want to know, and what is no fault. */
export const REMARKS = [
  "dated-later",
  "anchored-late",
  "notice-unreasoned",
  "owner-changed",
  "profile-changed",
  "writers-changed",
] as const;

export type RemarkKind = (typeof REMARKS)[number];

export interface Remark {
  readonly remark: RemarkKind;
  /** One sentence. */
  readonly says: string;
  /** Of how many entries, or issues, it is said. */
  readonly count: number;
  /** Numbers of their entries, the first ones where there are many. */
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

const DAY = 86_400;
/** Publishers have their own time zone, and it is a day ahead of UTC somewhere. */
const ZONES = DAY;
export const LATE_AFTER = 30 * DAY;
const MOST_NAMED = 20;
const MOST_LABELS = 5;

export function datedOf(
  anchored: readonly Anchored[],
  said: ReadonlyMap<Digest, SaidOfIssue>,
): readonly Dated[] {
  return anchored.flatMap(({ label, entry, time, digest, revision }) => {
    const date = said.get(digest)?.date;
    // A later revision keeps the date of its issue.
    return date === undefined || revision > 1 ? [] : [{ label, entry, time, date }];
  });
}

/**
 * What a sound history still makes one ask about: dates that do not fit, notices without a reason, changes of who may
 * speak for the publication. `lateAfter` is in seconds. Pure.
 */
export function remarksOf(
  history: readonly Entry[],
  dated: readonly Dated[],
  lateAfter: number,
): readonly Remark[] {
  const late = dated.filter(({ time, date }) => time - endOfClaimedDate(date) > lateAfter);
  const ahead = dated.filter(({ time, date }) => startOfClaimedDate(date) - time > ZONES);
  const mute = history.filter((entry) => entry.kind === "notice" && entry.reason === ZERO_DIGEST);
  const owners = history.filter(({ kind }) => kind === "transferred");
  const profiles = history.filter(({ kind }) => kind === "profile-set");
  const writers = history.filter(({ kind }) => kind === "publisher-granted" || kind === "publisher-revoked");
  const days = Math.round(lateAfter / DAY);
  return [
    of(
      "dated-later",
      ahead,
      (n) =>
        `${issues(n)} anchored before the date that ${n === 1 ? "it bears" : "they bear"}: ${labels(ahead)}.`,
    ),
    of(
      "anchored-late",
      late,
      (n) =>
        `${issues(n)} anchored more than ${counted(days, "day")} after the date that ${n === 1 ? "it bears" : "they bear"}: ${labels(late)}. When ${n === 1 ? "it was" : "they were"} published is the publisher's word.`,
    ),
    of(
      "notice-unreasoned",
      numbered(mute),
      (n) => `${counted(n, "notice")} ${n === 1 ? "gives" : "give"} no reason.`,
    ),
    of("owner-changed", numbered(owners), (n) => `The owner changed ${times(n)}.`),
    of("profile-changed", numbered(profiles), (n) => `The profile (title, domain) changed ${times(n)}.`),
    of("writers-changed", numbered(writers), (n) => `Who may publish changed ${times(n)}.`),
  ].filter(({ count }) => count > 0);
}

function of(
  remark: RemarkKind,
  found: readonly { readonly entry: number }[],
  says: (count: number) => string,
): Remark {
  const entries = [...new Set(found.map(({ entry }) => entry))].slice(0, MOST_NAMED);
  return { remark, says: says(found.length), count: found.length, entries };
}

function numbered(entries: readonly Entry[]): readonly { readonly entry: number }[] {
  return entries.map(({ number }) => ({ entry: number }));
}

function labels(dated: readonly Dated[]): string {
  const named = dated.slice(0, MOST_LABELS).map(({ label }) => label);
  const more = dated.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
}

function issues(count: number): string {
  return `${counted(count, "issue")} ${count === 1 ? "was" : "were"}`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
