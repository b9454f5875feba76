import type { ColophonError } from "../../../core/errors/error.ts";
import type { Check } from "../../../core/verdict.ts";
import type { CataloguedIssue, LocatedEntry } from "../../../core/ports.ts";
import type { PublicationSummary } from "../../../verify/archive.ts";
import { sentence } from "../../../verify/wording.ts";
import type { Marks } from "../../../verify/marks.ts";
import type { ToldEndorsements } from "../../endorsements.ts";
import type { Unread } from "../../unread.ts";
import { html, type Markup, type Part } from "../html.ts";
import { layout } from "../layout.ts";
import { linkTo, type PageServing, type Reader } from "../reader.ts";
import { staleNote } from "../stale-note.ts";
import { claimed, hash, moment, written } from "../words.ts";
import { endorsementList, forkBox } from "./endorsements.ts";
import { type Numbering, numberingOf, pausesOf } from "./gaps.ts";
import { issuesByYear } from "./issues.ts";
import { noticesList, type Reasons } from "./notices.ts";
import { unreadList } from "./unread.ts";
import { timeline } from "./timeline.ts";

export interface PublicationPage {
  readonly summary: PublicationSummary;
  readonly issues: readonly CataloguedIssue[];
  readonly entries: readonly LocatedEntry[];
  readonly marks: Marks;
  readonly reasons: Reasons;
  readonly identity: Check<"identity">;
  readonly stale: ColophonError | undefined;
  readonly unread: Unread;
  readonly endorsed: ToldEndorsements;
}

/** `/publications/{id}`: every issue in its order, what stands, and what is missing. */
export function publicationPage(page: PublicationPage, serving: PageServing): string {
  const { summary, issues, entries, marks, stale, unread } = page;
  const { reader } = serving;
  const { id, title, profile, state } = summary;
  const says = reader.says.publication;
  // An issue whose label another had before is none of the publication's.
  const first = issues.filter((one) => one.revision === 1 && marks.get(one.manifest) !== "label-taken");
  const feed = `/publications/${id}/feed.atom`;
  const body = html` <p class="trail">
      <a href="${linkTo("/#publications", reader)}">${reader.says.site.publications}</a>
    </p>
    <h1>${written(title, profile?.language)}</h1>
    ${profile?.description === undefined ? undefined : html`<p class="lead">${written(profile.description, profile.language)}</p>`}
    ${staleNote(stale, reader)} ${forkBox(page.endorsed, reader)}
    <p class="quiet">
      ${says.counts(reader.says.issues(first.length), reader.says.entries(entries.length))}
      ${unread.more === 0 ? undefined : says.unread.counted(reader.says.issues(unread.more))}
      ${state.closed ? says.closed : undefined}
    </p>
    <p class="actions">
      <a href="${feed}" type="application/atom+xml">${says.feed}</a>
      <a href="${linkTo(`/badges?publication=${id}`, reader)}">${says.badge}</a>
    </p>
    <section aria-labelledby="issues-title">
      <h2 id="issues-title">${says.issues}</h2>
      ${unreadList(unread, reader)}
      ${issues.length === 0 ? none(unread, reader) : issuesByYear(issues, marks, reader)}
    </section>
    ${timeline(first, reader)} ${gaps(first, unread, reader)} ${noticesList(page, reader)}
    ${endorsementList(page.endorsed, { id, entries: state.entries }, reader)} ${registry(page, serving)}`;
  const description = says.summary(title, reader.says.issues(first.length + unread.more));
  return layout(
    {
      ...{ title, body, description, current: "publications" as const, path: `/publications/${id}` },
      feed: { href: feed, title: says.feedTitle(title) },
      data: {
        "@type": "Periodical",
        name: title,
        description: profile?.description,
        issn: profile?.issn,
        inLanguage: profile?.language,
        url: reader.origin === undefined ? undefined : `${reader.origin}/publications/${id}`,
        identifier: `${serving.trust.chain}:${serving.trust.registry}:${id}`,
      },
    },
    serving,
  );
}

function none({ issues, batches }: Unread, { says }: Reader): Part {
  return issues.length + batches.length > 0 ? undefined : html`<p class="quiet">${says.publication.none}</p>`;
}

function gaps(issues: readonly CataloguedIssue[], unread: Unread, reader: Reader): Part {
  // Also what could not be read is anchored under its label.
  const labels = [...issues, ...unread.issues].map(({ label }) => label);
  if (new Set(labels).size < 2) return undefined;
  const says = reader.says.publication;
  const name = (issue: CataloguedIssue) =>
    html`<a href="${linkTo(`/issues/${issue.manifest}`, reader)}"
        >${reader.says.issue.numbered(issue.label)}</a
      >${issue.date === undefined ? undefined : html` (${claimed(issue.date, reader)})`}`;
  return html`<section aria-labelledby="gaps-title">
    <h2 id="gaps-title">${says.gaps}</h2>
    <ul class="plain">
      <li>${numberingSays(numberingOf(labels), unread, reader)}</li>
      ${pausesOf(issues).map(({ before, after, days, usual }) => html`<li>${says.pause(name(before), name(after), says.days(days), says.days(usual))}</li>`)}
      ${unread.failure === undefined ? undefined : html`<li class="unknown">${says.unread.partial}</li>`}
    </ul>
  </section>`;
}

/** A number may be that of any issue whose label could not be read. */
function numberingSays(numbering: Numbering | undefined, { batches }: Unread, { says }: Reader): Part {
  if (numbering === undefined) return says.publication.notNumbers;
  const { from, to, missing, more } = numbering;
  if (missing.length === 0) return says.publication.dense(from, to);
  const unknown = batches.reduce((sum, batch) => sum + batch.unknown, 0);
  return unknown === 0
    ? says.publication.numbering(missing, more)
    : says.publication.unread.unsure(says.issues(unknown));
}

function registry({ summary, identity }: PublicationPage, serving: PageServing): Markup {
  const { id, profile, state } = summary;
  const { reader, trust, chainName, mirrorOf } = serving;
  const says = reader.says.publication;
  const row = (name: string, value: Part) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  const chain = html`${chainName} (<code>${trust.chain}</code>)`;
  return html`<section aria-labelledby="registry-title">
    <h2 id="registry-title">${says.registry}</h2>
    <dl class="facts">
      ${row(says.publication, says.number(id, trust.registry, chain))}
      ${row(says.registered, moment(state.registeredAt, reader))} ${row(says.owner, hash(state.owner))}
      ${profile?.issn === undefined ? undefined : row(says.issn, profile.issn)}
      ${profile?.domain === undefined ? undefined : row(says.domain, sentence(identity, reader.language))}
      ${row(says.head, hash(state.head))}
      ${mirrorOf === undefined ? undefined : row(says.history, html`<a href="/api/publications/${id}/mirror">${says.mirror}</a>`)}
    </dl>
  </section>`;
}
