import type { VerdictName } from "../../core/verdict.ts";
import { html, type Markup } from "./html.ts";
import { layout } from "./layout.ts";
import type { PageServing } from "./reader.ts";
import type { Messages } from "./messages/messages.ts";
import { verifierNote } from "./verifier-note.ts";

type Says = Messages["how"];

/** `/how-it-works`: the promise in one picture. */
export function howItWorksPage(serving: PageServing): string {
  const says = serving.reader.says.how;
  const steps = (list: readonly Markup[]) =>
    html`<ol class="steps">
      ${list.map((step) => html`<li><p>${step}</p></li>`)}
    </ol>`;
  const body = html` <h1>${says.title}</h1>
    <p class="lead">${says.lead}</p>
    <figure class="picture">
      ${picture(says)}
      <figcaption>${says.caption}</figcaption>
    </figure>
    <h2>${says.issueTitle}</h2>
    ${steps(says.issueSteps)}
    <h2>${says.checkTitle}</h2>
    ${steps(says.checkSteps)} ${answers(says)}
    <h2>${says.datesTitle}</h2>
    <p>${says.dates}</p>
    <h2>${says.absentTitle}</h2>
    <p>${says.absent}</p>
    ${serving.assets.verifier === undefined ? undefined : html`<h2>${says.verifierTitle}</h2>`}
    ${verifierNote(serving)}
    <h2>${says.limitsTitle}</h2>
    <p>${says.limits}</p>`;
  const { title, lead } = says;
  return layout({ title, body, current: "how", path: "/how-it-works", description: lead }, serving);
}

function picture({ picture: words, pictureSays }: Says): Markup {
  return html`<svg viewBox="0 0 720 236" role="img" aria-labelledby="picture-title">
    <title id="picture-title">${pictureSays}</title>
    <g fill="none" stroke="currentColor" stroke-width="1.5">
      <path d="M8 92h40v52H8zM64 92h40v52H64z" opacity=".45" />
      <path d="M48 118h16M104 118h16" opacity=".45" />
      <rect class="ink" x="120" y="78" width="112" height="80" rx="3" />
      <path d="M300 42h96l22 22v130H300z" />
      <path d="M396 42v22h22" />
      <rect x="544" y="20" width="150" height="48" rx="2" />
      <rect x="544" y="94" width="150" height="48" rx="2" />
      <rect x="544" y="168" width="150" height="48" rx="2" />
    </g>
    <g
      class="ink"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d="M296 118H240m8-6-8 6 8 6" />
      <path d="M540 44C480 44 480 100 424 104m9-7-9 7 10 5" />
      <path d="M540 118H424m8-6-8 6 8 6" />
      <path d="M540 192c-60 0-60-56-116-60m10-5-10 5 9 7" />
    </g>
    <g font-size="15" fill="currentColor" text-anchor="middle">
      <text x="176" y="114">${words.record}</text>
      <text x="176" y="134" class="mono">9f86d0…</text>
      <text x="359" y="92">${words.manifest}</text>
      <text x="359" y="118" class="mono">a11c…</text>
      <text x="359" y="138" class="mono">77be…</text>
      <text x="359" y="158" class="mono">03d9…</text>
      <text x="619" y="50">index.html</text>
      <text x="619" y="124">harbour.png</text>
      <text x="619" y="198">style.css</text>
      <text x="120" y="226">${words.chain}</text>
      <text x="359" y="226">${words.published}</text>
    </g>
  </svg>`;
}

function answers({ answers: all }: Says): Markup {
  const names = Object.keys(all) as VerdictName[];
  return html`<dl class="answers">
    ${names.map(
      (name) =>
        html`<div>
          <dt><span class="tag tag-${name}">${all[name].name}</span></dt>
          <dd>${all[name].says}</dd>
        </div>`,
    )}
  </dl>`;
}
