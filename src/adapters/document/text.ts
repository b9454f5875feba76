import { isFailure } from "../../core/errors/error.ts";
import { textsOfHtml } from "../../core/text/html.ts";
import { textsOfMarkdown } from "../../core/text/markdown.ts";
import { normaliseBlocks } from "../../core/text/normalise.ts";
import { textsOfPlain } from "../../core/text/plain.ts";
import { htmlOfXhtml } from "../../core/text/xhtml.ts";
import { decodeText } from "./charset.ts";
import { textsOfEpub } from "./epub.ts";
import { isTextType, MOST_BYTES, textLimit, type TextType } from "./limits.ts";
import { textsOfMessage } from "./message.ts";

type Texts = string[] | undefined | Promise<string[] | undefined>;

const READERS: Readonly<Record<TextType, (bytes: Uint8Array<ArrayBuffer>) => Texts>> = {
  "text/html": (bytes) => textsOfHtml(decodeText(bytes, { html: true })),
  "application/xhtml+xml": (bytes) => textsOfHtml(htmlOfXhtml(decodeText(bytes, { html: true }))),
  "text/markdown": (bytes) => textsOfMarkdown(decodeText(bytes, { html: false })),
  "text/plain": (bytes) => textsOfPlain(decodeText(bytes, { html: false })),
  "message/rfc822": textsOfMessage,
  "application/epub+zip": (bytes) => textsOfEpub(bytes, MOST_BYTES),
};

/**
 * The blocks of a document's text by the profile `colophon/text/1` (docs/spec/text.md): normalised, none of them empty.
 * There may be no block at all. Undefined for a type without text, and for a document beyond the bounds of the profile.
 * Runs unchanged in the browser.
 */
export async function textBlocks(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<readonly string[] | undefined> {
  if (!isTextType(type) || bytes.length > textLimit(type)) return undefined;
  try {
    const texts = await READERS[type](bytes);
    return texts === undefined ? undefined : normaliseBlocks(texts);
  } catch (error) {
    if (isFailure(error, "TEXT_TOO_COMPLEX")) return undefined;
    throw error;
  }
}
