import { type ClaimedDate, isClaimedDate } from "../../core/date.ts";

/** ISO 8601 and what programs make of it: `2019-11-26 07:30`, `2019/11/26`, `2019-11-26T07:30:00.000+01:00`. */
const ISO =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/;
/** RFC 5322 section 3.3 and RFC 822: `Tue, 26 Nov 2019 07:30:00 +0100 (CET)`. */
const MAIL =
  /^(?:[A-Za-z]{3,9}\s*,?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{2,4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Za-z]{1,4})?)?\s*(?:\([^()]*\))?$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
// RFC 822 section 5.1; other names of zones mean different offsets in different countries.
const ZONES: Readonly<Record<string, string>> = {
  z: "+0000",
  utc: "+0000",
  ut: "+0000",
  gmt: "+0000",
  est: "-0500",
  edt: "-0400",
  cst: "-0600",
  cdt: "-0500",
  mst: "-0700",
  mdt: "-0600",
  pst: "-0800",
  pdt: "-0700",
};

export interface ReadDate {
  readonly date: ClaimedDate;
  /** The calendar day as the source writes it, in its own zone; absent when it names none. */
  readonly day?: string;
}

/**
 * A date as a source writes it, as finely as it is known: a time with a zone becomes UTC to the second, a time without
 * a zone only its day. Undefined for anything else: no date is guessed.
 *
 * `readDate("Tue, 26 Nov 2019 23:30:00 -0800")` is `{ date: "2019-11-27T07:30:00Z", day: "2019-11-26" }`.
 */
export function readDate(text: string): ReadDate | undefined {
  const said = text.trim();
  if (said.length > 100) return undefined;
  if (/^\d{4}(-\d{2})?$/.test(said)) return isClaimedDate(said) ? { date: said } : undefined;
  return isoDate(said) ?? mailDate(said);
}

function isoDate(said: string): ReadDate | undefined {
  const match = ISO.exec(said);
  if (match === null) return undefined;
  const [, year = "", month = "", day = "", hour, minute, second, zone] = match;
  return dated({ year, month, day }, hour === undefined ? undefined : { hour, minute, second, zone });
}

function mailDate(said: string): ReadDate | undefined {
  const match = MAIL.exec(said);
  if (match === null) return undefined;
  const [, day = "", name = "", year = "", hour, minute, second, zone] = match;
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  if (month === 0) return undefined;
  const parts = { year: fullYear(year), month: String(month), day };
  return dated(parts, hour === undefined ? undefined : { hour, minute, second, zone });
}

/** RFC 5322 section 4.3: two digits below 50 are of this century, three digits count from 1900. */
function fullYear(year: string): string {
  if (year.length === 4) return year;
  return String(Number(year) + (year.length === 2 && Number(year) < 50 ? 2000 : 1900));
}

interface Day {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

interface Time {
  readonly hour: string;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  readonly zone: string | undefined;
}

function dated({ year, month, day }: Day, time: Time | undefined): ReadDate | undefined {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isClaimedDate(date)) return undefined;
  if (time === undefined) return { date, day: date };
  const clock = `${time.hour.padStart(2, "0")}:${time.minute ?? "00"}:${time.second ?? "00"}`;
  // A leap second has no second of its own in Unix time; the day is all that is certain.
  const local = `${date}T${clock}Z`;
  if (!isClaimedDate(local)) return { date, day: date };
  const offset = offsetMinutes(time.zone);
  if (offset === undefined) return { date, day: date };
  const instant = new Date(Date.parse(local) - offset * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
  return isClaimedDate(instant) ? { date: instant, day: date } : { date, day: date };
}

function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const numeric = ZONES[zone.toLowerCase()] ?? zone;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(numeric);
  if (match === null) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? "0");
  // No place on Earth is further from Greenwich than 14 hours.
  return minutes > 14 * 60 ? undefined : match[1] === "-" ? -minutes : minutes;
}
