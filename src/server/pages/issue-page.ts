import type { Digest } from "../../core/digest.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import type { Answer, LocatedEntry } from "../../core/ports.ts";
import type { IssueBatch } from "../../verify/batch-of.ts";
import type { IssueEvidence } from "../../verify/evidence.ts";

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
  /** `http://127.0.0.1:4180`, for the commands; undefined when the request names no usable host. */
  readonly origin: string | undefined;
}
