import { HtmlRenderer, Parser } from "commonmark";
import { textsOfHtml } from "./html.ts";

const FRONT_MATTER = /^(?:---[ \t]*\n[^]*?\n(?:---|\.\.\.)|\+\+\+[ \t]*\n[^]*?\n\+\+\+)[ \t]*(?:\n|$)/;

/** Markdown by CommonMark 0.31.2, without front matter, as the HTML that it stands for. */
export function textsOfMarkdown(document: string): string[] {
  const lines = document.replace(/\r\n?/g, "\n");
  const tree = new Parser().parse(lines.replace(FRONT_MATTER, ""));
  return textsOfHtml(new HtmlRenderer().render(tree));
}
