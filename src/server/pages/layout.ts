import type { Serving } from "../serving.ts";
import { html, type Markup, type Part } from "./html.ts";

export interface Page {
  readonly title: string;
  readonly body: Part;
  /** Pages that check files carry the script; all others are words and links alone. */
  readonly interactive?: boolean;
  /** Which link of the header leads here; none when left out. */
  readonly current?: "check" | "publications" | "how";
}

/** A whole document around a page's body. */
export function layout(page: Page, { assets, banner }: Pick<Serving, "assets" | "banner">): string {
  const script =
    page.interactive === true && assets.script !== undefined
      ? html`<script type="module" src="${assets.script}"></script>`
      : undefined;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title === "" ? "Colophon" : `${page.title} · Colophon`}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${assets.styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)} ${script}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="site">
          <a class="name" href="/">${mark} Colophon</a>
          <nav aria-label="Site">
            ${link("/", "Check a file", page.current === "check")}
            ${link("/#publications", "Publications", page.current === "publications")}
            ${link("/how-it-works", "How it works", page.current === "how")}
          </nav>
        </header>
        ${banner === "embedded" ? embeddedBanner : undefined}
        <main id="main">${page.body}</main>
        <footer class="site">
          <p>
            Colophon says whether a copy is the one that was published, and never whether what was published
            is true.
          </p>
        </footer>
      </body>
    </html> `.text;
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

const embeddedBanner = html`<aside class="banner" aria-label="About this archive">
  <p>
    <strong>A trial archive.</strong> Its chain runs on this very machine, and whoever runs a chain can
    rewrite it: to others it proves nothing. Set <code>COLOPHON_RPC_URL</code> to a node of a public chain,
    and <code>COLOPHON_KUBO_URL</code> to an IPFS node, and the same program keeps an archive that does.
  </p>
</aside>`;

function link(href: string, text: string, current: boolean): Markup {
  return current
    ? html`<a href="${href}" aria-current="page">${text}</a>`
    : html`<a href="${href}">${text}</a>`;
}
