import { cidDigest, parseCid } from "../../core/cid.ts";
import type { Digest } from "../../core/digest.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Check } from "../../core/verdict.ts";
import { fileName } from "../../core/path.ts";
import { compareFolder, isListedAs } from "../compare.ts";
import type { Difference, Evidence, FolderComparison, HeldFile } from "../evidence.ts";
import { soundDifference, wasCompared } from "./likeness.ts";
import type { Reading } from "./reading.ts";
import type { Policy } from "./verdict.ts";

type Integrity = Check<"integrity">;

/** What the copy was found to be, with what was worked out on the way. */
export interface Finding {
  readonly check: Integrity;
  readonly difference?: Difference;
  readonly folder?: FolderComparison;
}

/** Is this file, folder or CID the one that the manifest lists? */
export function checkIntegrity(evidence: Evidence, reading: Reading, policy: Policy): Finding {
  if (reading.kind === "none") return { check: nothingAlike(evidence) };
  if (reading.kind !== "read") {
    const reason = `manifest-${reading.kind}` as const;
    return { check: integrity("unknown", reason, { problem: reading.problem }, [reading.source]) };
  }
  const { manifest } = reading;
  return underItsLabel(findingIn(manifest, evidence, policy), evidence, manifest);
}

function findingIn(manifest: Manifest, evidence: Evidence, policy: Policy): Finding {
  const { subject } = evidence;
  switch (subject.kind) {
    case "file":
      return fileFinding(evidence, subject.file, { manifest, policy });
    case "folder":
      return folderFinding(evidence, subject.files, manifest);
    case "cid":
      return namedFinding(evidence, manifest, isNamedBy(subject.cid, evidence.issue?.digest, manifest));
    case "issue":
      return namedFinding(evidence, manifest, subject.manifest === evidence.issue?.digest);
    default:
      return subject satisfies never;
  }
}

/** A copy of another issue than the one that the reader named is no copy of that one, however intact. */
function underItsLabel(finding: Finding, evidence: Evidence, manifest: Manifest): Finding {
  const { asked } = evidence;
  const { label } = manifest.issue;
  const { status, reason } = finding.check;
  if (asked === undefined || asked.label === label || reason === "nothing-alike") return finding;
  if (status === "pass") {
    // It may stand in the one that was named, too.
    const unsure = uncomparedSearch(evidence);
    return { check: unsure ?? integrity("fail", "another-issue", { asked: asked.label, label }) };
  }
  return status === "fail"
    ? { check: contradicted(evidence, `asked for issue ${asked.label}, it gave ${label}`) }
    : finding;
}

function fileFinding(
  evidence: Evidence,
  file: HeldFile,
  { manifest, policy }: { manifest: Manifest; policy: Policy },
): Finding {
  const { sha256, size, cid } = file;
  const pass = (reason: Integrity["reason"], seen: Integrity["evidence"]) => ({
    check: integrity("pass", reason, { ...seen, sha256 }),
  });
  // What was computed is the CID then: no manifest is so large.
  if (sha256 === evidence.issue?.digest && cid === undefined)
    return pass("manifest-intact", { files: manifest.files.length });
  const listed = manifest.files.find((entry) => isListedAs(file, entry));
  if (listed !== undefined) return pass("file-listed", { path: listed.path, size });
  const unsure = unsureSearch(evidence);
  if (unsure !== undefined) return { check: unsure };
  if (evidence.difference === undefined) return { check: nothingAlike(evidence) };
  const difference = soundDifference(evidence.difference, file, manifest);
  if (difference === undefined)
    return { check: contradicted(evidence, "the difference does not fit the manifest") };
  const { resemblance, wordsAlike = 0 } = difference;
  const isMeant = evidence.asked !== undefined || evidence.proof !== undefined;
  if (Math.max(resemblance, wordsAlike) < policy.alikeFrom && !isMeant)
    return { check: nothingAlike(evidence, { ...namesake(file, difference, manifest), resemblance }) };
  return { check: integrity("fail", "file-differs", told(difference)), difference };
}

/** The archived file that it is most like, and its issue where it has the same name: a short text may be changed whole. */
function namesake({ path }: HeldFile, { archived }: Difference, { issue }: Manifest): Integrity["evidence"] {
  const isSame = fileName(path) === fileName(archived.path);
  return { nearest: archived.path, ...(isSame ? { namesake: issue.label } : {}) };
}

