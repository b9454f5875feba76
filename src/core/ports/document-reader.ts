/** A link as it stands in a document. */
export interface DocumentLink {
  /** The words that it is on, normalised; empty for a picture. */
  readonly text: string;
  readonly href: string;
}

/** What a program finds in a document when it looks for its words. */
export interface DocumentText {
  /** Normalised; of types with a text profile these are the blocks of docs/spec/text.md. */
  readonly blocks: readonly string[];
  /** Of web pages and e-mails, in their order. */
  readonly links: readonly DocumentLink[];
  /** It has more words than were taken. */
  readonly isCut?: true;
}

/** Reads documents for finding and comparing, hostile ones too: no proof is made of what it says. */
export interface DocumentReader {
  /** Up to how many bytes a document of this media type is read; 0 for a type without words. */
  limit(type: string): number;
  /** The bytes are copied. Undefined where no text could be taken, or not in bounded time and memory. Never throws. */
  read(bytes: Uint8Array, type: string): Promise<DocumentText | undefined>;
}
