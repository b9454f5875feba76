import { asFailure } from "../core/errors/error.ts";
import { decodeManifest } from "../core/manifest/codec.ts";
import type { Manifest } from "../core/manifest/manifest.ts";
import type { Answer } from "../core/ports.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { IssueEvidence } from "./evidence.ts";

/** Asks, and keeps a failure as an answer of its own: nobody could say. */
export async function answerOf<T>(source: string, ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { known: true, value: await ask(), source };
  } catch (error) {
    return { known: false, failure: asFailure(error), source };
  }
}

/** The manifest of an issue, if its bytes are there and hold; the judge says why when they do not. */
export function manifestOf(
  issue: Pick<IssueEvidence, "digest" | "manifest">,
  sha256: Sha256,
): Manifest | undefined {
  if (!issue.manifest.known || issue.manifest.value === undefined) return undefined;
  try {
    return decodeManifest(issue.manifest.value, issue.digest, sha256);
  } catch {
    return undefined;
  }
}
