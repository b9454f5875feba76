import type { Language } from "../core/messages/language.ts";
import type { Check } from "../core/verdict.ts";
import type { AlsoAnchored, OtherIssue, Verdict } from "./judge/verdict.ts";
import { CHINESE } from "./wording/chinese.ts";
import { ENGLISH } from "./wording/english.ts";
import { type Said, text, type Wording } from "./wording/wording.ts";

export { minute } from "./wording/minute.ts";

const WORDINGS: Readonly<Record<Language, Wording>> = { en: ENGLISH, "zh-Hans": CHINESE };

export interface Description {
  readonly headline: string;
  readonly explanation: string;
  readonly checks: readonly (Check & { readonly says: string })[];
}

/** A verdict in plain words: a headline, a sentence that explains it, and one for each check. */
export function describe(verdict: Verdict, language: Language = "en"): Description {
  return {
    headline: headline(verdict, WORDINGS[language]),
    explanation: explanation(verdict, WORDINGS[language]),
    checks: verdict.checks.map((check) => ({ ...check, says: sentence(check, language) })),
  };
}

/** What a check found, in one sentence or two. */
export function sentence(check: Check, language: Language = "en"): string {
  // The table's keys are exactly the reasons of each check, so that one of the sentences always fits.
  const sentences: Readonly<Record<string, (e: Said) => string>> = WORDINGS[language].checks[check.check];
  return sentences[check.reason]?.(check.evidence) ?? check.reason;
}

function headline({ verdict, standing, checks }: Verdict, words: Wording): string {
  if (verdict !== "authentic-but") return words.headlines[verdict];
  if (standing === undefined || standing === "current") return words.headlines.authentic;
  const warned = warnedOf(checks)?.evidence;
  if (warned === undefined) return words.qualified[standing];
  return words.headlineOf(words.qualified[standing], text(warned["label"]), words.publisher(warned));
}

/** When what is said stands against another issue that holds the same. */
function warnedOf(checks: readonly Check[]): Check | undefined {
  return checks.find(({ reason }) => reason === "noticed-elsewhere");
}

/** "Also anchored as issue 97 of The Letter (withdrawn)." */
export function alsoSentence({ issues, unasked }: AlsoAnchored, language: Language = "en"): string {
  const others = issues.map((issue) => otherName(issue, language));
  return WORDINGS[language].also(others, unasked);
}

/** "issue 97 of The Letter (withdrawn)". */
export function otherName(issue: OtherIssue, language: Language = "en"): string {
  const { label, publication, publicationTitle: title, standing } = issue;
  const words = WORDINGS[language];
  const named = { id: publication.id, ...(title === undefined ? {} : { title }) };
  return words.otherName(label, named, standing === "current" ? undefined : words.standings[standing]);
}

function explanation(verdict: Verdict, { explain, issueName, against }: Wording): string {
  const of = issueName(verdict.issue);
  const came = (reason: Check["reason"]) => verdict.checks.some((check) => check.reason === reason);
  switch (verdict.verdict) {
    case "authentic":
      return came("earlier-unasked") ? explain.earlierUnasked(of) : explain.authentic(of);
    case "authentic-but":
      return came("noticed-elsewhere") ? explain.qualifiedElsewhere(of) : explain.qualified(of);
    case "altered":
      return explain.altered(of);
    case "not-anchored": {
      if (came("none-of-proof")) return explain.noneOfProof;
      if (came("another-issue")) return explain.anotherIssue(of);
      if (came("label-taken")) return explain.labelTaken(of);
      const namesake = namesakeOf(verdict);
      return namesake === undefined ? explain.notAnchored : explain.namesake(namesake);
    }
    case "could-not-check":
      return came("elsewhere")
        ? explain.elsewhere(of)
        : explain.couldNotCheck(of, against(heldAgainst(verdict)));
    default:
      return verdict.verdict satisfies never;
  }
}

/** What the check of the standing found, where it found a fault; it is told even while another check is open. */
function heldAgainst({ checks }: Verdict): Said {
  const standing = checks.find(({ check }) => check === "standing");
  const isFound = standing?.status === "fail" || standing?.reason === "earlier-unasked";
  return isFound ? standing.evidence : {};
}

/** The label of the issue in which a file of the same name stands, where nothing else was found to compare with. */
export function namesakeOf({ checks }: Pick<Verdict, "checks">): string | undefined {
  const label = checks.find(({ reason }) => reason === "nothing-alike")?.evidence["namesake"];
  return label === undefined ? undefined : String(label);
}
