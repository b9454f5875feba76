import type { ChangedFile, IssueChanges } from "../../verify/search/changes.ts";
import { differenceView } from "./difference.ts";
import { html, type Markup, type Part } from "./html.ts";
import { layout } from "./layout.ts";
import type { PageServing } from "./reader.ts";
import { issueLink } from "./search.ts";
import { moment } from "./words.ts";

/** `/issues/{digest}/changes/{other}`: what became of an issue's files, word by word. */
export function changesPage(told: IssueChanges, serving: PageServing): string {
  const { reader } = serving;
  const says = reader.says.search;
  const { from, to, same, changed, removed, added } = told;
  const isOneIssue = from.label === to.label && from.publication === to.publication;
  const name = (issue: typeof from) =>
    isOneIssue ? says.revision(issue.revision) : says.issue(issue.label, issue.revision);
  const names = { first: name(from), second: name(to) };
  const title = says.changes(names.first, names.second);
  const body = html` <h1>${title}</h1>
    <p class="lead">${says.changesLead}</p>
    <ol class="plain">
      ${[from, to].map((issue) => html`<li>${issueLink(issue, reader)}, ${says.anchored(moment(issue.anchoredAt, reader))}</li>`)}
    </ol>
    ${changed.length + removed.length + added.length === 0 ? html`<p>${says.nothing}</p>` : undefined}
    ${changed.map((file) => changedFile(file, names, serving))} ${list(says.removed, removed)}
    ${list(says.added, added)} ${folded(says.same(reader.says.files(same.length)), same)}`;
  return layout({ title: `${title}, ${to.title}`, body, current: "publications" }, serving);
}

function changedFile(
  { path, difference, uncompared = "no-words" }: ChangedFile,
  names: { readonly first: string; readonly second: string },
  { reader }: PageServing,
): Markup {
  const says = reader.says.search;
  return html`<section>
    <h2><bdi>${path}</bdi></h2>
    ${difference === undefined ? html`<p class="quiet">${says.uncompared[uncompared]}</p>` : differenceView(difference, says, names)}
  </section>`;
}

/** Of an issue of hundreds of files the few that changed are what is looked for. */
const MOST_UNFOLDED = 10;

function folded(title: string, paths: readonly string[]): Part {
  if (paths.length <= MOST_UNFOLDED) return list(title, paths);
  return html`<details>
    <summary>${title}</summary>
    ${names(paths)}
  </details>`;
}

function list(title: string, paths: readonly string[]): Part {
  if (paths.length === 0) return undefined;
  return html`<section>
    <h2>${title}</h2>
    ${names(paths)}
  </section>`;
}

function names(paths: readonly string[]): Markup {
  return html`<ul class="plain">
    ${paths.map((path) => html`<li><bdi>${path}</bdi></li>`)}
  </ul>`;
}
