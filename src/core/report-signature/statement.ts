import type { Address } from "../address.ts";
import type { Bytes32, Digest } from "../digest.ts";
import type { ChainId } from "../publication.ts";
import type { Signature } from "../signed-call/call.ts";

/** What a report can be, by how its file's name ends. */
const MEDIA_TYPES = {
  ".html": "text/html",
  ".htm": "text/html",
  ".md": "text/markdown",
  ".json": "application/json",
  ".xml": "application/xml",
} as const;

export type ReportMediaType = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

export const REPORT_MEDIA_TYPES = [...new Set(Object.values(MEDIA_TYPES))] as const;

/** `reportMediaType("audit.HTML")` is `text/html`; undefined for a name that no report has. */
export function reportMediaType(name: string): ReportMediaType | undefined {
  const lower = name.toLowerCase();
  return Object.entries(MEDIA_TYPES).find(([ending]) => lower.endsWith(ending))?.[1];
}

/** "This file is my report on what is recorded in this registry, as of block B": docs/spec/audit-signature.md. */
export interface ReportStatement {
  readonly chain: ChainId;
  readonly registry: Address;
  /** Whose word it is. */
  readonly auditor: Address;
  /** Of the report's bytes. */
  readonly sha256: Digest;
  /** What those bytes are to be read as: what is harmless as JSON may be a script as HTML. */
  readonly mediaType: ReportMediaType;
  /** As of which the audit was made. */
  readonly block: { readonly number: number; readonly hash: Bytes32 };
}

export interface ReportSignature extends ReportStatement {
  readonly signature: Signature;
}
