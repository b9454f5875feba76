import type { Check, VerdictName } from "../../core/verdict.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Evidence } from "../evidence.ts";
import { type Anchoring, checkAnchored, checkFinal, checkTime } from "./anchoring.ts";
import { checkAvailable, checkIdentity } from "./circumstances.ts";
import { checkIntegrity, readManifest } from "./integrity.ts";
import { checkStanding, standingOf } from "./standing.ts";
import type { IssueSummary, Policy, Trust, Verdict } from "./verdict.ts";

/**
 * Adds up what was seen. Pure: no clock, no network, the same answer on every machine. Nothing in the evidence is
 * believed that can be recomputed: the manifest is hashed and decoded here again.
 */
export function judge(evidence: Evidence, trust: Trust, policy: Policy): Verdict {
  const reading = readManifest(evidence.issue, trust);
  const manifest = reading.kind === "read" ? reading.manifest : undefined;
  const integrity = checkIntegrity(evidence, reading, policy);
  const anchoring: Anchoring = {
    issue: integrity.reason === "nothing-alike" ? undefined : evidence.issue,
    manifest,
  };
  const checks = [
    integrity,
    checkAnchored(anchoring, trust),
    checkFinal(anchoring),
    checkTime(anchoring),
    checkIdentity(anchoring),
    checkStanding(anchoring),
    checkAvailable(anchoring),
  ] as const;
  const standing = standingOf(anchoring);
  const verdict = addUp(checks, standing !== undefined && standing !== "current");
  return {
    verdict,
    ...(verdict === "authentic-but" && standing !== undefined ? { standing } : {}),
    checks,
    ...(manifest !== undefined && anchoring.issue !== undefined
      ? { issue: summary(evidence, manifest) }
      : {}),
    ...(verdict === "altered" && evidence.difference !== undefined
      ? { difference: evidence.difference }
      : {}),
    ...(evidence.folder !== undefined ? { folder: evidence.folder } : {}),
    notices: anchoring.issue?.notices ?? [],
  };
}

/**
 * "Altered" needs a difference that was seen, "not anchored" an answer that it is nowhere; whatever could not be asked
 * makes "could not check". Identity and availability never turn a verdict: they are told beside it.
 */
function addUp(checks: readonly Check[], qualified: boolean): VerdictName {
  const of = (name: Check["check"]) => checks.find((check) => check.check === name);
  const integrity = of("integrity");
  const anchored = of("anchored");
  if (integrity?.reason === "nothing-alike") return "not-anchored";
  if (integrity?.status === "unknown" || integrity?.status === "skipped") return "could-not-check";
  if (anchored?.status === "fail") return "not-anchored";
  if (anchored?.status !== "pass") return "could-not-check";
  if (integrity?.status === "fail") return "altered";
  if (of("final")?.status !== "pass" || of("standing")?.status === "unknown") return "could-not-check";
  return qualified ? "authentic-but" : "authentic";
}

function summary(evidence: Evidence, manifest: Manifest): IssueSummary {
  const { issue } = evidence;
  const registry = issue?.final.known === true ? issue.final.value : undefined;
  const held = evidence.subject.kind === "file" ? evidence.subject.file : undefined;
  const path =
    evidence.difference?.archived.path ?? manifest.files.find((f) => f.sha256 === held?.sha256)?.path;
  return {
    publication: manifest.publication,
    ...(issue?.publicationTitle !== undefined ? { publicationTitle: issue.publicationTitle } : {}),
    ...manifest.issue,
    digest: issue?.digest ?? "",
    contentCid: manifest.content.toString(),
    files: manifest.files.length,
    ...(path !== undefined ? { path } : {}),
    ...(registry?.record !== undefined
      ? { anchoredAt: registry.record.time, entry: registry.record.entry }
      : {}),
    ...(registry?.current !== undefined ? { current: registry.current } : {}),
    ...(issue?.transaction !== undefined ? { transaction: issue.transaction } : {}),
  };
}
