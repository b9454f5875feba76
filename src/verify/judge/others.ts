import { documentCid } from "../../core/cid.ts";
import { failure } from "../../core/errors/error.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import { copiedPart, holdsSame } from "../copied.ts";
import type { Evidence, IssueEvidence, Unanswered } from "../evidence.ts";
import { sameRegistry } from "./anchoring.ts";
import { credible } from "./credible.ts";
import { readManifest } from "./reading.ts";
import { isWarning, type Others, outweighs, standingOf, type Warning } from "./standing.ts";
import type { Trust } from "./verdict.ts";

export const NO_OTHERS: Others = { issues: [], unasked: 0 };

/** The manifests are hashed, and the copy held against them, again: an issue that does not hold it is left out. */
export function othersOf(evidence: Evidence, manifest: Manifest, trust: Trust): Others {
  const { issue, others, subject } = evidence;
  const part = issue === undefined ? undefined : copiedPart(subject, issue.digest, manifest);
  if (part === undefined || others === undefined) return NO_OTHERS;
  if (!others.known) return { ...NO_OTHERS, unsure: others };
  const holds = (other: Manifest) =>
    sameRegistry(other, trust) && !isSameIssue(other, manifest) && holdsSame(other, part, manifest);
  const found = distinct(others.value.asked).map((other) => lookedAt(other, holds, trust));
  const told = found.filter((one) => one !== undefined && "issue" in one);
  const unsure = found.find((one) => one !== undefined && "known" in one);
  const warning = told
    .filter(({ issue: { standing } }) => isWarning(standing))
    .reduce<Warning | undefined>(
      (a, b) => (a && !outweighs(b.issue.standing, a.issue.standing) ? a : b),
      undefined,
    );
  return {
    issues: told.map((one) => one.issue),
    unasked: others.value.unasked,
    ...(warning === undefined ? {} : { warning }),
    ...(unsure === undefined ? {} : { unsure }),
  };
}

/** Undefined when it does not hold the copy, or not as of the final block, or cannot be read and need not be. */
function lookedAt(
  other: IssueEvidence,
  holds: (manifest: Manifest) => boolean,
  trust: Trust,
): Warning | Unanswered | undefined {
  const reading = readManifest(other, trust);
  if (reading.kind !== "read") return unread(other);
  const { manifest } = reading;
  if (!holds(manifest)) return undefined;
  const issue = credible(other, manifest);
  if (!issue.final.known) return issue.final;
  const standing = standingOf({ issue, manifest });
  if (standing === undefined) return undefined;
  const { label, revision, title } = manifest.issue;
  const { publication } = manifest;
  const { digest, publicationTitle } = issue;
  const notice = issue.notices.findLast(({ kind }) => kind === standing);
  return {
    issue: {
      ...{ publication, label, revision, title, digest, standing },
      ...(publicationTitle === undefined ? {} : { publicationTitle }),
    },
    ...(notice === undefined ? {} : { notice }),
    source: issue.final.source,
  };
}

/** Whether it holds the copy cannot be told: that matters only where something warns of it. */
function unread(issue: IssueEvidence): Unanswered | undefined {
  const { digest, final, manifest } = issue;
  if (!final.known) return final;
  if (!isWarning(standingOf({ issue, manifest: undefined }))) return undefined;
  if (!manifest.known) return manifest;
  const cid = documentCid(digest).toString();
  return { known: false, failure: failure("BLOCK_MISSING", { cid }), source: manifest.source };
}

function distinct(issues: readonly IssueEvidence[]): readonly IssueEvidence[] {
  return [...new Map(issues.map((issue) => [issue.digest, issue])).values()];
}

function isSameIssue(a: Manifest, b: Manifest): boolean {
  return a.publication.id === b.publication.id && a.issue.label === b.issue.label;
}
