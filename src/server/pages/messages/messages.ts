import type { Language } from "../../../core/messages/language.ts";
import { type Messages, english } from "./en.ts";
import { chinese } from "./zh.ts";

export type { Messages } from "./en.ts";

/** What the pages say, in every language that there is. */
export const MESSAGES: Readonly<Record<Language, Messages>> = { en: english, "zh-Hans": chinese };
