import type { ColophonError } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import type { CataloguedIssue, LocatedEntry } from "../../core/ports.ts";
import type { PublicationSummary } from "../../verify/archive.ts";
import type { Serving } from "../serving.ts";
import { staleNote } from "./first.ts";
import { html, type Markup } from "./html.ts";
import { layout } from "./layout.ts";
import { markTag } from "./mark-tag.ts";
import { type Marks } from "../../verify/marks.ts";
import { hash, moment } from "./words.ts";

export interface PublicationPage {
  readonly summary: PublicationSummary;
  readonly issues: readonly CataloguedIssue[];
  readonly entries: readonly LocatedEntry[];
  readonly marks: Marks;
  readonly stale: ColophonError | undefined;
}

/** `/publications/{id}`: every issue in its order, and what stands. */
export function publicationPage(page: PublicationPage, serving: Serving): string {
  const { summary, issues, entries, marks, stale } = page;
  const { id, title, profile, state } = summary;
  const isTaken = ({ manifest }: CataloguedIssue) => marks.get(manifest) === "label-taken";
  const groups = Map.groupBy(issues, (issue) => (isTaken(issue) ? issue.manifest : issue.label));
  const listed = [...groups.values()];
  const count = listed.filter((revisions) => !revisions.some(isTaken)).length;
  const body = html` <p class="trail"><a href="/#publications">Publications</a></p>
    <h1><bdi>${title}</bdi></h1>
    ${profile?.description === undefined ? undefined : html`<p class="lead">${profile.description}</p>`}
    ${staleNote(stale)}
    <p class="quiet">
      ${counted(count, "issue")}, ${counted(entries.length, "entry", "entries")} in its
      history${state.closed ? "; closed, so that nothing can be added any more" : ""}.
    </p>
    <section aria-labelledby="issues-title">
      <h2 id="issues-title">Issues</h2>
      ${listed.length === 0 ? html`<p class="quiet">None is anchored yet.</p>` : undefined}
      <ol class="issues">
        ${listed.map((revisions) => issueItem(revisions, marks))}
      </ol>
    </section>
    <section aria-labelledby="registry-title">
      <h2 id="registry-title">In the registry</h2>
      <dl class="facts">
        <div>
          <dt>Publication</dt>
          <dd>
            number ${id} in <code>${serving.trust.registry}</code> on ${serving.chainName}
            (<code>${serving.trust.chain}</code>)
          </dd>
        </div>
        <div>
          <dt>Registered</dt>
          <dd>${moment(state.registeredAt)}</dd>
        </div>
        <div>
          <dt>Owner</dt>
          <dd>${hash(state.owner)}</dd>
        </div>
        ${
          profile?.domain === undefined
            ? undefined
            : html`<div>
                <dt>Domain it names</dt>
                <dd>${profile.domain}, which was not looked up</dd>
              </div>`
        }
        <div>
          <dt>Head of its history</dt>
          <dd>${hash(state.head)}</dd>
        </div>
      </dl>
    </section>`;
  return layout({ title, body, current: "publications" }, serving);
}

function issueItem(revisions: readonly CataloguedIssue[], marks: Marks): Markup {
  const ordered = revisions.toSorted((a, b) => a.revision - b.revision);
  const latest = ordered.at(-1);
  const first = ordered[0];
  if (latest === undefined || first === undefined) return html``;
  const earlier = ordered.slice(0, -1);
  return html`<li>
    <span class="label">${latest.label}</span>
    <div>
      <h3>
        <a href="/issues/${latest.manifest}"><bdi>${latest.title}</bdi></a>
        ${markTag(marks.get(latest.manifest))}
      </h3>
      <p class="quiet">
        ${latest.date === undefined ? "Undated" : html`Dated ${latest.date} by its publisher`}; anchored
        ${moment(first.time)}
      </p>
      ${
        earlier.length === 0
          ? undefined
          : html`<ul class="revisions">
              ${ordered.toReversed().map((one) => html`<li><a href="/issues/${one.manifest}">Revision ${one.revision}</a>, anchored ${moment(one.time)} ${markTag(marks.get(one.manifest))}</li>`)}
            </ul>`
      }
    </div>
  </li>`;
}
