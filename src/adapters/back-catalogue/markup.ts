import { Parser } from "htmlparser2";

export type Attributes = Readonly<Record<string, string>>;

/** What is told of a document while it is read; positions are offsets in its text. */
export interface MarkupReader {
  /** `inside` is where the element's content begins. */
  open?(name: string, attributes: Attributes, inside: number): void;
  text?(text: string): void;
  /** `outside` is where the element's content ended; implied is what the text does not say, also by its end. */
  close?(name: string, outside: number, isImplied: boolean): void;
}

// The parser's work at each element grows with how deep it stands: a million nested ones would take hours.
const DEEPEST = 1000;

/**
 * Reads HTML (leniently, as browsers do) or XML; nothing is run or fetched, and entities other than the standard ones
 * stay as they are. False when elements were nested deeper than 1,000 and the rest was not read.
 */
export function readMarkup(text: string, language: "html" | "xml", reader: MarkupReader): boolean {
  const pieces = markupPieces(language, reader);
  pieces.write(text);
  return pieces.end();
}

/** The same for a text that comes in pieces; positions are offsets in all of it. */
export interface MarkupPieces {
  write(piece: string): void;
  end(): boolean;
}

export function markupPieces(language: "html" | "xml", reader: MarkupReader): MarkupPieces {
  let depth = 0;
  let isWhole = true;
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes: Attributes) {
        depth++;
        if (depth > DEEPEST) {
          isWhole = false;
          parser.pause();
        } else if (isWhole) reader.open?.(name, attributes, parser.endIndex + 1);
      },
      ontext(piece) {
        if (isWhole) reader.text?.(piece);
      },
      onclosetag(name, isImplied) {
        depth--;
        if (isWhole) reader.close?.(name, isImplied ? parser.endIndex : parser.startIndex, isImplied);
      },
    },
    {
      xmlMode: language === "xml",
      decodeEntities: true,
      ...(language === "html" ? { lowerCaseTags: true } : {}),
    },
  );
  return {
    write: (piece) => {
      if (isWhole) parser.write(piece);
    },
    end: () => {
      if (isWhole) parser.end();
      return isWhole;
    },
  };
}
