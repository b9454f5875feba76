import { fail } from "../errors/error.ts";

/** How long a signature is to count: for a time from signing on, or until a moment (Unix seconds). */
export type Term =
  { readonly kind: "for"; readonly seconds: number } | { readonly kind: "until"; readonly time: number };

const SECONDS = { m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
const DURATION = /^([1-9][0-9]{0,4})([mhdw])$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;

/**
 * `7d` is 604,800 seconds; `2026-12-01` is until the end of that day (UTC), `2026-12-01T12:00:00Z` until that second.
 *
 * @throws USAGE_INVALID
 */
export function parseTerm(text: string): Term {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count !== undefined && unit !== undefined)
    return { kind: "for", seconds: Number(count) * SECONDS[unit as keyof typeof SECONDS] };
  const [moment, clock] = MOMENT.exec(text) ?? [];
  const time = momentOf(clock === undefined ? `${moment}T23:59:59Z` : text);
  if (time === undefined)
    return fail("USAGE_INVALID", {
      problem: `A deadline is a time from now (30m, 12h, 7d, 2w) or a date (2026-12-01); got ${text}`,
    });
  return { kind: "until", time };
}

/** Undefined for a day that the calendar does not have. */
function momentOf(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  const shown = new Date(milliseconds).toISOString().replace(".000Z", "Z");
  return shown === text ? milliseconds / 1000 : undefined;
}
