import type { DocumentLink, DocumentText } from "../../core/ports/document-reader.ts";
import { linksOfHtml } from "../../core/text/links.ts";
import { normaliseBlocks } from "../../core/text/normalise.ts";
import { htmlOfXhtml } from "../../core/text/xhtml.ts";
import { decodeText } from "./charset.ts";
import { htmlOfMessage } from "./message.ts";
import { PDF } from "./pdf-limits.ts";
import { textsOfPdf } from "./pdf.ts";
import { textBlocks } from "./text.ts";

/**
 * The words and links of a document; undefined when it has none that can be read. What a hostile document costs is
 * bounded by whoever calls this. Throws for a PDF that is none.
 */
export async function documentText(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<DocumentText | undefined> {
  if (type === PDF) {
    const { texts, isCut } = await textsOfPdf(bytes);
    return { blocks: normaliseBlocks(texts), links: [], ...(isCut ? { isCut } : {}) };
  }
  const blocks = await textBlocks(bytes, type);
  return blocks === undefined ? undefined : { blocks, links: linksIn(bytes, type) };
}

function linksIn(bytes: Uint8Array, type: string): DocumentLink[] {
  switch (type) {
    case "text/html":
      return linksOfHtml(decodeText(bytes, { html: true }));
    case "application/xhtml+xml":
      return linksOfHtml(htmlOfXhtml(decodeText(bytes, { html: true })));
    case "message/rfc822":
      return htmlOfMessage(bytes).flatMap(linksOfHtml);
    default:
      return [];
  }
}
