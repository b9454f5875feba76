import { documentCid } from "../../core/cid.ts";
import { digestToBytes32 } from "../../core/digest.ts";
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
      ${anchoring(page)}
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
    ({ entry }) => (entry.kind === "anchored" || entry.kind === "revised") && entry.digest === digest,
  );
  if (made !== undefined)
    return html`<div>
        <dt>Anchored</dt>
        <dd>${moment(made.entry.time)}, as entry ${made.entry.number}</dd>
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

function missing(source: string): Markup {
  return html`<p class="note unknown">
    The manifest could not be read back just now (${source}), so that the issue's files cannot be listed. That
    says nothing against any copy.
  </p>`;
}
