import type { Agreement } from "../core/quorum/agreement.ts";
import type { Language } from "../core/messages/language.ts";
import type { Standing, VerdictName } from "../core/verdict.ts";
import type { Difference, FolderComparison, NoticeEvidence } from "./evidence.ts";
import type { AlsoAnchored, IssueSummary, Verdict } from "./judge/verdict.ts";
import { alsoSentence, describe, type Description } from "./wording.ts";
import { nodesSentences } from "./wording/nodes.ts";

/**
 * The JSON document that `colophon verify --json` prints and `POST /api/verify` answers, and that the page shows: the
 * verdict with its sentences. Times are Unix seconds, sizes bytes, digests 64 hexadecimal digits (docs/api.md).
 */
export interface VerdictReport {
  readonly verdict: VerdictName;
  readonly standing?: Standing;
  readonly headline: string;
  readonly explanation: string;
  readonly checks: Description["checks"];
  readonly issue?: IssueSummary;
  readonly alsoAnchored?: AlsoAnchored & { readonly says: string };
  readonly difference?: Difference;
  readonly folder?: FolderComparison;
  readonly notices: readonly NoticeEvidence[];
  /** Which nodes answered for the chain, with a sentence for each that answered otherwise than was believed. */
  readonly nodes?: Agreement & { readonly says: readonly string[] };
}

export function verdictReport(verdict: Verdict, language: Language = "en"): VerdictReport {
  const { headline, explanation, checks } = describe(verdict, language);
  const { standing, issue, alsoAnchored, difference, folder, notices, nodes } = verdict;
  return {
    verdict: verdict.verdict,
    ...(standing === undefined ? {} : { standing }),
    headline,
    explanation,
    checks,
    ...(issue === undefined ? {} : { issue }),
    ...(alsoAnchored === undefined
      ? {}
      : { alsoAnchored: { ...alsoAnchored, says: alsoSentence(alsoAnchored, language) } }),
    ...(difference === undefined ? {} : { difference }),
    ...(folder === undefined ? {} : { folder }),
    notices,
    ...(nodes === undefined ? {} : { nodes: { ...nodes, says: nodesSentences(nodes, language) } }),
  };
}
