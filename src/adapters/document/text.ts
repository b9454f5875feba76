import { isFailure } from "../../core/errors/error.ts";
import { textsOfHtml } from "../../core/text/html.ts";
import { textsOfMarkdown } from "../../core/text/markdown.ts";
import { normaliseBlocks } from "../../core/text/normalise.ts";
import { textsOfPlain } from "../../core/text/plain.ts";
import { htmlOfXhtml } from "../../core/text/xhtml.ts";
import { decodeText } from "./charset.ts";
import { textsOfEpub } from "./epub.ts";
import { textsOfMessage } from "./message.ts";

const MIB = 1024 * 1024;
/** Of a document, and of all documents of an EPUB together. */
const MOST_BYTES = 16 * MIB;
/** Of a file in which there is more than its words: pictures, attachments. */
const MOST_BYTES_OF_A_PARCEL = 64 * MIB;

type Texts = string[] | undefined | Promise<string[] | undefined>;

interface Reader {
  readonly most: number;
  readonly texts: (bytes: Uint8Array<ArrayBuffer>) => Texts;
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["text/html", whole((bytes) => textsOfHtml(decodeText(bytes, { html: true })))],
  ["application/xhtml+xml", whole((bytes) => textsOfHtml(htmlOfXhtml(decodeText(bytes, { html: true }))))],
  ["text/markdown", whole((bytes) => textsOfMarkdown(decodeText(bytes, { html: false })))],
  ["text/plain", whole((bytes) => textsOfPlain(decodeText(bytes, { html: false })))],
  ["message/rfc822", parcel(textsOfMessage)],
  ["application/epub+zip", parcel((bytes) => textsOfEpub(bytes, MOST_BYTES))],
]);

function whole(texts: Reader["texts"]): Reader {
  return { most: MOST_BYTES, texts };
}

function parcel(texts: Reader["texts"]): Reader {
  return { most: MOST_BYTES_OF_A_PARCEL, texts };
}

/** Up to how many bytes a file of this media type has text; 0 for a type without. */
export function textLimit(type: string): number {
  return READERS.get(type)?.most ?? 0;
}

/**
 * The blocks of a document's text by the profile `colophon/text/1` (docs/spec/text.md): normalised, none of them empty.
 * There may be no block at all. Undefined for a type without text, and for a document beyond the bounds of the profile.
 * Runs unchanged in the browser.
 */
export async function textBlocks(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<readonly string[] | undefined> {
  const reader = READERS.get(type);
  if (reader === undefined || bytes.length > reader.most) return undefined;
  try {
    const texts = await reader.texts(bytes);
    return texts === undefined ? undefined : normaliseBlocks(texts);
  } catch (error) {
    if (isFailure(error, "TEXT_TOO_COMPLEX")) return undefined;
    throw error;
  }
}