function told(difference: Difference): Integrity["evidence"] {
  const { held, archived, commonStart, commonEnd, resemblance } = difference;
  const digests = {
    path: archived.path,
    expected: archived.sha256,
    got: held.sha256,
    expectedSize: archived.size,
    gotSize: held.size,
  };
  if (difference.unread === true) return digests;
  return {
    ...digests,
    ...(wasCompared(held, archived) ? { firstDifference: commonStart, commonEnd } : {}),
    resemblance: Math.round(resemblance * 10_000) / 10_000,
  };
}

function folderFinding(evidence: Evidence, files: readonly HeldFile[], manifest: Manifest): Finding {
  const folder = compareFolder(files, manifest.files);
  const { same, different, missing, extra } = folder;
  const changed = different.map((file) => file.path);
  const seen = { same: same.length, different: changed, missing, extra };
  if (different.length + missing.length + extra.length === 0)
    return { check: integrity("pass", "folder-complete", seen), folder };
  // The archive may hold another issue that is exactly this folder.
  const unsure = uncomparedSearch(evidence);
  if (unsure !== undefined) return { check: unsure };
  if (!evidence.placements.known) return { check: nothingAlike(evidence) };
  if (same.length + different.length === 0 && evidence.asked === undefined)
    return { check: nothingAlike(evidence), ...(evidence.proof === undefined ? {} : { folder }) };
  return { check: integrity("fail", "folder-differs", seen), folder };
}

function namedFinding(evidence: Evidence, manifest: Manifest, isNamed: boolean): Finding {
  if (!isNamed) return { check: contradicted(evidence, "it gave an issue that is not what was asked for") };
  return { check: integrity("pass", "manifest-intact", { files: manifest.files.length }) };
}

/** Does a CID stand for an issue or a part of it? For the manifest it does by its digest, whatever codec it names. */
function isNamedBy(cid: string, digest: Digest | undefined, { content, files }: Manifest): boolean {
  return (
    [content, ...files.map((file) => file.cid)].some((one) => one.toString() === cid) ||
    (digest !== undefined && digestIn(cid) === digest)
  );
}

/** Undefined where it holds no SHA-256. */
function digestIn(cid: string): Digest | undefined {
  try {
    return cidDigest(parseCid(cid));
  } catch {
    return undefined;
  }
}

/** Only when everybody who had to be asked has answered, and the answers hold together. */
function nothingAlike(evidence: Evidence, seen: Integrity["evidence"] = {}): Integrity {
  const { proof, placements } = evidence;
  if (proof !== undefined) return integrity("fail", "none-of-proof", { ...proof }, [placements.source]);
  const unsure = unsureSearch(evidence) ?? uncomparedSearch(evidence);
  return unsure ?? integrity("fail", "nothing-alike", seen, [placements.source]);
}

/** When it may be, or be a copy of, something that could not be had. */
function uncomparedSearch({ uncompared }: Evidence): Integrity | undefined {
  if (uncompared === undefined) return undefined;
  const { failure, source } = uncompared;
  return integrity("unknown", "search-failed", { problem: failure.message }, [source]);
}

/** When the archive was not searched, or named an issue that turns out not to hold the copy. */
function unsureSearch(evidence: Evidence): Integrity | undefined {
  const { placements, asked } = evidence;
  if (!placements.known)
    return integrity("unknown", "search-failed", { problem: placements.failure.message }, [
      placements.source,
    ]);
  const claimed = placements.value.find(({ label }) => asked === undefined || label === asked.label);
  return claimed === undefined
    ? undefined
    : contradicted(evidence, `it places it in issue ${claimed.label}, which does not hold it`);
}

function contradicted({ placements }: Evidence, what: string): Integrity {
  const { source } = placements;
  return integrity("unknown", "search-failed", { problem: `${source} contradicts itself: ${what}.` }, [
    source,
  ]);
}

function integrity(
  status: Integrity["status"],
  reason: Integrity["reason"],
  evidence: Integrity["evidence"],
  trusted: readonly string[] = [],
): Integrity {
  return { check: "integrity", status, reason, evidence, trusted };
}
