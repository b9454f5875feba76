import { html, Markup, type Part } from "./pages/html.ts";

/** What every feed has (RFC 4287, section 4.1.1); its entries stand in the order in which they are given. */
export interface Atom {
  /** An IRI that stays the same. */
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** In unix seconds, here and in entries. */
  readonly updated: number;
  readonly author: string;
  /** Of whatever does not name its own. */
  readonly language: string;
  readonly links?: readonly AtomLink[];
  readonly icon?: string;
  readonly entries: readonly AtomEntry[];
}

/** Section 4.1.2: it needs a link to an `alternate`, or else content. */
export interface AtomEntry {
  readonly id: string;
  readonly title: AtomText;
  readonly published: number;
  readonly updated: number;
  readonly categories?: readonly string[];
  readonly links?: readonly AtomLink[];
  readonly summary?: AtomText;
  readonly content?: AtomText;
}

export interface AtomText {
  readonly text: Part;
  readonly language?: string | undefined;
}

export interface AtomLink {
  readonly rel: "self" | "alternate" | "bookmark";
  readonly type: string;
  readonly href: string;
}

/** The same feed gives the same bytes. */
export function atomText(atom: Atom): string {
  const { id, title, subtitle, updated, author, language, links, icon, entries } = atom;
  const body = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
    <id>${id}</id>
    <title>${plain(title)}</title>
    ${subtitle === undefined ? undefined : html`<subtitle>${plain(subtitle)}</subtitle>`}
    <updated>${rfc3339(updated)}</updated>
    <author><name>${plain(author)}</name></author>
    ${(links ?? []).map(linkOf)} ${icon === undefined ? undefined : html`<icon>${icon}</icon>`}
    <generator>Colophon</generator>
    ${entries.map(entryOf)}
  </feed>`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${body.text}\n`;
}

function entryOf({ id, title, published, updated, categories, links, summary, content }: AtomEntry): Markup {
  return html` <entry>
    <id>${id}</id>
    ${textOf("title", title)}
    <published>${rfc3339(published)}</published>
    <updated>${rfc3339(updated)}</updated>
    ${(categories ?? []).map((term) => html`<category term="${plain(term)}" />`)} ${(links ?? []).map(linkOf)}
    ${textOf("summary", summary)} ${textOf("content", content)}
  </entry>`;
}

function textOf(name: "title" | "summary" | "content", given: AtomText | undefined): Markup | undefined {
  if (given === undefined) return undefined;
  const { text, language } = given;
  const tag = new Markup(name);
  const spoken = language === undefined ? undefined : html` xml:lang="${language}"`;
  return html`<${tag}${spoken}>${typeof text === "string" ? plain(text) : text}</${tag}>`;
}

function linkOf({ rel, type, href }: AtomLink): Markup {
  return html`<link rel="${rel}" type="${type}" href="${href}" />`;
}

function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Characters that XML 1.0 does not have cannot even be escaped; publishers' texts hold none but new lines. */
function plain(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
