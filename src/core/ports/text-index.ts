import type { Digest } from "../digest.ts";

/** A document as the index knows it: the same bytes in many issues are one document. */
export interface DocumentKey {
  readonly sha256: Digest;
  /** Media type: it says how the bytes are read. */
  readonly type: string;
}

export interface IndexedDocument extends DocumentKey {
  /** Normalised, in their order; none where no text could be taken. */
  readonly blocks: readonly string[];
}

/**
 * Why not all of a document's words are in the index, nor ever will be: it is larger than is read, no text could be taken
 * of it, or only its first part was.
 */
export const LEFT_OUT = ["too-large", "unreadable", "cut"] as const;

export interface LeftOutDocument extends DocumentKey {
  readonly why: (typeof LEFT_OUT)[number];
}

export interface LeftOutDocuments {
  readonly documents: number;
  /** The first of them, in the order in which they were met. */
  readonly first: readonly LeftOutDocument[];
}

export interface IndexStep {
  readonly documents: readonly IndexedDocument[];
  /** Those whose words could not be read this time. */
  readonly unread: readonly DocumentKey[];
  /** An issue is complete without them: trying again would not help. */
  readonly leftOut: readonly LeftOutDocument[];
  /** Manifests all of whose documents are in it then. */
  readonly complete: readonly Digest[];
}

/** A document that may be what is sought. */
export interface Alike extends DocumentKey {
  /** How many of the shingles that were asked for it has. */
  readonly shared: number;
}

/**
 * Which documents of an archive may hold a passage, or be like a text. Derived from the blocks of its documents, may be
 * thrown away, never trusted: what it names is read from the stores, hashed, and searched again.
 */
export interface TextIndex {
  /** Of these manifests, those whose documents are not all in it yet. */
  lacks(manifests: readonly Digest[]): Promise<readonly Digest[]>;
  has(document: DocumentKey): Promise<boolean>;
  /**
   * Of a document that could not be read: `later` until it is to be tried again, which is the longer the more often it
   * was; `given-up` after some tries. Undefined when it is to be read.
   */
  postponed(document: DocumentKey): Promise<"later" | "given-up" | undefined>;
  /** What no search looks through: while there is any, that something stands nowhere cannot be said. */
  leftOut(most: number): Promise<LeftOutDocuments>;
  /** Takes in documents, and manifests that are complete with them; all or nothing. What is there already stays as it is. */
  take(step: IndexStep): Promise<void>;
  /**
   * Documents in which the words of the normalised passage follow each other: those, and no others, may hold it. In an
   * order that stays, the first `from` left out.
   */
  holding(passage: string, most: number, from?: number): Promise<readonly DocumentKey[]>;
  /** Documents that have short rows of words with the passage in common, those first that have the rarest. */
  near(passage: string, most: number): Promise<readonly DocumentKey[]>;
  /** Documents with shingles in common (`core/text/shingles.ts`), those with the most of them first. */
  alike(shingles: readonly number[], most: number): Promise<readonly Alike[]>;
}
