import { isFailure } from "../../core/errors/error.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Check } from "../../core/verdict.ts";
import type { Evidence, FolderComparison, HeldFile, IssueEvidence } from "../evidence.ts";
import type { Policy, Trust } from "./verdict.ts";

type Integrity = Check<"integrity">;

export type Reading =
  | { readonly kind: "read"; readonly manifest: Manifest }
  | { readonly kind: "none" }
  | { readonly kind: "unavailable"; readonly problem: string; readonly source: string }
  | { readonly kind: "forged"; readonly problem: string; readonly source: string }
  | { readonly kind: "unusable"; readonly problem: string; readonly source: string };

/** Hashes, then decodes. Bytes with another hash are no manifest at all, whatever they hold. */
export function readManifest(issue: IssueEvidence | undefined, trust: Trust): Reading {
  if (issue === undefined) return { kind: "none" };
  const { manifest } = issue;
  const { source } = manifest;
  if (!manifest.known) return { kind: "unavailable", problem: manifest.failure.message, source };
  if (manifest.value === undefined) return { kind: "unavailable", problem: "no store holds it", source };
  try {
    return { kind: "read", manifest: decodeManifest(manifest.value, issue.digest, trust.sha256) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const forged = isFailure(error, "MANIFEST_DIGEST_MISMATCH");
    return { kind: forged ? "forged" : "unusable", problem, source };
  }
}

/** Is this file, folder or CID the one that the manifest lists? */
export function checkIntegrity(evidence: Evidence, reading: Reading, policy: Policy): Integrity {
  const { placements, subject } = evidence;
  if (reading.kind === "none") {
    if (!placements.known)
      return integrity("unknown", "search-failed", { problem: placements.failure.message }, [
        placements.source,
      ]);
    return integrity("fail", "nothing-alike", {}, [placements.source]);
  }
  if (reading.kind !== "read") {
    const reason = `manifest-${reading.kind}` as const;
    return integrity("unknown", reason, { problem: reading.problem }, [reading.source]);
  }
  switch (subject.kind) {
    case "file":
      return fileIntegrity(evidence, subject.file, { manifest: reading.manifest, policy });
    case "folder":
      return folderIntegrity(evidence.folder);
    case "cid":
    case "issue":
      return integrity("pass", "manifest-intact", { files: reading.manifest.files.length });
    default:
      return subject satisfies never;
  }
}

function fileIntegrity(
  evidence: Evidence,
  file: HeldFile,
  { manifest, policy }: { manifest: Manifest; policy: Policy },
): Integrity {
  if (file.sha256 === evidence.issue?.digest)
    return integrity("pass", "manifest-intact", { files: manifest.files.length, sha256: file.sha256 });
  const listed = manifest.files.find((entry) => entry.sha256 === file.sha256);
  if (listed !== undefined)
    return integrity("pass", "file-listed", { path: listed.path, sha256: file.sha256, size: file.size });
  const { difference, asked } = evidence;
  // The archived side is what the manifest says, not what the evidence says.
  const entry = manifest.files.find((one) => one.path === difference?.archived.path);
  if (difference === undefined || entry === undefined) return integrity("fail", "nothing-alike", {});
  if (difference.resemblance < policy.alikeFrom && asked === undefined)
    return integrity("fail", "nothing-alike", { nearest: entry.path, resemblance: difference.resemblance });
  return integrity("fail", "file-differs", {
    path: entry.path,
    expected: entry.sha256,
    got: file.sha256,
    expectedSize: entry.size,
    gotSize: file.size,
    firstDifference: difference.commonStart,
    commonEnd: difference.commonEnd,
    resemblance: Math.round(difference.resemblance * 10_000) / 10_000,
  });
}

function folderIntegrity(folder: FolderComparison | undefined): Integrity {
  if (folder === undefined) return integrity("fail", "nothing-alike", {});
  const { same, different, missing, extra } = folder;
  const evidence = {
    same: same.length,
    different: different.map((file) => file.path),
    missing,
    extra,
  };
  const complete = different.length + missing.length + extra.length === 0;
  return complete
    ? integrity("pass", "folder-complete", evidence)
    : integrity("fail", "folder-differs", evidence);
}

function integrity(
  status: Integrity["status"],
  reason: Integrity["reason"],
  evidence: Integrity["evidence"],
  trusted: readonly string[] = [],
): Integrity {
  return { check: "integrity", status, reason, evidence, trusted };
}
