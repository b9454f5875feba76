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

/** The first second (Unix time) that the claimed date covers: `2019` begins on 2019-01-01 at 00:00:00 UTC. */
export function startOfClaimedDate(date: ClaimedDate): number {
  const [, year = "", month = "01", day = "01", hour = "00", minute = "00", second = "00"] =
    DATE.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
}

/** The first second after what the claimed date covers: `2019-11` ends where December begins. */
export function endOfClaimedDate(date: ClaimedDate): number {
  const [, year = "", month, day, hour] = DATE.exec(date) ?? [];
  const start = startOfClaimedDate(date);
  if (hour !== undefined) return start + 1;
  if (day !== undefined) return start + DAY;
  if (month !== undefined) return new Date(start * 1000).setUTCMonth(Number(month)) / 1000;
  return new Date(start * 1000).setUTCFullYear(Number(year) + 1) / 1000;
}

const DAY = 86_400;
