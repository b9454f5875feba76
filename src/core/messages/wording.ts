import { isClaimedDate } from "../date.ts";
import type { Language } from "./language.ts";

/** Of a noun that is counted; what is left out is as `other`. Chinese has `other` alone. */
export interface Forms {
  readonly one?: string;
  readonly other: string;
}

/** `plural(2, { one: "# file", other: "# files" }, "en")` is "2 files": the number takes the place of the `#`. */
export function plural(count: number, forms: Forms, language: Language): string {
  const rule = new Intl.PluralRules(language).select(count);
  const form = rule === "one" ? (forms.one ?? forms.other) : forms.other;
  return form.replace("#", new Intl.NumberFormat(language).format(count));
}

// British English: the day before the month, as in the project's own words.
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", "zh-Hans": "zh-Hans" };

const DAY = { year: "numeric", month: "long", day: "numeric" } as const;

/** A block's time, which is known no finer: "26 November 2019, 08:15 UTC", "2019年11月26日 08:15 UTC". */
export function timeWords(seconds: number, language: Language): string {
  const at = new Date(seconds * 1000);
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  return `${dayWords(seconds, language)}${language === "en" ? "," : ""} ${clock.format(at)} UTC`;
}

/** The same without the time of day. */
export function dayWords(seconds: number, language: Language): string {
  return written(new Date(seconds * 1000), DAY, language);
}

/** A claimed date as finely as it is known: "2019-11" is "November 2019". What is no date is left as it is. */
export function claimedWords(date: string, language: Language): string {
  if (!isClaimedDate(date)) return date;
  const at = new Date(date);
  if (date.length === 4) return written(at, { year: "numeric" }, language);
  if (date.length === 7) return written(at, { year: "numeric", month: "long" }, language);
  if (date.length === 10) return written(at, DAY, language);
  return timeWords(at.getTime() / 1000, language);
}

function written(at: Date, parts: Intl.DateTimeFormatOptions, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...parts, timeZone: "UTC" }).format(at);
}

/** "a, b and c"; "a、b和c". */
export function listWords(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(LOCALES[language], { type: "conjunction" }).format(items);
}
