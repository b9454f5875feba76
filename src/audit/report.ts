import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import type { BlockRef, Claim } from "../core/ports.ts";
import type { ChainId, PublicationId } from "../core/publication.ts";
import type { Address } from "../core/address.ts";
import type { DomainReport } from "./domain-standing.ts";
import type { Step } from "./evidence.ts";
import type { Remark } from "./remarks.ts";
import type { Sampling } from "./sample.ts";
import type { TimelineReport } from "./timeline.ts";

/** What an audit can find, the most serious first: the order is that of a report. */
export const FAULTS = [
  "issue-lost",
  "head-mismatch",
  "history-broken",
  "record-mismatch",
  "current-mismatch",
  "label-conflict",
  "revision-chain",
  "not-allowed",
  "list-invalid",
  "list-missing",
  "document-lost",
  "mirror-mismatch",
  "logs-mismatch",
  "manifest-foreign",
  "manifest-mismatch",
  "manifest-invalid",
  "content-mismatch",
  "identity-mismatch",
  "document-invalid",
  "block-malformed",
  "copies-too-few",
  "claim-false",
  "copy-missing",
  "copy-truncated",
  "block-corrupt",
  "block-missing",
  "copy-unpinned",
  "list-newer",
  "manifest-newer",
  "document-newer",
  "logs-unanswered",
  "list-unanswered",
  "domain-unanswered",
  "copy-unanswered",
  "store-silent",
  "store-unreachable",
] as const;

export type FaultKind = (typeof FAULTS)[number];

/** What an audit could not ask: no finding against anybody. */
export const UNASKED: ReadonlySet<FaultKind> = new Set([
  "list-newer",
  "manifest-newer",
  "document-newer",
  "logs-unanswered",
  "list-unanswered",
  "domain-unanswered",
  "copy-unanswered",
  "store-silent",
  "store-unreachable",
]);

/** The gravest first; those of one kind stay in the order in which they were found. */
export function byGravity(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted((a, b) => FAULTS.indexOf(a.fault) - FAULTS.indexOf(b.fault));
}

export interface Fault {
  readonly fault: FaultKind;
  /** One sentence: what was expected, what was found. */
  readonly says: string;
  /** What the network said, as a sentence: other words another time, and so not in reports. */
  readonly problem?: string;
  readonly label?: string;
  readonly digest?: Digest;
  readonly entry?: number;
  readonly store?: string;
  /** The node whose logs it is about; several, where none of them gave better. */
  readonly node?: string;
  /** By the name of its file, or its address. */
  readonly mirror?: string;
}

/** A timeline is there only where it was asked for. */
export interface PublicationReport extends Partial<TimelineReport> {
  readonly id: PublicationId;
  readonly title?: string;
  readonly entries: number;
  readonly head: { readonly computed: Digest; readonly onChain: Digest; readonly match: boolean };
  readonly batches: number;
  /** Labels, not revisions; those of a batch count when its list could be read. */
  readonly issues: number;
  readonly revisions: number;
  readonly notices: number;
  readonly faults: readonly Fault[];
  readonly remarks: readonly Remark[];
  /** Only where domains were asked: what they say is bound to no block. */
  readonly domain?: DomainReport;
}

/** How far the evidence goes that one store holds one issue. */
export interface IssueEvidence {
  readonly label: Label;
  readonly digest: Digest;
  readonly step: Step;
  /** The store's own word, which is no evidence; absent where it was not asked or did not say. */
  readonly claim?: Claim;
  /** Whether a public index names the store; absent where nobody asked or could say. */
  readonly indexed?: boolean;
  /** Asked for, and given intact. */
  readonly blocks: number;
  readonly verified: number;
}

export interface StoreReport {
  readonly id: string;
  readonly operator: string;
  readonly blocks: number;
  readonly verified: number;
  readonly missing: number;
  readonly corrupt: number;
  /** In bytes, of the blocks that were verified. */
  readonly bytes: number;
  readonly issues: readonly IssueEvidence[];
  /** The lowest step of any issue; absent when there is no issue. */
  readonly lowest?: Step;
  readonly faults: readonly Fault[];
}

/** What all stores together hold of the issues and documents. */
export interface StorageReport {
  /** Absent when every block was asked for. */
  readonly sampling?: Sampling;
  /** Over all stores and issues. */
  readonly lowest?: Step;
  /** Of what is below the policy, or gone. */
  readonly faults: readonly Fault[];
}

/** What `colophon audit --json` prints. */
export interface AuditReport {
  readonly ok: boolean;
  /** False when something could not be asked: then `ok` says only what was seen. */
  readonly complete: boolean;
  readonly chain: ChainId;
  readonly registry: Address;
  readonly block: BlockRef;
  readonly publications: readonly PublicationReport[];
  readonly stores: readonly StoreReport[];
  readonly storage: StorageReport;
}

/** Every fault of an audit, whoever's it is. */
export function faultsOf({
  publications,
  stores,
  storage,
}: Pick<AuditReport, "publications" | "stores" | "storage">): readonly Fault[] {
  return [...publications, ...stores, storage].flatMap((part) => part.faults);
}
