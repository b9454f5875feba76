import { isFailure } from "../../core/errors/error.ts";
import { decodeManifest } from "../../core/manifest/codec.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { IssueEvidence } from "../evidence.ts";
import type { Trust } from "./verdict.ts";

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
