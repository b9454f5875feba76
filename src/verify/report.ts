import type { Standing, VerdictName } from "../core/verdict.ts";
import type { Difference, FolderComparison, NoticeEvidence } from "./evidence.ts";
import type { IssueSummary, Verdict } from "./judge/verdict.ts";
import { describe, type Description } from "./wording.ts";

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
  readonly difference?: Difference;
  readonly folder?: FolderComparison;
  readonly notices: readonly NoticeEvidence[];
}

export function verdictReport(verdict: Verdict): VerdictReport {
  const { headline, explanation, checks } = describe(verdict);
  const { standing, issue, difference, folder, notices } = verdict;
  return {
    verdict: verdict.verdict,
    ...(standing === undefined ? {} : { standing }),
    headline,
    explanation,
    checks,
    ...(issue === undefined ? {} : { issue }),
    ...(difference === undefined ? {} : { difference }),
    ...(folder === undefined ? {} : { folder }),
    notices,
  };
}
