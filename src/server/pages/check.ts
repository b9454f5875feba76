import type { ColophonError } from "../../core/errors/error.ts";
import type { VerdictName } from "../../core/verdict.ts";
import type { VerdictReport } from "../../verify/report.ts";
import { html, type Markup, type Part } from "./html.ts";
import { layout } from "./layout.ts";
import { linkTo, type PageServing, type Reader } from "./reader.ts";
import { inEnglish, written } from "./words.ts";

export interface CheckPage {
  /** As it was given. */
  readonly sha256: string;
  readonly report?: VerdictReport;
  /** Why it was not looked for. */
  readonly refused?: ColophonError;
}

const TONES: Readonly<Record<VerdictName, string>> = {
  authentic: "good",
  "authentic-but": "warn",
  altered: "warn",
  "not-anchored": "plain",
  "could-not-check": "unknown",
};

/** `/check`: a verdict on a file of which only the SHA-256 is given. Works without JavaScript. */
export function checkPage({ sha256, report, refused }: CheckPage, serving: PageServing): string {
  const { reader } = serving;
  const says = reader.says.check;
  const hints = refused === undefined ? "sha256-hint" : "sha256-error sha256-hint";
  const body = html` <section class="check" aria-labelledby="check-title">
      <h1 id="check-title">${says.title}</h1>
      <p class="lead">${says.lead}</p>
      <form class="quotation" method="get" action="/check">
        ${reader.chosen ? html`<input type="hidden" name="lang" value="${reader.language}" />` : undefined}
        <label for="sha256">${says.field}</label>
        <textarea
          id="sha256"
          name="sha256"
          rows="2"
          maxlength="400"
          spellcheck="false"
          autocapitalize="off"
          required
          aria-describedby="${hints}"
          ${refused === undefined ? undefined : html`aria-invalid="true"`}
        >
${sha256}</textarea>
        ${refused === undefined ? undefined : refusal(refused, reader)}
        <p class="hint" id="sha256-hint">${says.hint}</p>
        <button class="button" type="submit">${says.look}</button>
      </form>
    </section>
    ${report === undefined ? undefined : verdict(report, reader)}`;
  return layout(
    { title: says.title, body, description: says.lead, path: "/check", current: "check" },
    serving,
  );
}

function refusal({ message, next }: ColophonError, reader: Reader): Markup {
  return html`<p class="note warn" role="alert" id="sha256-error">
    ${inEnglish(`${message} ${next}`, reader)}
  </p>`;
}

function verdict(
  { verdict: name, headline, explanation, checks, issue }: VerdictReport,
  reader: Reader,
): Markup {
  const says = reader.says.check;
  const asked = checks.filter(({ status }) => status !== "skipped");
  return html`<section aria-labelledby="verdict-title">
    <div class="note ${TONES[name]}" data-answer="${name}">
      <h2 id="verdict-title">${headline}</h2>
      <p>${explanation}</p>
      ${issue === undefined ? undefined : issueLine(issue, reader)}
    </div>
    <h3>${says.checks}</h3>
    <ul class="plain">
      ${asked.map(({ status, says: found }) => html`<li><strong>${says.answers[status]}:</strong> ${found}</li>`)}
    </ul>
    <p class="quiet">${says.byServer}</p>
  </section>`;
}

function issueLine({ digest, label, title }: NonNullable<VerdictReport["issue"]>, reader: Reader): Part {
  const { numbered } = reader.says.issue;
  return html`<p>
    <a href="${linkTo(`/issues/${digest}`, reader)}">${numbered(label)}</a>, ${written(title)}
  </p>`;
}
