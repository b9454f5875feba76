import type { Address } from "../../core/address.ts";
import type { Digest } from "../../core/digest.ts";
import type { Label } from "../../core/label.ts";
import type { IssueDescription } from "../../core/manifest/manifest.ts";
import type { PublicationRef } from "../../core/publication.ts";
import type { ChainId } from "../../core/publication.ts";
import type { Agreement } from "../../core/quorum/agreement.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { Check, Standing, VerdictName } from "../../core/verdict.ts";
import type { Difference, FolderComparison, NoticeEvidence } from "../evidence.ts";

/** What the reader takes as given: which registry on which chain counts. Handed in, never fetched. */
export interface Trust {
  readonly chain: ChainId;
  readonly registry: Address;
  readonly sha256: Sha256;
}

export interface Policy {
  /** From this resemblance on (0 to 1), a file that nobody named is called a changed copy of an archived one. */
  readonly alikeFrom: number;
  /**
   * Whether it must be known that no other issue had the label before. `told`: while that is not known, it is said, and
   * turns no verdict (docs/adr/0007-proof-files.md).
   */
  readonly earlier: "needed" | "told";
}

export const DEFAULT_POLICY: Policy = { alikeFrom: 0.5, earlier: "needed" };

/** For a proof file, which says nothing of the batches before. */
export const PROOF_POLICY: Policy = { ...DEFAULT_POLICY, earlier: "told" };

export interface IssueSummary extends IssueDescription {
  readonly publication: PublicationRef;
  readonly publicationTitle?: string;
  readonly digest: string;
  readonly contentCid: string;
  readonly files: number;
  /** The archived file that the reader's is a copy of. */
  readonly path?: string;
  /** Unix seconds. */
  readonly anchoredAt?: number;
  readonly entry?: number;
  readonly current?: string;
  readonly transaction?: string;
}

/** Another issue that holds the very same, and how it stands. */
export interface OtherIssue {
  readonly publication: PublicationRef;
  readonly publicationTitle?: string;
  readonly label: Label;
  readonly revision: number;
  readonly title: string;
  readonly digest: Digest;
  readonly standing: Standing;
}

export interface AlsoAnchored {
  readonly issues: readonly OtherIssue[];
  /** How many more places there are that were not asked about. */
  readonly unasked: number;
}

/** What the checks add up to (docs/spec/verdict.md). */
export interface Verdict {
  readonly verdict: VerdictName;
  /** With `authentic-but`: what comes after the "but". */
  readonly standing?: Standing;
  readonly checks: readonly Check[];
  readonly issue?: IssueSummary;
  readonly alsoAnchored?: AlsoAnchored;
  readonly difference?: Difference;
  readonly folder?: FolderComparison;
  readonly notices: readonly NoticeEvidence[];
  /** Which nodes answered for the chain, and which of them otherwise than was believed; absent where none was asked. */
  readonly nodes?: Agreement;
}
