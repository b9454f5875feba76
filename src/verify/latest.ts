import type { CataloguedIssue } from "../core/ports.ts";

/**
 * The issue that was anchored last. Those of a batch were anchored together: of them the one with the latest claimed
 * date, or else the last in their list.
 */
export function latestOf(issues: readonly CataloguedIssue[]): CataloguedIssue | undefined {
  let latest: CataloguedIssue | undefined;
  for (const issue of issues) if (latest === undefined || !isBefore(issue, latest)) latest = issue;
  return latest;
}

function isBefore(a: CataloguedIssue, b: CataloguedIssue): boolean {
  return a.entry === b.entry ? (a.date ?? "") < (b.date ?? "") : a.entry < b.entry;
}
