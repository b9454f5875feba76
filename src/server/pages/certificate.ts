import { documentCid } from "../../core/cid.ts";
import { digestToBytes32 } from "../../core/digest.ts";
import type { Entry } from "../../core/history/entry.ts";
import { counted } from "../../core/plural.ts";
import type { Serving } from "../serving.ts";
import { html, type Markup, type Part } from "./html.ts";
import type { IssuePage } from "./issue-page.ts";
import { hash, moment } from "./words.ts";

/** What was anchored, when, by whom, and where the chain keeps it: the colophon of the issue. */
export function certificate(page: IssuePage, serving: Serving): Markup {
  const { digest, evidence, manifest } = page;
  return html`<section class="certificate" aria-labelledby="certificate-title">
    <h2 id="certificate-title">Colophon</h2>
    <dl class="facts">
      ${anchoring(page)} ${batched(page)}
      <div>
        <dt>Content hash on the chain</dt>
        <dd>${hash(digestToBytes32(digest))}</dd>
      </div>
      <div>
        <dt>Manifest CID</dt>
        <dd>${hash(String(documentCid(digest)))}</dd>
      </div>
      ${
        manifest === undefined
          ? undefined
          : html`<div>
              <dt>Content CID</dt>
              <dd>${hash(String(manifest.content))}</dd>
            </div>`
      }
      <div>
        <dt>Registry</dt>
        <dd>${hash(serving.trust.registry)} on ${serving.chainName} (<code>${serving.trust.chain}</code>)</dd>
      </div>
    </dl>
    <p>
      <a class="button" href="/api/issues/${digest}/manifest" download="manifest.json"
        >Download the manifest</a
      >
    </p>
    ${manifest === undefined ? missing(evidence.manifest.source) : undefined}
  </section>`;
}

function anchoring({ digest, evidence, entries }: IssuePage): Part {
  const made = entries.find(
    ({ entry }) =>
      entry.kind === "batch-anchored" ||
      ((entry.kind === "anchored" || entry.kind === "revised") && entry.digest === digest),
  );
  if (made !== undefined)
    return html`<div>
        <dt>Anchored</dt>
        <dd>${moment(made.entry.time)}, as ${placeIn(made.entry)}</dd>
      </div>
      <div>
        <dt>By the account</dt>
        <dd>${hash(made.entry.actor)}</dd>
      </div>
      <div>
        <dt>In block</dt>
        <dd>${made.block.number} ${hash(made.block.hash)}</dd>
      </div>
      <div>
        <dt>By the transaction</dt>
        <dd>${hash(made.transaction)}</dd>
      </div>`;
  const { final } = evidence;
  if (!final.known)
    return html`<div>
      <dt>Anchored</dt>
      <dd class="unknown">The chain could not be asked: ${final.failure.message}</dd>
    </div>`;
  const { record } = final.value;
  if (record === undefined) return undefined;
  return html`<div>
    <dt>Anchored</dt>
    <dd>${moment(record.time)}, as entry ${record.entry}</dd>
  </div>`;
}

function placeIn(entry: Entry): string {
  if (entry.kind !== "batch-anchored") return `entry ${entry.number}`;
  return `one of entry ${entry.number}, a batch of ${counted(entry.count, "issue")}`;
}

/** What its batch is pinned by, and that its list could not be had. */
function batched({ entries, batch }: IssuePage): Part {
  const made = entries.find(({ entry }) => entry.kind === "batch-anchored")?.entry;
  if (made?.kind !== "batch-anchored") return undefined;
  return html`<div>
      <dt>Root of the batch</dt>
      <dd>${hash(made.root)}</dd>
    </div>
    <div>
      <dt>CID of its list</dt>
      <dd>
        ${hash(String(documentCid(made.list)))}
        ${batch.known ? undefined : html`<span class="unknown">The list could not be read back just now: ${batch.failure.message}</span>`}
      </dd>
    </div>`;
}

function missing(source: string): Markup {
  return html`<p class="note unknown">
    The manifest could not be read back just now (${source}), so that the issue's files cannot be listed. That
    says nothing against any copy.
  </p>`;
}
