import { type Language, languageOf } from "../core/messages/language.ts";
import { english, type WebMessages } from "./messages/en.ts";
import { chinese } from "./messages/zh.ts";

/** The language of the page that this script runs in: its server has chosen it. */
export const LANGUAGE: Language = languageOf(document.documentElement.lang) ?? "en";

/** What the script says, in that language. */
export const SAYS: WebMessages = LANGUAGE === "zh-Hans" ? chinese : english;
