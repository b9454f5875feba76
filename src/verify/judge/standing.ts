import type { Check, Standing } from "../../core/verdict.ts";
import { type Anchoring, unasked, unreachable } from "./anchoring.ts";

// A notice says more than a later revision does; the most serious one that stands is told first.
const BY_WEIGHT = ["withdrawal", "retraction", "concern", "correction"] as const;

/** Current, superseded, corrected, retracted, of concern, withdrawn; undefined when there is no record to ask about. */
export function standingOf({ issue }: Anchoring): Standing | undefined {
  if (issue === undefined || !issue.final.known) return undefined;
  const { record, current } = issue.final.value;
  if (record === undefined) return undefined;
  const noticed = new Set<string>([record.notice, ...issue.notices.map((notice) => notice.kind)]);
  const heaviest = BY_WEIGHT.find((kind) => noticed.has(kind));
  if (heaviest !== undefined && heaviest !== "correction") return heaviest;
  if (current !== issue.digest) return "superseded";
  return heaviest ?? "current";
}

/** Does this revision stand, and has anything been said about it since? */
export function checkStanding(anchoring: Anchoring): Check<"standing"> {
  const { issue } = anchoring;
  if (issue === undefined) return unasked("standing");
  if (!issue.final.known) return unreachable("standing", issue.final);
  const standing = standingOf(anchoring);
  if (standing === undefined) return unasked("standing");
  const trusted = [issue.final.source];
  const base = { check: "standing", trusted } as const;
  if (standing === "current") return { ...base, status: "pass", reason: "current", evidence: { standing } };
  const { current } = issue.final.value;
  if (standing === "superseded")
    return { ...base, status: "fail", reason: "superseded", evidence: { standing, current: current ?? "" } };
  const notice = issue.notices.findLast((one) => one.kind === standing);
  const told = {
    standing,
    ...(notice === undefined ? {} : { since: notice.time, transaction: notice.transaction }),
    ...(notice?.reason === undefined ? {} : { reason: notice.reason }),
  };
  return { ...base, status: "fail", reason: "noticed", evidence: told };
}
