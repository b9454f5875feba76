import { encodePath } from "../../core/path.ts";
import type { IssueName, QuotedFile } from "../../verify/search/issue-name.ts";
import type { LeftOut } from "../../verify/search/left-out.ts";
import type { NearPlace, QuotationPlace, QuotationSearch } from "../../verify/search/quotations.ts";
import { marked } from "./difference.ts";
import { html, type Markup, type Part } from "./html.ts";
import { layout } from "./layout.ts";
import { linkTo, type PageServing, type Reader } from "./reader.ts";
import { hash, inEnglish, moment } from "./words.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import { staleNote } from "./stale-note.ts";

export interface SearchPage {
  readonly passage: string;
  readonly result?: QuotationSearch;
  readonly stale?: ColophonError | undefined;
  /** Why the passage was not sought. */
  readonly refused?: ColophonError;
}

/** `/search`: a form, and under it where the passage stands. Works without JavaScript. */
export function searchPage(page: SearchPage, serving: PageServing): string {
  const { reader } = serving;
  const says = reader.says.search;
  const body = html` <section class="check" aria-labelledby="search-title">
      <h1 id="search-title">${says.title}</h1>
      <p class="lead">${says.lead}</p>
      <form class="quotation" method="post" action="${linkTo("/search", reader)}">
        <label for="passage">${says.passage}</label>
        <textarea
          id="passage"
          name="passage"
          rows="5"
          maxlength="10000"
          required
          aria-describedby="${page.refused === undefined ? "passage-hint" : "passage-error passage-hint"}"
          ${page.refused === undefined ? undefined : html`aria-invalid="true"`}
        >
${page.passage}</textarea>
        ${page.refused === undefined ? undefined : refusal(page.refused, reader)}
        <p class="hint" id="passage-hint">${says.hint} ${says.sent}</p>
        <button class="button" type="submit">${says.find}</button>
      </form>
    </section>
    ${staleNote(page.stale, reader)} ${page.result === undefined ? undefined : results(page.result, serving)}`;
  return layout(
    { title: says.title, body, description: says.lead, path: "/search", current: "search" },
    serving,
  );
}

function refusal({ message, next }: ColophonError, reader: Reader): Markup {
  return html`<p class="note warn" role="alert" id="passage-error">
    ${inEnglish(`${message} ${next}`, reader)}
  </p>`;
}

function results(result: QuotationSearch, serving: PageServing): Markup {
  const { found, near, unsearched, leftOut, unquoted } = result;
  const { says } = serving.reader;
  const heading = headingOf(result, says.search);
  const isAll = unsearched === 0 && leftOut.documents === 0;
  return html`<section aria-labelledby="results-title" aria-live="polite">
    <h2 id="results-title">${heading}</h2>
    ${found.length > 0 ? undefined : html`<p>${near.length > 0 ? says.search.nearLead : isAll ? says.search.nowhereLead : undefined}</p>`}
    ${unquoted === undefined ? undefined : html`<p class="quiet">${says.search.unquoted}</p>`}
    <ul class="places">
      ${byDocument(found).map((places) => html`<li>${document(places, serving)}</li>`)}
      ${near.map((place) => html`<li>${nearAt(place, serving)}</li>`)}
    </ul>
    ${near.length === 0 ? undefined : legend(says.search)}
    ${unsearched === 0 ? undefined : html`<p class="note unknown">${says.search.unsearched(says.issues(unsearched))}</p>`}
    ${leftOut.documents === 0 || found.length > 0 ? undefined : unread(leftOut, serving)}
  </section>`;
}

function headingOf(
  { found, near, unsearched, leftOut, more }: QuotationSearch,
  says: PageServing["reader"]["says"]["search"],
): string {
  if (found.length > 0) return says.found(found.length, more);
  if (near.length > 0) return says.near;
  return unsearched + leftOut.documents > 0 ? says.unsure : says.nowhere;
}

/** What no search looks through, by name. */
function unread({ documents, first }: LeftOut, { reader }: PageServing): Markup {
  const says = reader.says.search;
  const unnamed = documents - first.length;
  return html`<div class="note unknown">
    <p>${says.leftOut(documents)}</p>
    <ul>
      ${first.map(
        ({ issue, path, why }) =>
          html`<li>
            <a href="${linkTo(`/issues/${issue.digest}`, reader)}"
              ><bdi>${issue.publicationTitle}</bdi>, ${says.issue(issue.label, issue.revision)}</a
            >: <bdi>${path}</bdi> (${says.whyLeftOut[why]})
          </li>`,
      )}
      ${unnamed === 0 ? undefined : html`<li>${says.leftOutMore(unnamed)}</li>`}
    </ul>
  </div>`;
}

