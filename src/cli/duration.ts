import { fail } from "../core/errors/error.ts";

const SECOND = 1000;
const UNITS: Readonly<Record<string, number>> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 86_400 * SECOND,
  w: 7 * 86_400 * SECOND,
};

const DURATION = /^([1-9][0-9]{0,5})([smhdw])$/;

export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** `parseDuration("12h", "--deadline")` is 43200000, in milliseconds. @throws USAGE_INVALID */
export function parseDuration(text: string, option: string): number {
  const [, count = "", unit = ""] = DURATION.exec(text) ?? [];
  const length = UNITS[unit];
  if (length === undefined)
    fail("USAGE_INVALID", { problem: `${option} is a duration such as 30s, 5m, 12h or 7d; got ${text}` });
  return Number(count) * length;
}
