import type { CataloguedIssue } from "../../core/ports.ts";
import type { BadgeScript } from "../badge/script.ts";
import { html, type Markup, type Part } from "./html.ts";
import { layout } from "./layout.ts";
import type { PageServing } from "./reader.ts";
import { written } from "./words.ts";

export interface BadgesPage {
  /** An issue to show them with. */
  readonly example: CataloguedIssue | undefined;
  readonly script: BadgeScript | undefined;
}

/** `/badges`: lines for publishers to copy into their own pages. */
export function badgesPage(page: BadgesPage, serving: PageServing): string {
  const { reader } = serving;
  const says = reader.says.badges;
  const { example } = page;
  const body = html` <h1>${says.title}</h1>
    <p class="lead">${says.lead}</p>
    ${example === undefined ? html`<p class="quiet">${says.noIssue}</p>` : picture(example, serving)}
    ${example === undefined ? undefined : component(example, page, serving)}
    <section aria-labelledby="policy-title">
      <h2 id="policy-title">${says.policy}</h2>
      ${policies(serving)}
    </section>
    <section aria-labelledby="feed-title">
      <h2 id="feed-title">${says.feed}</h2>
      <p>${says.feedSays(feedLink(example))}</p>
    </section>`;
  return layout({ title: says.title, body, path: "/badges", description: says.lead }, serving);
}

function feedLink(example: CataloguedIssue | undefined): Part {
  if (example === undefined) return html`<code>/publications/…/feed.atom</code>`;
  const path = `/publications/${example.publication}/feed.atom`;
  return html`<a href="${path}" type="application/atom+xml"><code>${path}</code></a>`;
}

function picture(example: CataloguedIssue, { reader }: PageServing): Markup {
  const says = reader.says.badges;
  const origin = reader.origin ?? "";
  const lang = reader.language === "en" ? "" : `?lang=${reader.language}`;
  const path = `/issues/${example.manifest}`;
  return html`<section aria-labelledby="picture-title">
    <h2 id="picture-title">${says.picture}</h2>
    <p>${says.pictureSays}</p>
    <p class="quiet">
      ${says.example} ${reader.says.issue.numbered(example.label)}, ${written(example.title)}
    </p>
    <p>
      <a class="badge" href="${path}"
        ><img src="/badge${path}.svg${lang}" alt="${reader.says.issue.numbered(example.label)}" height="22"
      /></a>
    </p>
    ${snippet(`<a href="${origin}${path}">
  <img src="${origin}/badge${path}.svg${lang}" alt="${reader.says.issue.numbered(example.label)}" height="22">
</a>`)}
    ${snippet(`${origin}/badge/publications/${example.publication}.svg${lang}`)}
  </section>`;
}

function component(example: CataloguedIssue, { script }: BadgesPage, { reader }: PageServing): Markup {
  const says = reader.says.badges;
  const origin = reader.origin ?? "";
  const lang = reader.language === "en" ? "" : ` lang="${reader.language}"`;
  const name = reader.says.issue.numbered(example.label);
  if (script === undefined) return html`<p class="note unknown">${says.unbuilt}</p>`;
  return html`<section aria-labelledby="component-title">
    <h2 id="component-title">${says.component}</h2>
    <p>${says.componentSays}</p>
    ${snippet(`<script type="module" src="${origin}/badge/colophon-badge.js"
  integrity="${script.integrity}" crossorigin="anonymous"></script>

<colophon-badge archive="${origin}" issue="${example.manifest}"${lang}>
  <a href="${origin}/issues/${example.manifest}">${name}</a>
</colophon-badge>`)}
    <p>${says.integrity}</p>
  </section>`;
}

function policies({ reader }: PageServing): Markup {
  const says = reader.says.badges;
  const origin = reader.origin ?? "https://archive.example";
  return html`<dl class="facts">
    <div>
      <dt>${says.policyPicture}</dt>
      <dd><code>img-src ${origin}</code></dd>
    </div>
    <div>
      <dt>${says.policyComponent}</dt>
      <dd><code>script-src ${origin}; connect-src ${origin}</code></dd>
    </div>
  </dl>`;
}

function snippet(text: string): Markup {
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}
