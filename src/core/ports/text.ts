import type { TextRoot } from "../manifest/manifest.ts";

/** Takes the text of documents, by the profile that the manifest names (docs/spec/text.md). */
export interface TextReader {
  /** Up to how many bytes a document of this media type has text; 0 for a type without. */
  limit(type: string): number;
  /**
   * The text of a whole document. The same bytes give the same answer, whatever they are; never throws for what a
   * document holds. The bytes are the reader's from then on.
   */
  read(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<TakenText>;
}

/** `wordless`: nothing to read is in it. `refused`: beyond the bounds of the profile, or not what its type says. */
export type TakenText = TextRoot | "wordless" | "refused";