/** In the order in which they were found. */
function byDocument(found: readonly QuotationPlace[]): readonly (readonly QuotationPlace[])[] {
  return [...Map.groupBy(found, ({ issue, path }) => `${issue.digest} ${path}`).values()];
}

/** A document once, however often the passage stands in it: the first place is shown, and the others on request. */
function document(places: readonly QuotationPlace[], serving: PageServing): Markup {
  const [place, ...more] = places;
  if (place === undefined) return html``;
  const says = serving.reader.says.search;
  const { firstBlock, lastBlock } = place.stretch;
  return html`${heading(place, [firstBlock, lastBlock], serving)} ${foundAt(place, serving)}
  ${
    more.length === 0
      ? undefined
      : html`<details>
          <summary>${says.again(more.length)}</summary>
          ${more.map(
            (one) =>
              html`<p class="quiet">${says.block(one.stretch.firstBlock + 1, one.stretch.lastBlock + 1)}</p>
                ${foundAt(one, serving)}`,
          )}
        </details>`
  }`;
}

/** Of the words before and behind. */
const AROUND = 300;

function foundAt(place: QuotationPlace, serving: PageServing): Markup {
  const { says } = serving.reader;
  const { before, after, proof, unproven } = place;
  const inner = proof?.blocks.map(({ block }) => block) ?? [];
  const words = passageIn(place, inner);
  return html`<blockquote class="reason">
      <p>
        ${before.length > AROUND ? "…" : ""}${before.slice(-AROUND).toWellFormed()}<mark>${words}</mark>${after.slice(0, AROUND).toWellFormed()}${after.length > AROUND ? "…" : ""}
      </p>
    </blockquote>
    ${
      proof === undefined
        ? html`<p class="quiet">${says.search.unproven[unproven ?? "no-text"]}</p>`
        : html`<details>
            <summary>
              <strong>${says.search.proved}</strong> ${says.search.provedBy(proof.blocks.length)}
            </summary>
            <ol class="plain">
              ${proof.blocks.map(({ index, siblings }) => html`<li>${index + 1}: ${siblings.map((one) => html`${hash(one)} `)}</li>`)}
            </ol>
          </details>`
    }`;
}

/** As it stands there: over several blocks with what is between them. */
function passageIn({ stretch }: QuotationPlace, blocks: readonly string[]): string {
  const last = blocks.length - 1;
  if (last < 0) return "…";
  return blocks
    .map((block, i) => block.slice(i === 0 ? stretch.start : 0, i === last ? stretch.end : undefined))
    .join(" ¶ ");
}

function nearAt(place: NearPlace, serving: PageServing): Markup {
  return html`${heading(place, [place.block, place.block], serving)}
    <blockquote class="reason"><p>${marked(place.pieces, serving.reader.says.search)}</p></blockquote>`;
}

function heading(
  { issue, path }: QuotedFile,
  [first, last]: readonly [number, number],
  { reader }: PageServing,
): Markup {
  const says = reader.says.search;
  const file = html`<a href="${linkTo(`/read/${issue.digest}/${encodePath(path)}`, reader)}"
    ><bdi>${path}</bdi></a
  >`;
  return html`<h3>${issueLink(issue, reader)}</h3>
    <p class="quiet">
      ${stands(issue, reader)} ${says.anchored(moment(issue.anchoredAt, reader))}.
      ${says.where(file, first + 1, last + 1)}.
    </p>`;
}

/** The publication's and the issue's names. */
export function issueLink(issue: IssueName, reader: PageServing["reader"]): Markup {
  const says = reader.says.search;
  return html`<a href="${linkTo(`/issues/${issue.digest}`, reader)}"
    ><bdi>${issue.publicationTitle}</bdi>, ${says.issue(issue.label, issue.revision)}:
    <bdi>${issue.title}</bdi></a
  >`;
}

function stands({ standing }: IssueName, { says }: PageServing["reader"]): Part {
  return standing === "current" ? undefined : html`<strong>${says.marks[standing]}</strong>,`;
}

function legend(says: PageServing["reader"]["says"]["search"]): Markup {
  return html`<p class="quiet">
    ${says.legend(html`<del>${says.struck}</del>`, html`<ins>${says.underlined}</ins>`)}
  </p>`;
}
