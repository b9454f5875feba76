import type { CataloguedIssue } from "../../../core/ports.ts";
import type { Marks } from "../../../verify/marks.ts";
import { html, type Markup, type Part } from "../html.ts";
import { markTag } from "../mark-tag.ts";
import { linkTo, type Reader } from "../reader.ts";
import { claimed, moment, written } from "../words.ts";

/** The revisions of one issue, the first one first. */
type Revisions = readonly CataloguedIssue[];

/** Each issue once, under the year of the date that it bears, or else of its anchoring; the latest year first. */
export function issuesByYear(issues: readonly CataloguedIssue[], marks: Marks, reader: Reader): Markup {
  const isTaken = ({ manifest }: CataloguedIssue) => marks.get(manifest) === "label-taken";
  const lines = Map.groupBy(issues, (issue) => (isTaken(issue) ? issue.manifest : issue.label));
  const ordered = [...lines.values()].map((line) => line.toSorted((a, b) => a.revision - b.revision));
  const years = Map.groupBy(ordered, yearOf);
  const sorted = [...years].toSorted(([a], [b]) => b.localeCompare(a));
  return html`${sorted.length > 1 ? yearLinks(sorted, reader) : undefined}
  ${sorted.map(([year, lists]) => ofYear(year, lists, { marks, reader }))}`;
}

function ofYear(
  year: string,
  lists: readonly Revisions[],
  { marks, reader }: { marks: Marks; reader: Reader },
): Markup {
  const latest = lists.toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)));
  return html`<h3 class="year" id="y${year}">${year}</h3>
    <ul class="issues">
      ${latest.map((revisions) => item(revisions, marks, reader))}
    </ul>`;
}

function yearLinks(years: readonly (readonly [string, readonly unknown[]])[], { says }: Reader): Markup {
  return html`<nav class="years" aria-label="${says.publication.years}">
    ${years.map(([year, lists]) => html`<a href="#y${year}">${year} <span class="quiet">${lists.length}</span></a>`)}
  </nav>`;
}

function item(revisions: Revisions, marks: Marks, reader: Reader): Part {
  const [first] = revisions;
  const latest = revisions.at(-1);
  if (latest === undefined || first === undefined) return undefined;
  const says = reader.says.publication;
  return html`<li>
    <span class="label">${latest.label}</span>
    <div>
      <h4>
        <a href="${linkTo(`/issues/${latest.manifest}`, reader)}">${written(latest.title)}</a>
        ${markTag(marks.get(latest.manifest), reader)}
      </h4>
      <p class="quiet">
        ${latest.date === undefined ? says.undated : says.dated(claimed(latest.date, reader))};
        ${says.anchored(moment(first.time, reader))}
      </p>
      ${revisions.length === 1 ? undefined : earlier(revisions, marks, reader)}
    </div>
  </li>`;
}

function earlier(revisions: Revisions, marks: Marks, reader: Reader): Markup {
  const { issue, publication } = reader.says;
  return html`<ul class="revisions">
    ${revisions
      .toReversed()
      .map(
        (one) =>
          html`<li>
            <a href="${linkTo(`/issues/${one.manifest}`, reader)}">${issue.revision(one.revision)}</a>,
            ${publication.anchored(moment(one.time, reader))} ${markTag(marks.get(one.manifest), reader)}
          </li>`,
      )}
  </ul>`;
}

/** `2019-11-26`, or as much of it as is claimed; of an issue without a date, when it was anchored. */
function dayOf([first]: Revisions): string {
  if (first === undefined) return "";
  return first.date ?? new Date(first.time * 1000).toISOString().slice(0, 10);
}

function yearOf(revisions: Revisions): string {
  return dayOf(revisions).slice(0, 4);
}
