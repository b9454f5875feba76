import type { PublicationSummary } from "../../verify/archive.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import { html, type Markup } from "./html.ts";
import { layout } from "./layout.ts";
import { linkTo, type PageServing, type Reader } from "./reader.ts";
import { staleNote } from "./stale-note.ts";
import { verifierNote } from "./verifier-note.ts";
import { moment, written } from "./words.ts";

export interface FirstPage {
  readonly publications: readonly {
    readonly summary: PublicationSummary;
    /** Issues that are anchored and could not be read. */
    readonly unread: number;
  }[];
  readonly stale: ColophonError | undefined;
}

/** `/`: where a file is checked, then what there is to check it against. */
export function firstPage({ publications, stale }: FirstPage, serving: PageServing): string {
  const { reader } = serving;
  const says = reader.says.first;
  const body = html` <section class="check" aria-labelledby="check-title">
      <h1 id="check-title">${says.title}</h1>
      <p class="lead">${says.lead}</p>
      ${dropZone(serving)} ${verifierNote(serving)}
    </section>
    <section id="publications" aria-labelledby="publications-title">
      <h2 id="publications-title">${says.publications}</h2>
      ${staleNote(stale, reader)}
      ${publications.length === 0 ? html`<p class="quiet">${says.none}</p>` : undefined}
      <ul class="shelf">
        ${publications.map((one) => shelved(one, reader))}
      </ul>
    </section>`;
  const page = { title: "", body, interactive: true, current: "check", path: "/" } as const;
  return layout({ ...page, description: says.lead }, serving);
}

/** Where files are dropped; the script finds it by its data. Without the script, what to do instead. */
export function dropZone(serving: PageServing): Markup {
  const { reader } = serving;
  const { says } = reader;
  const lookUp = (text: string) => html`<a href="${linkTo("/check", reader)}">${text}</a>`;
  return html`${zone(serving)}
    <p class="visually-hidden" role="status" aria-live="polite" data-status></p>
    <div class="verdicts" data-verdicts></div>
    <noscript><p class="note">${says.first.drop.noScript(lookUp)}</p></noscript>`;
}

/** The script shows it when it is there. */
function zone(serving: PageServing): Markup {
  const { trust, chainName, codeHash, publicNodes = [], publicGateways = [], search, reader } = serving;
  const says = reader.says.first.drop;
  return html`<div
    class="drop"
    data-drop
    data-chain="${trust.chain}"
    data-registry="${trust.registry}"
    data-chain-name="${chainName}"
    data-nodes="${publicNodes.join(" ")}"
    data-gateways="${publicGateways.join(" ")}"
    ${search === undefined ? undefined : html`data-words`}
    ${codeHash === undefined ? undefined : html`data-code="${codeHash}"`}
    hidden
  >
    <input class="visually-hidden" type="file" id="files" multiple aria-describedby="drop-hint" />
    <label class="drop-target" for="files">
      ${sheet}
      <span class="drop-words"
        ><strong
          ><span class="for-pointer">${says.pointer}</span
          ><span class="for-touch">${says.touch}</span></strong
        >
        <span class="for-pointer">${says.orPointer}</span><span class="for-touch">${says.orTouch}</span></span
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
      <label class="button" for="folder">${says.folder}</label>
    </div>
    <p class="hint" id="drop-hint">${says.hint}</p>
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

function shelved({ summary, unread }: FirstPage["publications"][number], reader: Reader): Markup {
  const { id, title, profile, issues, latest } = summary;
  const count = reader.says.issues(issues);
  const link =
    latest === undefined
      ? undefined
      : html`<a href="${linkTo(`/issues/${latest.manifest}`, reader)}">${written(latest.title)}</a>`;
  return html`<li>
    <h3><a href="${linkTo(`/publications/${id}`, reader)}">${written(title, profile?.language)}</a></h3>
    ${profile?.description === undefined ? undefined : html`<p>${written(profile.description, profile.language)}</p>`}
    <p class="quiet">
      ${latest === undefined ? count : reader.says.first.latest(count, link, moment(latest.time, reader))}
    </p>
    ${unread === 0 ? undefined : html`<p class="quiet">${reader.says.publication.unread.counted(reader.says.issues(unread))}</p>`}
  </li>`;
}
