import { documentCid } from "../../core/cid.ts";
import { digestToBytes32 } from "../../core/digest.ts";
import { html, type Markup, type Part } from "./html.ts";
import { anchoringOf, type IssuePage } from "./issue-page.ts";
import { linkTo, type PageServing, type Reader } from "./reader.ts";
import { hash, inEnglish, moment } from "./words.ts";

/** What was anchored, when, by whom, and where the chain keeps it: the colophon of the issue. */
export function certificate(page: IssuePage, serving: PageServing): Markup {
  const { digest, evidence, manifest } = page;
  const { reader } = serving;
  const says = reader.says.certificate;
  return html`<section class="certificate" aria-labelledby="certificate-title">
    <h2 id="certificate-title">${says.title}</h2>
    ${certificateFacts(page, serving)}
    <p class="actions">
      <a class="button" href="/api/issues/${digest}/manifest" download="manifest.json">${says.download}</a>
      <a class="button" href="${linkTo(`/issues/${digest}/certificate`, reader)}">${says.print}</a>
    </p>
    ${manifest === undefined ? html`<p class="note unknown">${says.missing(evidence.manifest.source)}</p>` : undefined}
  </section>`;
}

/** The facts of the certificate as a list: on the page and on paper. */
export function certificateFacts(page: IssuePage, { reader, trust, chainName }: PageServing): Markup {
  const { digest, manifest } = page;
  const says = reader.says.certificate;
  return html`<dl class="facts">
    ${anchoring(page, reader)} ${batched(page, reader)} ${fact(says.hash, hash(digestToBytes32(digest)))}
    ${fact(says.manifestCid, hash(String(documentCid(digest))))}
    ${manifest === undefined ? undefined : fact(says.contentCid, hash(String(manifest.content)))}
    ${fact(says.registry, says.onChain(hash(trust.registry), chainName, trust.chain))}
  </dl>`;
}

/** One row of such a list. */
export function fact(name: string, value: Part): Markup {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function anchoring(page: IssuePage, reader: Reader): Part {
  const says = reader.says.certificate;
  const made = anchoringOf(page);
  if (made !== undefined) {
    const { entry, block, transaction } = made;
    const time = moment(entry.time, reader);
    const place =
      entry.kind === "batch-anchored"
        ? says.asBatched(time, entry.number, reader.says.issues(entry.count))
        : says.asEntry(time, entry.number);
    return [
      fact(says.anchored, place),
      fact(says.account, hash(entry.actor)),
      // The block is only that of the transaction where there is one.
      transaction === undefined
        ? undefined
        : [
            fact(says.block, html`${block.number} ${hash(block.hash)}`),
            fact(says.transaction, hash(transaction)),
          ],
    ];
  }
  const { final } = page.evidence;
  if (!final.known)
    return html`<div>
      <dt>${says.anchored}</dt>
      <dd class="unknown">${says.unasked} ${inEnglish(final.failure.message, reader)}</dd>
    </div>`;
  const { record } = final.value;
  if (record === undefined) return undefined;
  return fact(says.anchored, says.asEntry(moment(record.time, reader), record.entry));
}

/** What its batch is pinned by, and that its list could not be had. */
function batched({ entries, batch }: IssuePage, reader: Reader): Part {
  const says = reader.says.certificate;
  const made = entries.find(({ entry }) => entry.kind === "batch-anchored")?.entry;
  if (made?.kind !== "batch-anchored") return undefined;
  const missing = batch.known
    ? undefined
    : html`<span class="unknown">${says.listMissing} ${inEnglish(batch.failure.message, reader)}</span>`;
  return [
    fact(says.root, hash(made.root)),
    fact(says.list, html`${hash(String(documentCid(made.list)))} ${missing}`),
  ];
}
