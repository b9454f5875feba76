import type { Language } from "../../core/messages/language.ts";
import { dayWords } from "../../core/messages/wording.ts";
import { MESSAGES } from "../pages/messages/messages.ts";
import type { IssueState } from "../standing-of.ts";

/** What a badge shows. */
export interface BadgeFace {
  readonly name: string;
  readonly says: string;
  readonly tone: "good" | "warn" | "unknown" | "plain";
  readonly language: Language;
}

const TONES: Readonly<Record<IssueState, BadgeFace["tone"]>> = {
  current: "good",
  superseded: "warn",
  correction: "warn",
  retraction: "warn",
  concern: "warn",
  withdrawal: "warn",
  "label-taken": "warn",
  pending: "unknown",
  absent: "plain",
  unknown: "unknown",
};

/** "Colophon 42 | current · anchored 20 November 2026". The time is left out where nobody could tell it. */
export function issueFace(
  issue: { readonly state: IssueState; readonly label?: string; readonly anchoredAt?: number },
  language: Language,
): BadgeFace {
  const { badges, site } = MESSAGES[language];
  const { state, label, anchoredAt } = issue;
  const hasTime = anchoredAt !== undefined && state !== "absent" && state !== "unknown";
  const when = hasTime ? ` · ${badges.anchored(dayWords(anchoredAt, language))}` : "";
  return {
    name: label === undefined ? site.name : `${site.name} ${label}`,
    says: `${badges.state[state]}${when}`,
    tone: TONES[state],
    language,
  };
}

/** "Colophon | 12 issues anchored"; undefined for a count that nobody could tell. */
export function publicationFace(issues: number | undefined, language: Language): BadgeFace {
  const { badges, site, issues: counted } = MESSAGES[language];
  return issues === undefined
    ? { name: site.name, says: badges.state.unknown, tone: "unknown", language }
    : { name: site.name, says: badges.issues(counted(issues)), tone: "good", language };
}

/** A publication that is not in this archive. */
export function absentFace(language: Language): BadgeFace {
  const { badges, site } = MESSAGES[language];
  return { name: site.name, says: badges.state.absent, tone: "plain", language };
}
