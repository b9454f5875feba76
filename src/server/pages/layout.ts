import { LANGUAGE_NAMES, LANGUAGES } from "../../core/messages/language.ts";
import type { Serving } from "../serving.ts";
import { html, type Markup, type Part } from "./html.ts";
import { type LinkedData, linkedData } from "./linked-data.ts";
import { ENGLISH_READER, inLanguage, linkTo, type PageServing, type Reader } from "./reader.ts";

export interface Page {
  readonly title: string;
  readonly body: Part;
  /** Pages that check files carry the script; all others are words and links alone. */
  readonly interactive?: boolean;
  /** Which link of the header leads here; none when left out. */
  readonly current?: "check" | "publications" | "search" | "how";
  /** One sentence for whoever shows a link to the page. */
  readonly description?: string;
  /** The page's own address, without origin; pages that nobody keeps a link to have none. */
  readonly path?: string;
  /** The address of a PNG of 1200 by 630 for whoever shows a link to the page; the site's own when left out. */
  readonly picture?: string;
  /** A feed that tells of what is new here. */
  readonly feed?: { readonly href: string; readonly title: string };
  /** What the page is about, for programs (https://schema.org). */
  readonly data?: LinkedData;
}

/** What a layout needs; a page made without a reader is in English. */
type Framing = Pick<Serving, "assets" | "banner" | "search"> & Partial<Pick<PageServing, "reader">>;

/** A whole document around a page's body. */
export function layout(page: Page, { assets, banner, search, reader = ENGLISH_READER }: Framing): string {
  const { site } = reader.says;
  const script =
    page.interactive === true && assets.script !== undefined
      ? html`<script type="module" src="${assets.script}"></script>`
      : undefined;
  return html`<!doctype html>
    <html lang="${reader.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title === "" ? site.name : `${page.title} · ${site.name}`}</title>
        ${described(page, reader)}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${assets.styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)} ${script}
      </head>
      <body>
        <a class="skip" href="#main">${site.skip}</a>
        <header class="site">
          <a class="name" href="${linkTo("/", reader)}">${mark} ${site.name}</a>
          ${navigation(page, reader, search !== undefined)}
        </header>
        ${banner === "embedded" ? embeddedBanner(reader) : undefined}
        <main id="main">${page.body}</main>
        ${foot(reader)}
      </body>
    </html> `.text;
}

function navigation({ current }: Page, reader: Reader, canSearch: boolean): Markup {
  const { site } = reader.says;
  const link = (path: string, text: string, isCurrent: boolean) => {
    const href = linkTo(path, reader);
    return isCurrent
      ? html`<a href="${href}" aria-current="page">${text}</a>`
      : html`<a href="${href}">${text}</a>`;
  };
  return html`<nav aria-label="${site.navigation}">
    ${link("/", site.check, current === "check")}
    ${link("/#publications", site.publications, current === "publications")}
    ${canSearch ? link("/search", site.quotation, current === "search") : undefined}
    ${link("/how-it-works", site.how, current === "how")}
  </nav>`;
}

function foot(reader: Reader): Markup {
  const { site } = reader.says;
  const others = LANGUAGES.filter((language) => language !== reader.language);
  return html`<footer class="site">
    <p>${site.about}</p>
    <nav class="languages" aria-label="${site.language}">
      ${others.map((language) => html`<a href="${inLanguage(language, reader)}" lang="${language}" hreflang="${language}" rel="alternate">${LANGUAGE_NAMES[language]}</a>`)}
      <a href="${linkTo("/badges", reader)}">${site.badges}</a>
    </nav>
  </footer>`;
}

/** For who shows a link to the page: search engines, and the previews of messages. */
function described(page: Page, reader: Reader): Part {
  const { path, title, description, picture = "/card.png", feed, data } = page;
  const { name, about } = reader.says.site;
  const summary = description ?? about;
  return [
    html`<meta name="description" content="${summary}" />`,
    LANGUAGES.map(
      (language) =>
        html`<link rel="alternate" hreflang="${language}" href="${inLanguage(language, reader)}" />`,
    ),
    feed === undefined
      ? undefined
      : html`<link rel="alternate" type="application/atom+xml" href="${feed.href}" title="${feed.title}" />`,
    data === undefined ? undefined : linkedData(data),
    path === undefined || reader.origin === undefined
      ? undefined
      : html`<meta property="og:site_name" content="${name}" />
          <meta property="og:type" content="${page.current === "publications" ? "article" : "website"}" />
          <meta property="og:title" content="${title === "" ? name : title}" />
          <meta property="og:description" content="${summary}" />
          <meta property="og:url" content="${reader.origin}${path}" />
          <meta property="og:locale" content="${reader.language === "en" ? "en_GB" : "zh_CN"}" />
          <meta property="og:image" content="${reader.origin}${picture}" />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta property="og:image:alt" content="${page.picture === undefined ? name : title}" />
          <meta name="twitter:card" content="summary_large_image" />`,
  ];
}

/** The printer's mark: a page with its last line. */
const mark = html`<svg
  class="mark"
  viewBox="0 0 24 24"
  width="24"
  height="24"
  aria-hidden="true"
  focusable="false"
>
  <path d="M5 2.5h14v19H5z" fill="none" stroke="currentColor" stroke-width="1.6" />
  <path d="M8.5 7h7M8.5 10.5h7" stroke="currentColor" stroke-width="1.3" />
  <path d="M12 14.6l2.1 2.1-2.1 2.1-2.1-2.1z" fill="currentColor" />
</svg>`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="4" fill="#7a2e1d"/><path d="M12 6l6 6-6 6-6-6z" fill="#fbf8f1"/></svg>`;

function embeddedBanner({ says }: Reader): Markup {
  return html`<aside class="banner" aria-label="${says.site.bannerLabel}"><p>${says.site.banner}</p></aside>`;
}
