import { HtmlRenderer, Parser } from "commonmark";
import { fail } from "../errors/error.ts";
import { textsOfHtml } from "./html.ts";

const FRONT_MATTER = /^(?:---[ \t]*\n[^]*?\n(?:---|\.\.\.)|\+\+\+[ \t]*\n[^]*?\n\+\+\+)[ \t]*(?:\n|$)/;

const MOST_CHARACTERS = 1024 * 1024;
const MOST_IN_A_ROW = 64;
const MOST_SECTIONS = 1000;
const MOST_BRACKETS = 2000;
const MARKER = "(?:>|[*+-](?=[ \\t]|$)|\\d{1,9}[.)](?=[ \\t]|$))";
const MANY_CONTAINERS = new RegExp(`^(?:[ \\t]*${MARKER}){${MOST_IN_A_ROW + 1}}`, "m");
const DEEP_INDENT = /^[ \t>]{257}/m;

/** What makes the work of a CommonMark parser grow with the square of the text, and no writer writes. */
function problemOf(text: string): string | undefined {
  if (text.length > MOST_CHARACTERS) return `it has more than ${MOST_CHARACTERS} characters of Markdown`;
  if (MANY_CONTAINERS.test(text)) return `a line stands in more than ${MOST_IN_A_ROW} quotations and lists`;
  if (DEEP_INDENT.test(text)) return "a line is indented by more than 256 characters";
  if (text.split(/[ \t\n]/).some((run) => run.split("](").length > MOST_IN_A_ROW + 1))
    return `more than ${MOST_IN_A_ROW} links follow each other without a space`;
  if (text.split(/<[!?]/).length > MOST_SECTIONS + 1)
    return `it has more than ${MOST_SECTIONS} comments and instructions`;
  return undefined;
}

/**
 * Markdown by CommonMark 0.31.2, without front matter, as the HTML that it stands for.
 *
 * @throws TEXT_TOO_COMPLEX beyond 1,048,576 characters and the bounds of docs/spec/text.md
 */
export function textsOfMarkdown(document: string): string[] {
  const text = document.replace(/\r\n?/g, "\n").replace(FRONT_MATTER, "");
  const problem = problemOf(text);
  if (problem !== undefined) fail("TEXT_TOO_COMPLEX", { problem });
  return textsOfHtml(new HtmlRenderer().render(boundedParser().parse(text)));
}

/** The step of the library's parser from a block to what stands in its lines. */
interface Lines {
  inlineParser: { parse(block: { readonly _string_content: string | null }): void };
}

/** Every link looks at all brackets before it that are still open: only the block's own text tells how many. */
function boundedParser(): Parser {
  const parser = new Parser() as Parser & Lines;
  const { inlineParser } = parser;
  const parse = inlineParser.parse.bind(inlineParser);
  inlineParser.parse = (block) => {
    if ((block._string_content ?? "").split("[").length > MOST_BRACKETS + 1)
      fail("TEXT_TOO_COMPLEX", { problem: `a paragraph has more than ${MOST_BRACKETS} opening brackets` });
    parse(block);
  };
  return parser;
}
