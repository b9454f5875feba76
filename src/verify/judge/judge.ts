import { agreementOf } from "../../core/quorum/agreement.ts";
import type { Check, VerdictName } from "../../core/verdict.ts";
import type { Difference, Evidence, IssueEvidence } from "../evidence.ts";
import { type Anchoring, checkAnchored, checkFinal, checkTime, sameRegistry } from "./anchoring.ts";
import { checkAvailable } from "./circumstances.ts";
import { credible } from "./credible.ts";
import { checkIdentity } from "./identity.ts";
import { checkIntegrity, type Finding } from "./integrity.ts";
import { type Reading, readManifest } from "./reading.ts";
import { NO_OTHERS, othersOf } from "./others.ts";
import { checkStanding, type Others, standingAmong } from "./standing.ts";
import type { IssueSummary, Policy, Trust, Verdict } from "./verdict.ts";

/**
 * Adds up what was seen. Pure: no clock, no network, the same answer on every machine. Nothing in the evidence is
 * believed that can be worked out here: the manifest is hashed and decoded again, the folder held against it again, and
 * answers about the chain that contradict the manifest or each other count as not given.
 */
export function judge(evidence: Evidence, trust: Trust, policy: Policy): Verdict {
  const reading = readManifest(evidence.issue, trust);
  const finding = checkIntegrity(evidence, reading, policy);
  const anchoring = anchoringOf(evidence.issue, { reading, finding, trust });
  const others = othersAbout(evidence, { anchoring, finding, trust });
  const anchored = checkAnchored(anchoring, trust);
  // Of another registry nobody was asked, so that what was answered is about nothing of it.
  const asked = anchored.reason === "elsewhere" ? { ...anchoring, issue: undefined } : anchoring;
  const checks = [
    finding.check,
    anchored,
    checkFinal(asked),
    checkTime(asked),
    checkIdentity(asked, trust),
    checkStanding(asked, others, policy),
    checkAvailable(anchoring),
  ] as const;
  const standing = standingAmong(asked, others);
  const verdict = addUp(checks, standing !== undefined && standing !== "current", policy);
  const { difference, folder } = finding;
  return {
    verdict,
    ...(verdict === "authentic-but" && standing !== undefined ? { standing } : {}),
    checks,
    ...summary(evidence, { ...anchoring, difference, isAnchored: anchored.status === "pass" }),
    ...alsoAnchored(others),
    ...(verdict === "altered" && difference !== undefined ? { difference } : {}),
    ...(folder !== undefined ? { folder } : {}),
    notices: asked.issue?.notices ?? [],
    ...nodesOf(evidence),
  };
}

/** Only of a copy that is intact: another issue that holds something else says nothing of it. */
function othersAbout(
  evidence: Evidence,
  { anchoring, finding, trust }: { anchoring: Anchoring; finding: Finding; trust: Trust },
): Others {
  const { status, reason } = finding.check;
  const isIntact = status === "pass" || reason === "another-issue";
  if (!isIntact || anchoring.manifest === undefined) return NO_OTHERS;
  return othersOf(evidence, anchoring.manifest, trust);
}

/** Whoever answered otherwise is told of, whatever the verdict: it rests on the others. */
function nodesOf({ issue, others, nodes }: Evidence): Pick<Verdict, "nodes"> {
  const elsewhere = others?.known === true ? others.value.asked : [];
  const all = agreementOf(issue?.nodes ?? nodes, ...elsewhere.map((other) => other.nodes));
  return all === undefined ? {} : { nodes: all };
}

function alsoAnchored({ issues, unasked }: Others): Pick<Verdict, "alsoAnchored"> {
  return issues.length === 0 ? {} : { alsoAnchored: { issues, unasked } };
}

/** What the chain's checks look at: an issue that turned out to have nothing to do with the copy is no evidence. */
function anchoringOf(
  issue: IssueEvidence | undefined,
  { reading, finding, trust }: { reading: Reading; finding: Finding; trust: Trust },
): Anchoring {
  const { reason } = finding.check;
  if (reason === "nothing-alike" || reason === "none-of-proof" || reason === "search-failed")
    return { issue: undefined, manifest: undefined };
  if (issue === undefined || reading.kind !== "read") return { issue, manifest: undefined };
  const { manifest } = reading;
  return { issue: sameRegistry(manifest, trust) ? credible(issue, manifest) : issue, manifest };
}

/**
 * "Altered" needs a difference that was seen, "not anchored" an answer that it is nowhere; whatever could not be asked
 * makes "could not check". Identity and availability never turn a verdict: they are told beside it.
 */
function addUp(checks: readonly Check[], qualified: boolean, policy: Policy): VerdictName {
  const of = (name: Check["check"]) => checks.find((check) => check.check === name);
  const integrity = of("integrity");
  const anchored = of("anchored");
  if (integrity?.reason === "nothing-alike" || integrity?.reason === "none-of-proof") return "not-anchored";
  if (integrity?.status === "unknown" || integrity?.status === "skipped") return "could-not-check";
  if (anchored?.status === "fail") return "not-anchored";
  if (anchored?.status !== "pass") return "could-not-check";
  if (integrity?.reason === "another-issue") return "not-anchored";
  if (integrity?.status === "fail") return "altered";
  if (of("final")?.status !== "pass") return "could-not-check";
  const standing = of("standing");
  const isTold = standing?.reason === "earlier-unasked" && policy.earlier === "told";
  if (standing?.status === "unknown" && !isTold) return "could-not-check";
  return qualified ? "authentic-but" : "authentic";
}

interface Summarised extends Anchoring {
  readonly difference: Difference | undefined;
  readonly isAnchored: boolean;
}

function summary(
  evidence: Evidence,
  { issue, manifest, difference, isAnchored }: Summarised,
): { readonly issue?: IssueSummary } {
  if (issue === undefined || manifest === undefined) return {};
  const registry = isAnchored && issue.final.known ? issue.final.value : undefined;
  const held = evidence.subject.kind === "file" ? evidence.subject.file : undefined;
  const path = difference?.archived.path ?? manifest.files.find((f) => f.sha256 === held?.sha256)?.path;
  return {
    issue: {
      publication: manifest.publication,
      ...(issue.publicationTitle !== undefined ? { publicationTitle: issue.publicationTitle } : {}),
      ...manifest.issue,
      digest: issue.digest,
      contentCid: manifest.content.toString(),
      files: manifest.files.length,
      ...(path !== undefined ? { path } : {}),
      ...(registry?.record !== undefined
        ? { anchoredAt: registry.record.time, entry: registry.record.entry }
        : {}),
      ...(registry?.current !== undefined ? { current: registry.current } : {}),
      ...(issue.transaction !== undefined ? { transaction: issue.transaction } : {}),
    },
  };
}
