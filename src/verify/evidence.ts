import type { Digest } from "../core/digest.ts";
import type { NoticeKind } from "../core/history/entry.ts";
import type { Label } from "../core/label.ts";
import type { IssuePath } from "../core/path.ts";
import type {
  Answer,
  BlockRef,
  CataloguedIssue,
  Placement,
  RegistryRecord,
  TransactionHash,
} from "../core/ports.ts";
import type { Address } from "../core/address.ts";
import type { ChainId, PublicationId } from "../core/publication.ts";
import type { Agreement } from "../core/quorum/agreement.ts";

/** One file that the reader holds, hashed on the reader's own machine. */
export interface HeldFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: Digest;
  /** Set where only this was computed, and the SHA-256 is the one that a manifest gives beside it (by-cid.ts). */
  readonly cid?: string;
}

/** What the reader asks about. */
export type Subject =
  | { readonly kind: "file"; readonly file: HeldFile }
  | { readonly kind: "folder"; readonly name: string; readonly files: readonly HeldFile[] }
  | { readonly kind: "cid"; readonly cid: string }
  | { readonly kind: "issue"; readonly manifest: Digest };

/** How a held file differs from the archived one that it resembles most. */
export interface Difference {
  readonly held: HeldFile;
  readonly archived: { readonly path: IssuePath; readonly size: number; readonly sha256: Digest };
  /** Bytes that both have in common at their beginning and at their end. */
  readonly commonStart: number;
  readonly commonEnd: number;
  /** From 0 (nothing alike) to 1. */
  readonly resemblance: number;
  /** The same by their words, where the bytes had too little in common. */
  readonly wordsAlike?: number;
  /** Only the digests were compared, the archived bytes not being at hand: what they have in common is not known. */
  readonly unread?: true;
}

/** A folder held against an issue's list of files. */
export interface FolderComparison {
  readonly same: readonly string[];
  readonly different: readonly { readonly path: string; readonly expected: Digest; readonly got: Digest }[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** What the registry says of a manifest, all from the state of one block. */
export interface RegistryEvidence {
  readonly chain: ChainId;
  readonly registry: Address;
  readonly publication: PublicationId;
  readonly block: BlockRef;
  readonly record: RegistryRecord | undefined;
  /** The digest that stands for the issue's label, as far as the registry knows. */
  readonly current: Digest | undefined;
  /**
   * Another issue that was anchored before under the same label: it stands, and this one does not count
   * (docs/spec/batch.md). Left out where there is nothing that could hold one.
   */
  readonly earlier?: Answer<EarlierIssue | undefined>;
  readonly profile: Digest | undefined;
}

/** The first revision of an issue, and the entry that anchored it. */
export interface EarlierIssue {
  readonly digest: Digest;
  readonly entry: number;
}

export interface NoticeEvidence {
  readonly kind: NoticeKind;
  readonly time: number;
  readonly entry: number;
  /** Left out where it came from a mirror. */
  readonly transaction?: TransactionHash;
  readonly reason?: string;
  /** Where nodes prove the record: who tells of the notice, and whether that there is one of its kind is proved. */
  readonly told?: { readonly by: string; readonly isKindProved: boolean };
}

/** The notices on a later revision, which stands. */
export interface OnCurrent {
  readonly digest: Digest;
  readonly revision: number;
  readonly notices: readonly NoticeEvidence[];
  /** By whose word. */
  readonly source: string;
}

/** What one store gave when asked for the manifest, the content's root, and files of it. */
export interface CopyEvidence {
  readonly store: string;
  readonly status: "served" | "missing" | "corrupt" | "unreachable";
  readonly problem?: string;
  /** How many of the files that were asked about were read back whole; absent where none was asked about. */
  readonly files?: { readonly read: number; readonly of: number };
}

/** What the publication's domain was seen to say of publications (docs/spec/identity.md). */
export interface DomainEvidence {
  readonly domain: string;
  /** Those of its TXT records that are about publications. */
  readonly txt: Answer<readonly string[]>;
  /** The text of its `/.well-known/colophon.json`; undefined when it has none. */
  readonly file: Answer<string | undefined>;
}

export interface IssueEvidence {
  readonly digest: Digest;
  /** The manifest's bytes as they came, not yet believed; undefined when no store has them. */
  readonly manifest: Answer<Uint8Array | undefined>;
  /** As of the latest final block. */
  readonly final: Answer<RegistryEvidence>;
  /** As of the tip, for telling "not yet final" from "not there". */
  readonly tip: Answer<RegistryEvidence>;
  readonly notices: readonly NoticeEvidence[];
  readonly revisions: readonly CataloguedIssue[];
  readonly copies: readonly CopyEvidence[];
  readonly transaction?: TransactionHash;
  readonly domain?: string;
  readonly publicationTitle?: string;
  /**
   * What the domain said when the issue was published, as the manifest links to it: the text of that document, not yet
   * believed. Absent where the manifest names none.
   */
  readonly archivedIdentity?: Answer<string | undefined>;
  /** What has been posted on the revision that stands, where that is another. Absent where nobody told. */
  readonly onCurrent?: OnCurrent;
  /** Absent where the domain was not asked. */
  readonly vouching?: DomainEvidence;
  /** Nothing was given that says who the publisher is, and nobody was asked. */
  readonly anonymous?: true;
  /** Which nodes answered for the chain, and which of them otherwise; absent where none was asked. */
  readonly nodes?: Agreement;
}

/** Issues under other labels or in other publications in which, as the witness says, the very same stands. */
export interface OtherIssues {
  readonly asked: readonly IssueEvidence[];
  /** How many more there are, beyond those that were asked about. */
  readonly unasked: number;
}

export type Unanswered = Extract<Answer<unknown>, { readonly known: false }>;

/** Everything that was seen; judging it touches nothing else. */
export interface Evidence {
  readonly subject: Subject;
  /** Where the subject's digest was found; an empty list when it was sought and is nowhere. */
  readonly placements: Answer<readonly Placement[]>;
  /** The issue it was held against: the one found, or the one it resembles. */
  readonly issue?: IssueEvidence;
  /** Where an intact copy stands besides; left out when it was found nowhere else. */
  readonly others?: Answer<OtherIssues>;
  readonly difference?: Difference;
  /** Something it may be, or be a copy of, that could not be had: then "nothing is like it" cannot be said. */
  readonly uncompared?: Unanswered;
  /** Which nodes answered for the chain when the archive was last brought up to date. */
  readonly nodes?: Agreement;
  /** Set when it is held against a proof alone: nothing else was searched. */
  readonly proof?: { readonly path?: IssuePath };
  /** Set when the reader named the issue: then unlike bytes are "altered", not "unknown". */
  readonly asked?: { readonly label: Label };
}
