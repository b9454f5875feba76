import type { Digest } from "../../core/digest.ts";
import type { FileEntry, Manifest } from "../../core/manifest/manifest.ts";
import { encodePath } from "../../core/path.ts";
import type { LocatedEntry } from "../../core/ports.ts";
import type { IssueEvidence } from "../../verify/evidence.ts";
import { certificate } from "./certificate.ts";
import { dropZone } from "./first.ts";
import { html, type Markup, type Part } from "./html.ts";
import { anchoredLabel, anchoringOf, type IssuePage } from "./issue-page.ts";
import { layout } from "./layout.ts";
import type { LinkedData } from "./linked-data.ts";
import { endorsedLine } from "./publication/endorsements.ts";
import { frontOf, readingView } from "./reading-view.ts";
import { linkTo, type PageServing, type Reader } from "./reader.ts";
import { selfCheck } from "./self-check.ts";
import { changesLink, standingBox } from "./standing-box.ts";
import { claimed, hash, inEnglish, kindOf, moment, written } from "./words.ts";

/** Files before those that are folded away, and as many of those as a page can bear: the manifest lists them all. */
const MOST_SHOWN = 20;
const MOST_LISTED = 1000;

/** `/issues/{digest}`: the permanent page of one revision of one issue. */
export function issuePage(page: IssuePage, serving: PageServing): string {
  const { digest, evidence, manifest } = page;
  const { reader } = serving;
  const says = reader.says.issue;
  const listed = evidence.revisions.find((one) => one.manifest === digest);
  const label = manifest?.issue.label ?? listed?.label ?? anchoredLabel(page);
  const untitled = label === undefined ? says.untitled : says.numbered(label);
  const title = manifest?.issue.title ?? listed?.title ?? untitled;
  const publication = evidence.publicationTitle ?? page.publication?.title ?? says.itsPublication;
  const id = manifest?.publication.id ?? listed?.publication ?? page.publication?.id;
  const body = html` <p class="trail">
      ${id === undefined ? undefined : html`<a href="${linkTo(`/publications/${id}`, reader)}">${written(publication)}</a>`}
    </p>
    <h1>${written(title, manifest?.issue.language)}</h1>
    ${manifest === undefined ? undefined : byline(manifest, reader)} ${standingBox(page, serving)}
    ${certificate(page, serving)} ${id === undefined ? undefined : endorsedLine(page, id, reader)}
    ${manifest === undefined ? undefined : [readingView(digest, manifest, reader), filesTable(digest, manifest, reader)]}
    <section class="check" aria-labelledby="check-title">
      <h2 id="check-title">${says.check}</h2>
      <p>${says.checkLead}</p>
      ${dropZone(serving)} ${proofLink(digest, serving)}
    </section>
    ${revisions(page, serving)} ${transactions(page, reader)} ${copies(evidence, reader)}
    ${selfCheck(page, serving)}`;
  const anchoredAt = anchoringOf(page)?.entry.time;
  return layout(
    {
      ...{
        title: says.pageOf(title, publication),
        body,
        interactive: true,
        current: "publications" as const,
      },
      path: `/issues/${digest}`,
      picture: `/issues/${digest}/card.png`,
      description: says.summary(
        label ?? "",
        publication,
        anchoredAt === undefined ? undefined : reader.says.time(anchoredAt),
      ),
      data: dataOf(page, { label, title, id }, serving),
    },
    serving,
  );
}

interface Named {
  readonly label: string | undefined;
  readonly title: string;
  readonly id: string | undefined;
}

/** In the words of https://schema.org; `datePublished` is the publisher's claim. */
function dataOf(
  { digest, evidence, manifest, publication }: IssuePage,
  { label, title, id }: Named,
  { reader }: PageServing,
): LinkedData {
  const issue = manifest?.issue;
  const at = (path: string) => (reader.origin === undefined ? undefined : `${reader.origin}${path}`);
  return {
    "@type": "PublicationIssue",
    name: title,
    issueNumber: label,
    version: issue === undefined ? undefined : String(issue.revision),
    datePublished: issue?.date,
    description: issue?.description,
    inLanguage: issue?.language,
    license: issue?.license,
    author: issue?.creators?.map((name) => ({ "@type": "Person", name })),
    url: at(`/issues/${digest}`),
    identifier: { "@type": "PropertyValue", propertyID: "sha-256", value: digest },
    isPartOf: {
      "@type": "Periodical",
      name: evidence.publicationTitle ?? publication?.title,
      url: id === undefined ? undefined : at(`/publications/${id}`),
    },
    hasPart: manifest?.files.slice(0, 100).map((file) => ({
      "@type": "MediaObject",
      name: file.path,
      encodingFormat: file.type,
      contentSize: String(file.size),
      sha256: file.sha256,
    })),
  };
}

function proofLink(digest: Digest, { states, reader }: PageServing): Part {
  if (states === undefined) return undefined;
  const says = reader.says.issue;
  return html`<p><a href="/api/issues/${digest}/proof" download>${says.proof}</a>: ${says.proofIs}</p>`;
}

