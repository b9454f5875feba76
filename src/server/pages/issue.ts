import type { Digest } from "../../core/digest.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import { counted } from "../../core/plural.ts";
import { encodePath } from "../../core/path.ts";
import type { LocatedEntry } from "../../core/ports.ts";
import { sizeText } from "../../core/size.ts";
import type { IssueEvidence } from "../../verify/evidence.ts";
import type { Serving } from "../serving.ts";
import { certificate } from "./certificate.ts";
import { dropZone } from "./first.ts";
import { html, type Markup, type Part } from "./html.ts";
import type { IssuePage } from "./issue-page.ts";
import { layout } from "./layout.ts";
import { readingView } from "./reading-view.ts";
import { selfCheck } from "./self-check.ts";
import { standingBox } from "./standing-box.ts";
import { hash, kindOf, moment } from "./words.ts";

/** `/issues/{digest}`: the permanent page of one revision of one issue. */
export function issuePage(page: IssuePage, serving: Serving): string {
  const { digest, evidence, manifest } = page;
  const listed = evidence.revisions.find((one) => one.manifest === digest);
  const title = manifest?.issue.title ?? listed?.title ?? "An issue";
  const publication = evidence.publicationTitle ?? "its publication";
  const id = manifest?.publication.id ?? listed?.publication;
  const body = html` <p class="trail">
      ${id === undefined ? undefined : html`<a href="/publications/${id}"><bdi>${publication}</bdi></a>`}
    </p>
    <h1><bdi>${title}</bdi></h1>
    ${manifest === undefined ? undefined : byline(manifest)} ${standingBox(page)}
    ${certificate(page, serving)}
    ${manifest === undefined ? undefined : [readingView(digest, manifest), filesTable(digest, manifest)]}
    <section class="check" aria-labelledby="check-title">
      <h2 id="check-title">Check your copy</h2>
      <p>Drop a file that you have. It is hashed in this page and never leaves your machine.</p>
      ${dropZone(serving)} ${proofLink(digest, serving)}
    </section>
    ${revisions(page)} ${transactions(page)} ${copies(evidence)} ${selfCheck(page, serving)}`;
  return layout({ title, body, interactive: true, current: "publications" }, serving);
}

function proofLink(digest: Digest, { states }: Serving): Part {
  if (states === undefined) return undefined;
  return html`<p>
    <a href="/api/issues/${digest}/proof" download>Download the proof</a>: a file that is checked without this
    server, with nothing but one block's hash (<code>colophon verify</code>).
  </p>`;
}

function byline({ issue }: Manifest): Markup {
  const { creators, date, description, label, license, revision } = issue;
  return html`<p class="byline">
      Issue
      ${label}${revision > 1 ? `, revision ${revision}` : ""}${date === undefined ? "" : `, dated ${date} by its publisher`}${creators === undefined ? undefined : html`. By <bdi>${creators.join(", ")}</bdi>`}${license === undefined ? undefined : html`. ${license}`}.
    </p>
    ${description === undefined ? undefined : html`<p class="lead">${description}</p>`}`;
}

function filesTable(digest: Digest, { files }: Manifest): Markup {
  return html`<section aria-labelledby="files-title">
    <h2 id="files-title">Its files</h2>
    <div class="wide" role="group" aria-label="Table of files" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Size</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${files.map(
            (file) =>
              html`<tr>
                <th scope="row">
                  <a href="/read/${digest}/${encodePath(file.path)}"><bdi>${file.path}</bdi></a>
                  <span class="quiet">${kindOf(file)}</span>
                </th>
                <td>${sizeText(file.size)}</td>
                <td>${hash(file.sha256)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function revisions({ digest, evidence }: IssuePage): Part {
  if (evidence.revisions.length < 2) return undefined;
  return html`<section aria-labelledby="revisions-title">
    <h2 id="revisions-title">Revisions of this issue</h2>
    <ol class="plain">
      ${evidence.revisions.map(
        (one) =>
          html`<li>
            ${one.manifest === digest ? html`<strong>Revision ${one.revision}</strong> (this page)` : html`<a href="/issues/${one.manifest}">Revision ${one.revision}</a>`},
            anchored ${moment(one.time)} ${hash(one.manifest)}
          </li>`,
      )}
    </ol>
  </section>`;
}

function transactions({ entries }: IssuePage): Part {
  if (entries.length === 0) return undefined;
  return html`<section aria-labelledby="transactions-title">
    <h2 id="transactions-title">Transactions</h2>
    <ol class="plain">
      ${entries.map(
        ({ entry, transaction, block }) =>
          html`<li>
            Entry ${entry.number}: ${doneBy(entry)} ${moment(entry.time)}, in block ${block.number}
            ${hash(transaction)}
          </li>`,
      )}
    </ol>
  </section>`;
}

function doneBy(entry: LocatedEntry["entry"]): string {
  if (entry.kind === "notice") return `${entry.notice} posted`;
  if (entry.kind === "revised") return "revised";
  if (entry.kind === "batch-anchored") return `anchored with a batch of ${counted(entry.count, "issue")}`;
  if (entry.kind === "extracted") return "given a record of its own";
  return entry.kind === "anchored" ? "anchored" : entry.kind;
}

const COPY_SAYS = {
  served: "gave the manifest and the first blocks back, and they matched",
  missing: "does not hold it",
  corrupt: "gave other bytes back",
  unreachable: "could not be asked",
} as const;

function copies({ copies: asked }: IssueEvidence): Markup {
  return html`<section aria-labelledby="copies-title">
    <h2 id="copies-title">Where copies are kept</h2>
    ${asked.length === 0 ? html`<p class="quiet">No store was asked.</p>` : undefined}
    <ul class="plain">
      ${asked.map(
        (copy) =>
          html`<li>
            <strong>${copy.store}</strong>
            ${COPY_SAYS[copy.status]}.${copy.problem === undefined ? "" : ` ${copy.problem}`}
          </li>`,
      )}
    </ul>
  </section>`;
}
