/** The languages that there are messages in, by their BCP 47 tags; the first is the one for everybody else. */
export const LANGUAGES = ["en", "zh-Hans"] as const;

export type Language = (typeof LANGUAGES)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", "zh-Hans": "简体中文" };

/** `languageOf("zh-CN")` is "zh-Hans"; undefined for a language without messages, and for text that is no tag. */
export function languageOf(tag: string): Language | undefined {
  const [family] = tag.trim().toLowerCase().split("-");
  if (family === "zh") return "zh-Hans";
  return family === "en" ? "en" : undefined;
}

/** As many as a header may name before the rest is left unread. */
const MOST_RANGES = 32;

/**
 * The reader's choice after RFC 9110, section 12.5.4: the heaviest language that there are messages in, and of equals
 * the first. `preferredLanguage("de, zh-TW;q=0.9, en;q=0.5")` is "zh-Hans"; English where nothing fits.
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? "").split(",").slice(0, MOST_RANGES);
  let best: { readonly language: Language; readonly weight: number } | undefined;
  for (const range of ranges) {
    const [tag = "", ...parameters] = range.split(";");
    const language = tag.trim() === "*" ? LANGUAGES[0] : languageOf(tag);
    const weight = weightOf(parameters);
    if (language !== undefined && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? LANGUAGES[0];
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => /^\s*q=/i.test(parameter));
  if (given === undefined) return 1;
  const weight = Number(given.split("=")[1]);
  return weight >= 0 && weight <= 1 ? weight : 0;
}
