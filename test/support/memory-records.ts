import type { Digest } from "../../src/core/digest.ts";
import type { Label } from "../../src/core/label.ts";
import type { CataloguedIssue, LocatedEntry, RegistryRecord } from "../../src/core/ports.ts";

/** What the registry holds for an issue, by the entries of its history. */
export function recordIn(
  entries: readonly LocatedEntry[],
  digest: Digest,
  issues: readonly CataloguedIssue[],
): RegistryRecord | undefined {
  const made = entries.find(
    ({ entry }) => (entry.kind === "anchored" || entry.kind === "revised") && entry.digest === digest,
  );
  if (made === undefined) return undefined;
  const notice = entries.findLast(({ entry }) => entry.kind === "notice" && entry.digest === digest)?.entry;
  return {
    entry: made.entry.number,
    time: made.entry.time,
    revision: issues.find((one) => one.manifest === digest)?.revision ?? 1,
    notice: notice?.kind === "notice" ? notice.notice : "none",
  };
}

/** What stands under a label. */
export function currentIn(entries: readonly LocatedEntry[], label: Label | undefined): Digest | undefined {
  const last = entries.findLast(
    ({ entry }) => (entry.kind === "anchored" || entry.kind === "revised") && entry.label === label,
  )?.entry;
  return last !== undefined && "digest" in last ? last.digest : undefined;
}
