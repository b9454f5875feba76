import type { CataloguedIssue } from "../../core/ports.ts";
import { counted } from "../../core/plural.ts";
import type { PublicationSummary } from "../../verify/archive.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import type { Serving } from "../serving.ts";
import { html, type Markup, type Part } from "./html.ts";
import { layout } from "./layout.ts";
import { moment } from "./words.ts";

export interface FirstPage {
  readonly publications: readonly { summary: PublicationSummary; latest: CataloguedIssue | undefined }[];
  readonly stale: ColophonError | undefined;
}

/** `/`: where a file is checked, then what there is to check it against. */
export function firstPage({ publications, stale }: FirstPage, serving: Serving): string {
  const body = html` <section class="check" aria-labelledby="check-title">
      <h1 id="check-title">Is this the copy that was published?</h1>
      <p class="lead">
        Drop a file. Your browser computes its SHA-256 and asks the archive about that number: the file itself
        never leaves your machine.
      </p>
      ${dropZone(serving)}
    </section>
    <section id="publications" aria-labelledby="publications-title">
      <h2 id="publications-title">Publications in this archive</h2>
      ${staleNote(stale)}
      ${publications.length === 0 ? html`<p class="quiet">There is none yet. The first is made with <code>colophon init</code> and <code>colophon publish</code>.</p>` : undefined}
      <ul class="shelf">
        ${publications.map(shelved)}
      </ul>
    </section>`;
  return layout({ title: "", body, interactive: true, current: "check" }, serving);
}

/** Where files are dropped; the script finds it by its data. Without the script, what to do instead. */
export function dropZone(serving: Serving): Markup {
  return html`${zone(serving)}
    <p class="visually-hidden" role="status" aria-live="polite" data-status></p>
    <div class="verdicts" data-verdicts></div>
    <noscript
      ><p class="note">
        Hashing in the page needs JavaScript. Without it, run <code>sha256sum</code> on your file and look the
        number up at <code>/api/files/</code> followed by it, or run <code>colophon verify</code> on your
        machine (in a checkout: <code>npx colophon verify</code>).
      </p></noscript
    >`;
}

/** The script shows it when it is there. */
function zone({ trust, chainName, codeHash, publicNodes = [], publicGateways = [] }: Serving): Markup {
  return html`<div
    class="drop"
    data-drop
    data-chain="${trust.chain}"
    data-registry="${trust.registry}"
    data-chain-name="${chainName}"
    data-nodes="${publicNodes.join(" ")}"
    data-gateways="${publicGateways.join(" ")}"
    ${codeHash === undefined ? undefined : html`data-code="${codeHash}"`}
    hidden
  >
    <input class="visually-hidden" type="file" id="files" multiple aria-describedby="drop-hint" />
    <label class="drop-target" for="files">
      ${sheet}
      <span class="drop-words"
        ><strong
          ><span class="for-pointer">Drop files here</span><span class="for-touch">Choose files</span></strong
        >
        <span class="for-pointer">or choose them</span><span class="for-touch">from this device</span></span
      >
    </label>
    <div class="drop-folder">
      <input
        class="visually-hidden"
        type="file"
        id="folder"
        webkitdirectory
        multiple
        aria-describedby="drop-hint"
      />
      <label class="button" for="folder">Choose a folder</label>
    </div>
    <p class="hint" id="drop-hint">
      Any file of an issue: a web page, a PDF, a picture, an e-mail (.eml). A whole folder, several at once,
      an issue's manifest, or a proof file. Large files are fine, and pasting works too.
    </p>
  </div>`;
}

const sheet = html`<svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
  <path
    d="M12 5h17l8 8v30H12z"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linejoin="round"
  />
  <path d="M29 5v8h8" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" />
  <path
    d="M24.5 20v13m-5.5-5.5l5.5 5.5 5.5-5.5"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
  />
</svg>`;

export function staleNote(stale: ColophonError | undefined): Part {
  if (stale === undefined) return undefined;
  return html`<p class="note unknown">
    <strong>The chain could not be asked just now.</strong> What is shown was learnt before, and may be
    behind. ${stale.message}
  </p>`;
}

function shelved({ summary, latest }: FirstPage["publications"][number]): Markup {
  const { id, title, profile, issues } = summary;
  return html`<li>
    <h3>
      <a href="/publications/${id}"><bdi>${title}</bdi></a>
    </h3>
    ${profile?.description === undefined ? undefined : html`<p>${profile.description}</p>`}
    <p class="quiet">
      ${counted(issues, "issue")}${
        latest === undefined
          ? undefined
          : html`, the latest <a href="/issues/${latest.manifest}"><bdi>${latest.title}</bdi></a
              >, anchored ${moment(latest.time)}`
      }
    </p>
  </li>`;
}
