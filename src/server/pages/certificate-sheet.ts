import type { Digest } from "../../core/digest.ts";
import type { Manifest } from "../../core/manifest/manifest.ts";
import { standingOf } from "../standing-of.ts";
import { certificateFacts, fact } from "./certificate.ts";
import { html, type Markup, type Part } from "./html.ts";
import { anchoredLabel, type IssuePage } from "./issue-page.ts";
import { layout } from "./layout.ts";
import { qrCode } from "./qr.ts";
import { linkTo, type PageServing, type Reader } from "./reader.ts";
import { frontOf } from "./reading-view.ts";
import { standingBox } from "./standing-box.ts";
import { claimed, hash, moment, written } from "./words.ts";

/** As many as leave the certificate on one sheet. */
const MOST_FILES = 8;

/** `/issues/{digest}/certificate`: one sheet of paper, A4 or Letter, that leads back to the issue. */
export function certificateSheet(page: IssuePage, serving: PageServing): string {
  const { digest, evidence, manifest } = page;
  const { reader } = serving;
  const says = reader.says.certificate;
  const { untitled, numbered } = reader.says.issue;
  const label = anchoredLabel(page);
  const title = manifest?.issue.title ?? (label === undefined ? untitled : numbered(label));
  const publication = evidence.publicationTitle ?? page.publication?.title;
  const body = html` <p class="trail no-print">
      <a href="${linkTo(`/issues/${digest}`, reader)}">${says.back}</a>
    </p>
    <article class="sheet">
      <p class="sheet-name">${says.title}</p>
      <h1>${written(title, manifest?.issue.language)}</h1>
      ${standingOf(evidence) === "current" ? undefined : standingBox(page, serving)}
      <dl class="facts">
        ${publication === undefined ? undefined : fact(says.publication, written(publication))}
        ${manifest === undefined ? undefined : described(manifest, reader)}
        ${fact(says.standing, standing(page, reader))}
      </dl>
      ${certificateFacts(page, serving)} ${manifest === undefined ? undefined : files(manifest, reader)}
      ${foot(digest, serving)}
    </article>
    <p class="quiet no-print">${says.howToPrint}</p>`;
  return layout({ title: says.of(title), body, current: "publications" }, serving);
}

function described({ issue }: Manifest, reader: Reader): Part {
  const { certificate: says, issue: words } = reader.says;
  const { creators, date, label, revision } = issue;
  return [
    fact(says.issue, revision === 1 ? label : html`${label} (${words.revision(revision)})`),
    fact(says.dated, date === undefined ? says.undated : claimed(date, reader)),
    creators === undefined ? undefined : fact(says.creators, written(creators.join(", "))),
  ];
}

/** As of the block that was asked about: paper does not learn of what comes after. */
function standing({ evidence }: IssuePage, reader: Reader): Part {
  const { certificate: says, badges } = reader.says;
  const state = badges.state[standingOf(evidence)];
  if (!evidence.final.known) return says.asOfUnknown(state);
  return says.asOf(state, moment(evidence.final.value.block.time, reader));
}

function files(manifest: Manifest, reader: Reader): Markup {
  const { files: all } = manifest;
  const says = reader.says.certificate;
  const front = frontOf(manifest);
  const listed = front === undefined ? all : [front, ...all.filter((one) => one !== front)];
  return html`<h2>${says.files}</h2>
    <ul class="plain sheet-files">
      ${listed.slice(0, MOST_FILES).map(({ path, sha256 }) => html`<li><bdi>${path}</bdi> ${hash(sha256)}</li>`)}
    </ul>
    ${all.length > MOST_FILES ? html`<p class="quiet">${says.more(reader.says.files(all.length - MOST_FILES))}</p>` : undefined}`;
}

/** The code leads to the issue's page where the archive has an address that will last, and to the issue anywhere else. */
function foot(digest: Digest, { reader, publicUrl }: PageServing): Markup {
  const says = reader.says.certificate;
  const address = publicUrl === undefined ? undefined : `${reader.origin ?? publicUrl}/issues/${digest}`;
  const words = address === undefined ? says.qrDigest : says.qrUrl;
  return html`<footer class="sheet-foot">
    ${qrCode(address ?? digest, words)}
    <div>
      <p>${words}</p>
      <p>${address === undefined ? hash(digest) : hash(address)}</p>
      <p class="quiet">${says.check}</p>
    </div>
  </footer>`;
}
