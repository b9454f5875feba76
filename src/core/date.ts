import type { Tagged } from "./tagged.ts";

/**
 * A date as finely as it is known, after ISO 8601: `2019`, `2019-11`, `2019-11-26` or, in UTC to the second,
 * `2019-11-26T07:30:00Z`.
 */
export type ClaimedDate = Tagged<string, "ClaimedDate">;

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})Z)?)?)?$/;

/** True for a date that the calendar has: `2019-02-30` is none. */
export function isClaimedDate(text: string): text is ClaimedDate {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [, year = "", month = "01", day = "01", hour = "00", minute = "00", second = "00"] = match;
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const parsed = Date.parse(instant);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString() === instant;
}

/** The last second (Unix time) that the claimed date covers: `2019-11-26` ends at 23:59:59 UTC. */
export function endOfClaimedDate(date: ClaimedDate): number {
  const match = DATE.exec(date);
  const [, year, month, day, hour] = match ?? [];
  if (hour !== undefined) return Date.parse(date) / 1000;
  const next =
    day !== undefined
      ? Date.UTC(Number(year), Number(month) - 1, Number(day) + 1)
      : month !== undefined
        ? Date.UTC(Number(year), Number(month), 1)
        : Date.UTC(Number(year) + 1, 0, 1);
  return next / 1000 - 1;
}
