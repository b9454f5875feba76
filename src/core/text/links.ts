import type { DefaultTreeAdapterTypes } from "parse5";
import type { DocumentLink } from "../ports/document-reader.ts";
import { parsedHtml } from "./html.ts";
import { normaliseText } from "./normalise.ts";

type Node = DefaultTreeAdapterTypes.Node;

const MOST_LINKS = 10_000;

/** Where an HTML document leads to: each `href` of an `a` or `area` with the words that it is on. @throws TEXT_TOO_COMPLEX */
export function linksOfHtml(document: string): DocumentLink[] {
  const links: DocumentLink[] = [];
  const waiting: Node[] = [parsedHtml(document)];
  for (let next = waiting.pop(); next !== undefined && links.length < MOST_LINKS; next = waiting.pop()) {
    if ("tagName" in next && (next.tagName === "a" || next.tagName === "area")) {
      const href = next.attrs.find(({ name }) => name === "href")?.value;
      if (href !== undefined) links.push({ text: normaliseText(textBelow(next)), href });
    }
    if ("childNodes" in next) for (const child of next.childNodes.toReversed()) waiting.push(child);
  }
  return links;
}

const MOST_TEXT = 500;

function textBelow(element: Node): string {
  let text = "";
  const waiting: Node[] = [element];
  for (let next = waiting.pop(); next !== undefined && text.length < MOST_TEXT; next = waiting.pop()) {
    if (next.nodeName === "#text" && "value" in next) text += next.value;
    if ("childNodes" in next) for (const child of next.childNodes.toReversed()) waiting.push(child);
  }
  return text.slice(0, MOST_TEXT);
}
