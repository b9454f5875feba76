import type { Digest } from "../../core/digest.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Answer, LocatedEntry } from "../../core/ports.ts";
import type { PublicationSummary } from "../../verify/archive.ts";
import type { IssueBatch } from "../../verify/batch-of.ts";
import type { IssueEvidence } from "../../verify/evidence.ts";
import type { ToldEndorsements } from "../endorsements.ts";
import type { Reasons } from "./publication/notices.ts";

/** What the permanent page of an issue is made from. */
export interface IssuePage {
  readonly digest: Digest;
  readonly evidence: IssueEvidence;
  /** Undefined when no store gave bytes that hold. */
  readonly manifest: Manifest | undefined;
  /** The batch that it was anchored with; its value is undefined when it was anchored alone. */
  readonly batch: Answer<IssueBatch | undefined>;
  /** Those of the publication's history that are about this issue. */
  readonly entries: readonly LocatedEntry[];
  /** The publication whose history names it, where that is known without its manifest. */
  readonly publication?: PublicationSummary;
  /** Why it was revised, where that was said. */
  readonly reasons: Reasons;
  /** What others have signed of the publication's history; absent where that is not known, or nobody is asked. */
  readonly endorsed?: ToldEndorsements;
}

/** The entry that anchored it: its own, or its batch's; undefined while the history is not known. */
export function anchoringOf({ digest, entries }: IssuePage): LocatedEntry | undefined {
  return entries.find(
    ({ entry }) =>
      entry.kind === "batch-anchored" ||
      ((entry.kind === "anchored" || entry.kind === "revised") && entry.digest === digest),
  );
}

/** Under which label it was anchored, as far as that is known without its manifest: not of one of a batch. */
export function anchoredLabel({ digest, entries }: IssuePage): string | undefined {
  const entry = entries.find(({ entry: one }) => "label" in one && one.digest === digest)?.entry;
  return entry !== undefined && "label" in entry ? entry.label : undefined;
}
