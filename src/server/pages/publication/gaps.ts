import { startOfClaimedDate, isClaimedDate } from "../../../core/date.ts";
import type { CataloguedIssue } from "../../../core/ports.ts";

const DAY = 86_400;
/** A number with more digits counts nothing. */
const NUMBER = /^\d{1,9}$/;
/** "202411", "20241126": after a December comes no thirteenth month, and nothing is missing. */
const MONTH_OR_DAY = /^(1[5-9]|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?$/;
const MOST_RANGES = 12;

export interface Numbering {
  readonly from: string;
  readonly to: string;
  /** Numbers in between that no issue has: `["43", "45–47"]`, at most twelve of them. */
  readonly missing: readonly string[];
  /** How many more there are of these stretches. */
  readonly more: number;
}

/** Which numbers no issue has; undefined when the labels are not all numbers that count, or too few to tell. */
export function numberingOf(labels: readonly string[]): Numbering | undefined {
  if (labels.length < 2 || !labels.every((label) => NUMBER.test(label))) return undefined;
  if (labels.every((label) => MONTH_OR_DAY.test(label))) return undefined;
  const numbers = [...new Set(labels.map(Number))].toSorted((a, b) => a - b);
  const missing = numbers.flatMap((number, i) => {
    const before = numbers[i - 1];
    if (before === undefined || number === before + 1) return [];
    return number === before + 2 ? [`${before + 1}`] : [`${before + 1}–${number - 1}`];
  });
  return {
    from: String(numbers[0]),
    to: String(numbers.at(-1)),
    missing: missing.slice(0, MOST_RANGES),
    more: Math.max(0, missing.length - MOST_RANGES),
  };
}

export interface Pause {
  readonly before: CataloguedIssue;
  readonly after: CataloguedIssue;
  readonly days: number;
  /** The median between one issue and the next. */
  readonly usual: number;
}

const FEWEST = 4;
const LONG = 2.5;
const MOST_PAUSES = 3;

/** The longest times without an issue, by the dates that publishers claim: those of more than 2.5 times the median. */
export function pausesOf(issues: readonly CataloguedIssue[]): readonly Pause[] {
  const dated = issues
    .flatMap((issue) => (isToTheDay(issue) ? [{ issue, at: claimedDay(issue) }] : []))
    .toSorted((a, b) => a.at - b.at);
  if (dated.length < FEWEST) return [];
  const steps = dated.flatMap(({ issue, at }, i) => {
    const before = dated[i - 1];
    return before === undefined ? [] : [{ before: before.issue, after: issue, days: at - before.at }];
  });
  const usual = medianOf(steps.map(({ days }) => days));
  return steps
    .filter(({ days }) => usual > 0 && days > LONG * usual)
    .toSorted((a, b) => b.days - a.days)
    .slice(0, MOST_PAUSES)
    .map((step) => ({ ...step, usual }));
}

export interface Spread {
  /** Whole days from the claimed date to the anchoring, the fewest and the most of all. */
  readonly shortest: number;
  readonly longest: number;
  /** Labels of what was anchored before the date that it bears. */
  readonly early: readonly string[];
}

/** How far claimed and anchored dates are apart, of the issues whose date is known to the day. */
export function spreadOf(issues: readonly CataloguedIssue[]): Spread | undefined {
  const late: number[] = [];
  const early: string[] = [];
  for (const issue of issues.filter(isToTheDay)) {
    const days = Math.floor(issue.time / DAY) - claimedDay(issue);
    if (days < 0) early.push(issue.label);
    else late.push(days);
  }
  if (late.length + early.length === 0) return undefined;
  const ordered = late.toSorted((a, b) => a - b);
  return { shortest: ordered[0] ?? 0, longest: ordered.at(-1) ?? 0, early };
}

/** When the date that an issue bears begins, in Unix seconds; undefined when it bears none. */
export function claimedStart({ date }: Pick<CataloguedIssue, "date">): number | undefined {
  return date !== undefined && isClaimedDate(date) ? startOfClaimedDate(date) : undefined;
}

function isToTheDay({ date }: CataloguedIssue): boolean {
  return date !== undefined && date.length >= "2019-11-26".length && isClaimedDate(date);
}

function claimedDay(issue: CataloguedIssue): number {
  return Math.floor((claimedStart(issue) ?? 0) / DAY);
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
