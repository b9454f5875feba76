import type { Check, Standing } from "../../core/verdict.ts";
import { type Anchoring, unasked, unreachable } from "./anchoring.ts";
import type { RegistryRecord } from "../../core/ports.ts";
import type { IssueEvidence, NoticeEvidence, OnCurrent, Unanswered } from "../evidence.ts";
import type { OtherIssue, Policy } from "./verdict.ts";

/** The other issues in which an intact copy stands. */
export interface Others {
  readonly issues: readonly OtherIssue[];
  readonly unasked: number;
  /** The heaviest of what warns of any of them. */
  readonly warning?: Warning;
  /** Why it cannot be said that nothing warns of them. */
  readonly unsure?: Unanswered;
}

/** An issue that has been withdrawn or retracted, or is of concern. */
export interface Warning {
  readonly issue: OtherIssue;
  readonly notice?: NoticeEvidence;
  readonly source: string;
}

// A notice says more than a later revision does; the most serious one that stands is told first.
const BY_WEIGHT = ["withdrawal", "retraction", "concern", "correction"] as const;
const WARNINGS: readonly (Standing | undefined)[] = BY_WEIGHT.slice(0, 3);

/** Such that it counts against the same bytes under any other label. */
export function isWarning(standing: Standing | undefined): boolean {
  return WARNINGS.includes(standing);
}

/** Is the first a warning, and a heavier one than the second, if that is one at all? */
export function outweighs(standing: Standing, other: Standing | undefined): boolean {
  if (!isWarning(standing)) return false;
  return !isWarning(other) || WARNINGS.indexOf(standing) < WARNINGS.indexOf(other);
}

/** How the copy stands: as its issue does, unless something heavier stands against another that holds the same. */
export function standingAmong(anchoring: Anchoring, { warning }: Others): Standing | undefined {
  const own = standingOf(anchoring);
  return warning !== undefined && outweighs(warning.issue.standing, own) ? warning.issue.standing : own;
}

/** Current, superseded, corrected, retracted, of concern, withdrawn; undefined when there is no record to ask about. */
export function standingOf({ issue }: Anchoring): Standing | undefined {
  if (issue === undefined || !issue.final.known) return undefined;
  const { record, current, earlier } = issue.final.value;
  // What came second under a label is no issue of the publication, so that it stands for nothing.
  if (record === undefined || (earlier?.known === true && earlier.value !== undefined)) return undefined;
  // The list of notices is a server's word, so that leaving one out takes nothing from what the records say.
  const listed = issue.notices.map((notice) => notice.kind);
  const noticed = new Set<string | undefined>([record.notice, atTip(issue), ...listed]);
  const heaviest = BY_WEIGHT.find((kind) => noticed.has(kind));
  if (heaviest !== undefined && heaviest !== "correction") return heaviest;
  if (current !== issue.digest) return "superseded";
  return heaviest ?? "current";
}

function atTip({ tip }: IssueEvidence): RegistryRecord["notice"] | undefined {
  return tip.known ? tip.value.record?.notice : undefined;
}

/** Does this revision stand, and has anything been said about it, or about the same elsewhere, since? */
export function checkStanding(
  anchoring: Anchoring,
  { warning, unsure }: Others,
  policy: Policy,
): Check<"standing"> {
  const { issue } = anchoring;
  if (issue === undefined) return unasked("standing");
  if (!issue.final.known) return unreachable("standing", issue.final);
  const standing = standingOf(anchoring);
  if (standing === undefined) return unasked("standing");
  const { record, current, earlier } = issue.final.value;
  const said = (): Check<"standing"> => {
    const { source } = issue.final;
    if (warning !== undefined && outweighs(warning.issue.standing, standing))
      return warned(warning, standing, source);
    if (unsure !== undefined && standing === "current")
      return { ...unreachable("standing", unsure), reason: "elsewhere-unasked" };
    if (standing === "current") return stands(source);
    if (standing === "superseded") return superseded(current ?? "", issue.onCurrent, source);
    const isLater = record?.notice !== standing && atTip(issue) === standing;
    const believed = isLater ? [source, issue.tip.source] : [source];
    const isRecorded = isLater || record?.notice === standing;
    const teller = issue.notices.findLast(({ kind }) => kind === standing)?.told?.by;
    // Notices before the latest are in no record.
    return noticed(
      standing,
      issue.notices,
      isRecorded || teller === undefined ? believed : [...believed, teller],
    );
  };
  if (earlier?.known === false && (policy.earlier === "needed" || standing === "current"))
    return earlierUnasked(earlier, said());
  return said();
}

/** Whether the issue counts is open; what is held against it, or against the same elsewhere, is told all the same. */
function earlierUnasked(earlier: Unanswered, said: Check<"standing">): Check<"standing"> {
  const { evidence, trusted, ...check } = unreachable("standing", earlier);
  const against = said.status === "fail" ? said : undefined;
  return {
    ...{ ...check, reason: "earlier-unasked" },
    evidence: { ...against?.evidence, ...evidence },
    trusted: [...new Set([...trusted, ...(against?.trusted ?? [])])],
  };
}

function stands(source: string): Check<"standing"> {
  const evidence = { standing: "current" };
  return { check: "standing", status: "pass", reason: "current", evidence, trusted: [source] };
}

/** A notice on the revision that stands warns of it, and the one before it is no better. */
function superseded(current: string, told: OnCurrent | undefined, source: string): Check<"standing"> {
  const evidence = { standing: "superseded", current };
  const base = { check: "standing", status: "fail", reason: "superseded" } as const;
  const warning = told?.digest === current ? warningOn(told) : undefined;
  if (told === undefined || warning === undefined) return { ...base, evidence, trusted: [source] };
  return {
    ...base,
    evidence: { ...evidence, revision: told.revision, currentStanding: warning.kind, ...posted(warning) },
    trusted: [...new Set([source, told.source])],
  };
}

/** The heaviest of those that warn of the revision that stands, where that is another; undefined where none does. */
export function warningOn({ notices }: Pick<OnCurrent, "notices">): NoticeEvidence | undefined {
  const heaviest = WARNINGS.find((standing) => notices.some(({ kind }) => kind === standing));
  return notices.findLast(({ kind }) => kind === heaviest);
}

function noticed(
  standing: Standing,
  notices: readonly NoticeEvidence[],
  sources: readonly string[],
): Check<"standing"> {
  const notice = notices.findLast((one) => one.kind === standing);
  const evidence = {
    standing,
    ...(notice === undefined ? {} : posted(notice)),
  };
  const trusted = [...new Set(sources)];
  return { check: "standing", status: "fail", reason: "noticed", evidence, trusted };
}

function warned({ issue, notice, source }: Warning, here: Standing, own: string): Check<"standing"> {
  const { standing, label, digest, publication, publicationTitle } = issue;
  const evidence = {
    ...{ standing, label, digest, publication: publication.id, here },
    ...(publicationTitle === undefined ? {} : { publicationTitle }),
    ...(notice === undefined ? {} : posted(notice)),
  };
  const trusted = [...new Set([own, source])];
  return { check: "standing", status: "fail", reason: "noticed-elsewhere", evidence, trusted };
}

/** What evidence says of a notice: each only as far as it is known. */
function posted({ time, transaction, reason }: NoticeEvidence) {
  return {
    since: time,
    ...(transaction === undefined ? {} : { transaction }),
    ...(reason === undefined ? {} : { reason }),
  };
}
