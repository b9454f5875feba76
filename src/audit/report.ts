import type { Digest } from "../core/digest.ts";
import type { BlockRef } from "../core/ports.ts";
import type { ChainId, PublicationId } from "../core/publication.ts";
import type { Address } from "../core/address.ts";

/** What an audit can find, the most serious first: the order is that of a report. */
export const FAULTS = [
  "head-mismatch",
  "history-broken",
  "record-mismatch",
  "current-mismatch",
  "label-conflict",
  "revision-chain",
  "not-allowed",
  "list-invalid",
  "list-missing",
  "manifest-foreign",
  "manifest-mismatch",
  "manifest-invalid",
  "block-malformed",
  "block-corrupt",
  "block-missing",
  "list-newer",
  "manifest-newer",
  "store-unreachable",
] as const;

export type FaultKind = (typeof FAULTS)[number];

/** What an audit could not ask: no finding against anybody. */
export const UNASKED: ReadonlySet<FaultKind> = new Set(["list-newer", "manifest-newer", "store-unreachable"]);

export interface Fault {
  readonly fault: FaultKind;
  /** One sentence: what was expected, what was found. */
  readonly says: string;
  readonly label?: string;
  readonly digest?: Digest;
  readonly entry?: number;
  readonly store?: string;
}

export interface PublicationReport {
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
}

export interface StoreReport {
  readonly id: string;
  readonly blocks: number;
  readonly verified: number;
  readonly missing: number;
  readonly corrupt: number;
  /** In bytes, of the blocks that were verified. */
  readonly bytes: number;
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
}
