import { isFailure } from "../../core/errors/error.ts";
import { normaliseBlocks } from "../../core/text/normalise.ts";
import { decodeText } from "./charset.ts";
import { isTextType, MOST_BYTES, textLimit, type TextType } from "./limits.ts";

type Texts = string[] | undefined;
type Reader = (bytes: Uint8Array<ArrayBuffer>) => Promise<Texts>;

/** Each loads its parser with the first document of its type: a page needs none of those for books and letters. */
const READERS: Readonly<Record<TextType, Reader>> = {
  "text/html": (bytes) => textsOfPage(decodeText(bytes, { html: true })),
  "application/xhtml+xml": async (bytes) => {
    const { htmlOfXhtml } = await import("../../core/text/xhtml.ts");
    return textsOfPage(htmlOfXhtml(decodeText(bytes, { html: true })));
  },
  "text/markdown": async (bytes) =>
    (await import("../../core/text/markdown.ts")).textsOfMarkdown(decodeText(bytes, { html: false })),
  "text/plain": async (bytes) =>
    (await import("../../core/text/plain.ts")).textsOfPlain(decodeText(bytes, { html: false })),
  "message/rfc822": async (bytes) => (await import("./message.ts")).textsOfMessage(bytes),
  "application/epub+zip": async (bytes) => (await import("./epub.ts")).textsOfEpub(bytes, MOST_BYTES),
};

async function textsOfPage(html: string): Promise<Texts> {
  return (await import("../../core/text/html.ts")).textsOfHtml(html);
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
  if (!isTextType(type) || bytes.length > textLimit(type)) return undefined;
  try {
    const texts = await READERS[type](bytes);
    return texts === undefined ? undefined : normaliseBlocks(texts);
  } catch (error) {
    if (isFailure(error, "TEXT_TOO_COMPLEX")) return undefined;
    throw error;
  }
}
