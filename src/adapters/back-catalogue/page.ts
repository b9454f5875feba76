import { asPath } from "./material.ts";
import type { IssuePath } from "../../core/path.ts";

export const PAGE_PATH = asPath("index.html") as IssuePath;

/** What the head of a page that is made of an export's fragment says. */
export interface PageHead {
  readonly title: string | undefined;
  readonly date: string | undefined;
  readonly creators: readonly string[];
  readonly description: string | undefined;
  readonly language: string | undefined;
  /** Where it was published. */
  readonly address: string | undefined;
}

/**
 * The page of an export that holds only fragments: its text verbatim between a fixed head and a fixed foot, so that
 * the same export gives the same bytes. The form never changes: a change would publish everything anew.
 */
export function page(head: PageHead, body: string): Uint8Array {
  const lines = [
    "<!doctype html>",
    head.language === undefined ? "<html>" : `<html lang="${escaped(head.language)}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<title>${escaped(head.title ?? "")}</title>`,
    ...head.creators.map((name) => meta("author", name)),
    ...(head.date === undefined ? [] : [meta("date", head.date)]),
    ...(head.description === undefined ? [] : [meta("description", head.description)]),
    ...(head.address === undefined ? [] : [`<link rel="canonical" href="${escaped(head.address)}">`]),
    "</head>",
    "<body>",
    body,
    "</body>",
    "</html>",
    "",
  ];
  return new TextEncoder().encode(lines.join("\n"));
}

function meta(name: string, content: string): string {
  return `<meta name="${name}" content="${escaped(content)}">`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