function byline({ issue }: Manifest, reader: Reader): Markup {
  const { creators, date, description, label, language, license, revision } = issue;
  const says = reader.says.issue;
  const facts: Part[] = [
    says.numbered(label),
    ...(revision > 1 ? [says.revision(revision)] : []),
    ...(date === undefined ? [] : [says.dated(claimed(date, reader))]),
    ...(creators === undefined ? [] : [says.by(written(creators.join(", ")))]),
    ...(license === undefined ? [] : [license]),
  ];
  return html`<ul class="byline">
      ${facts.map((fact) => html`<li>${fact}</li>`)}
    </ul>
    ${description === undefined ? undefined : html`<p class="lead">${written(description, language)}</p>`}`;
}

function filesTable(digest: Digest, manifest: Manifest, reader: Reader): Markup {
  const says = reader.says.issue;
  const front = frontOf(manifest);
  const others = manifest.files.filter((file) => file !== front);
  const files = front === undefined ? others : [front, ...others];
  const [shown, more] = [files.slice(0, MOST_SHOWN), files.slice(MOST_SHOWN)];
  const rest = more.slice(MOST_LISTED);
  return html`<section aria-labelledby="files-title">
    <h2 id="files-title">${says.files}</h2>
    ${filesOf(digest, shown, reader)}
    ${
      more.length === 0
        ? undefined
        : html`<details>
            <summary>${says.moreFiles(reader.says.files(more.length))}</summary>
            ${filesOf(digest, more.slice(0, MOST_LISTED), reader)}
            ${rest.length === 0 ? undefined : html`<p class="quiet">${reader.says.certificate.more(reader.says.files(rest.length))}</p>`}
          </details>`
    }
  </section>`;
}

function filesOf(digest: Digest, files: readonly FileEntry[], reader: Reader): Markup {
  const says = reader.says.issue;
  return html`<div class="wide" role="group" aria-label="${says.filesTable}" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${says.file}</th>
          <th scope="col">${says.size}</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        ${files.map(
          (file) =>
            html`<tr>
              <th scope="row">
                <a href="/read/${digest}/${encodePath(file.path)}"><bdi>${file.path}</bdi></a>
                <span class="quiet">${kindOf(file, reader)}</span>
              </th>
              <td>${reader.says.size(file.size)}</td>
              <td>${hash(file.sha256)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const lineBreak = html`<br />`;

function revisions({ digest, evidence }: IssuePage, serving: PageServing): Part {
  const { reader } = serving;
  const all = evidence.revisions;
  if (all.length < 2) return undefined;
  const says = reader.says.issue;
  return html`<section aria-labelledby="revisions-title">
    <h2 id="revisions-title">${says.revisions}</h2>
    <ol class="plain">
      ${all.map((one, i) => {
        const name = says.revision(one.revision);
        const before = all[i - 1];
        return html`<li>
          ${one.manifest === digest ? html`<strong>${name}</strong> (${says.thisPage})` : html`<a href="${linkTo(`/issues/${one.manifest}`, reader)}">${name}</a>`},
          ${says.anchoredAt(moment(one.time, reader))} ${hash(one.manifest)}
          ${before === undefined ? undefined : [lineBreak, changesLink([before.manifest, one.manifest], says.compare(before.revision, one.revision), serving)]}
        </li>`;
      })}
    </ol>
  </section>`;
}

function transactions({ entries }: IssuePage, reader: Reader): Part {
  if (entries.length === 0) return undefined;
  const says = reader.says.issue;
  return html`<section aria-labelledby="transactions-title">
    <h2 id="transactions-title">${says.transactions}</h2>
    <ol class="plain">
      ${entries.map(
        ({ entry, transaction, block }) =>
          html`<li>
            ${says.step(entry.number, doneBy(entry, reader), moment(entry.time, reader), transaction === undefined ? undefined : block.number)}
            ${transaction === undefined ? undefined : hash(transaction)}
          </li>`,
      )}
    </ol>
  </section>`;
}

function doneBy(entry: LocatedEntry["entry"], { says }: Reader): string {
  const { done } = says.issue;
  if (entry.kind === "notice") return done.notice[entry.notice];
  if (entry.kind === "batch-anchored") return done.batch(says.issues(entry.count));
  if (entry.kind === "revised" || entry.kind === "extracted" || entry.kind === "anchored")
    return done[entry.kind];
  return entry.kind;
}

function copies({ copies: asked }: IssueEvidence, reader: Reader): Markup {
  const says = reader.says.issue;
  return html`<section class="no-print" aria-labelledby="copies-title">
    <h2 id="copies-title">${says.copies}</h2>
    ${asked.length === 0 ? html`<p class="quiet">${says.noStore}</p>` : undefined}
    <ul class="plain">
      ${asked.map(
        (copy) =>
          html`<li>
            <strong>${copy.store}</strong> ${says.copy[copy.status]}.
            ${copy.problem === undefined ? undefined : inEnglish(copy.problem, reader)}
          </li>`,
      )}
    </ul>
  </section>`;
}
