import { STEPS, type Step } from "../../audit/evidence.ts";
import type { AuditReport, PublicationReport, StoreReport } from "../../audit/report.ts";
import type { TimelineItem } from "../../audit/timeline.ts";
import { counted } from "../../core/plural.ts";
import { sizeText } from "../../core/size.ts";
import { html, Markup, type Part } from "../../server/pages/html.ts";
import { minute } from "../../verify/wording.ts";
import { STYLE } from "./style.ts";
import { timelinePicture } from "./timeline.ts";
import {
  askedOf,
  conclusionOf,
  domainWords,
  gradeCounts,
  headStanding,
  matrixOf,
  type MatrixRow,
  type ToldFault,
  toldFaults,
} from "./told.ts";

/** Rows that stand open; the others are folded away. */
const OPEN_ROWS = 30;
/** Rows of one table; what is left out is counted, and the JSON has it. */
const MOST_ROWS = 5000;

const TONES = { sound: "✓", open: "?", faulty: "✗" } as const;

/** The report as one page that needs nothing else: no script, nothing from elsewhere. */
export function htmlReport(report: AuditReport, flags: readonly string[] = []): string {
  const { tone, says } = conclusionOf(report);
  const faults = toldFaults(report);
  const title = `Audit of ${titlesOf(report.publications)}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="Colophon" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <title>${title}</title>
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="outcome ${tone}">
            <span class="sign" aria-hidden="true">${TONES[tone]}</span>
            <strong>${says}</strong> ${faults.length === 0 ? undefined : `${gradeCounts(faults)}.`}
          </p>
          <dl class="facts">
            ${askedOf(report, flags).map(
              ([what, value]) =>
                html`<dt>${what}</dt>
                  <dd><code>${value}</code></dd>`,
            )}
          </dl>
          ${faults.length === 0 ? undefined : faultPart(faults)} ${report.publications.map(publicationPart)}
          ${storagePart(report)}
        </main>
      </body>
    </html>`;
  return `${page.text}\n`;
}

/** Those of one kind together: what they mean is said once. */
function faultPart(faults: readonly ToldFault[]): Markup {
  const kinds = Object.values(Object.groupBy(faults, ({ fault }) => fault)).filter((some) => some.length > 0);
  return html`<section>
    <h2>Faults</h2>
    <ul class="faults">
      ${kinds.map(kindItem)}
    </ul>
  </section>`;
}

function kindItem(faults: readonly ToldFault[]): Markup | undefined {
  const [first] = faults;
  if (first === undefined) return undefined;
  const { grade, fault, means, next } = first;
  const list = (some: readonly ToldFault[]) =>
    html`<ul>
      ${some.map(({ says }) => html`<li>${says}</li>`)}
    </ul>`;
  return html`<li class="${grade}">
    <p><strong class="grade">${grade}</strong> <code>${fault}</code>: ${withCode(means)}</p>
    ${folded(faults, list, "more of the kind", "more of the kind")}
    <p class="quiet">What to do: ${withCode(next)}.</p>
  </li>`;
}

/** What is between backquotes is a program. */
function withCode(text: string): readonly Part[] {
  return text.split("`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
}

function headWords(one: PublicationReport): Markup {
  switch (headStanding(one)) {
    case "same":
      return html`<span class="good">the same</span>`;
    case "another":
      return html`<strong class="bad">another</strong>`;
    case "apart":
      return html`<span>not compared: the entries up to it were not to be had</span>`;
  }
}

function publicationPart(one: PublicationReport): Markup {
  const { head, timeline } = one;
  const facts: readonly (readonly [string, Part])[] = [
    ["Number", one.id],
    ["Entries", String(one.entries)],
    [
      "Issues",
      `${one.issues}, ${counted(one.revisions, "revision")}, ${counted(one.batches, "batch", "batches")}`,
    ],
    ["Notices", String(one.notices)],
    ...(one.domain === undefined ? [] : ([["Domain", domainWords(one.domain)]] as const)),
    ["Head of the entries", html`<code>${head.computed}</code>`],
    ["Head in the registry", html`<code>${head.onChain}</code> ${headWords(one)}`],
  ];
  return html`<section>
    <h2>${nameOf(one)}</h2>
    <dl class="facts">
      ${facts.map(
        ([what, value]) =>
          html`<dt>${what}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${
      one.remarks.length === 0
        ? undefined
        : html`<h3>Worth knowing, and no fault</h3>
            <ul>
              ${one.remarks.map(({ says }) => html`<li>${says}</li>`)}
            </ul>`
    }
    ${timeline === undefined || timeline.length === 0 ? undefined : timelinePart(timeline, one)}
  </section>`;
}

function timelinePart(timeline: readonly TimelineItem[], one: PublicationReport): Markup {
  const { timelineBefore: years = [], revisions } = one;
  const head = ["Entry", "Issue", "Title", "Anchored", "Dated (claimed)", "Notices"];
  const row = ({ entry, label, revision, title, anchoredAt, batched, date, notices }: TimelineItem) => [
    `${entry}${batched ? " (batch)" : ""}`,
    `${label}${revision > 1 ? `, revision ${revision}` : ""}`,
    title,
    minute(anchoredAt),
    date,
    notices.map(({ kind }) => kind).join(", "),
  ];
  return html`<h3>Timeline</h3>
    ${
      years.length === 0
        ? undefined
        : html`<p>
              The newest ${timeline.length} of ${counted(revisions, "revision")}. Those before them, by the
              year in which they were anchored:
            </p>
            ${table(
              ["Year", "Revisions"],
              years.map(({ year, revisions: count }) => [String(year), String(count)]),
            )}`
    }
    ${timelinePicture(timeline, nameOf(one))}
    ${folded(timeline, (some) => table(head, some.map(row)), "more revision")}`;
}

const MARKS: Readonly<Record<Step, string>> = {
  none: "✗",
  claimed: "c",
  indexed: "i",
  "sample-served": "◐",
  "fully-served": "●",
};

const STEP_WORDS: Readonly<Record<Step, string>> = {
  none: "no evidence",
  claimed: "claimed only",
  indexed: "named by an index",
  "sample-served": "served as far as sampled",
  "fully-served": "served whole",
};

function storagePart({ stores, storage }: AuditReport): Markup | undefined {
  if (stores.length === 0) return undefined;
  const head = ["Store", "Operator", "Blocks verified", "Missing", "Corrupt", "Read"];
  return html`<section>
    <h2>Stores</h2>
    ${storage.lowest === undefined ? undefined : html`<p>Least evidence for any issue in any store: ${STEP_WORDS[storage.lowest]}.</p>`}
    ${table(
      head,
      stores.map((store) => [
        ...[store.id, store.operator, `${store.verified} of ${store.blocks}`],
        ...[String(store.missing), String(store.corrupt), sizeText(store.bytes)],
      ]),
    )}
    <h3>Issues in stores</h3>
    <p class="legend">
      ${STEPS.toReversed().map((step) => html`<span><span class="step ${step}" aria-hidden="true">${MARKS[step]}</span> ${STEP_WORDS[step]}</span> `)}
    </p>
    ${matrix(stores)}
  </section>`;
}

/** One line for every issue, one column for every store. */
function matrix(stores: readonly StoreReport[]): Markup {
  const head = ["Issue", "Digest", ...stores.map(({ id }) => id)];
  const row = ({ label, digest, steps }: MatrixRow) => [
    label,
    html`<code>${digest.slice(0, 12)}</code>`,
    ...steps.map(stepMark),
  ];
  return folded(matrixOf(stores), (some) => table(head, some.map(row)), "more issue");
}

function stepMark(step: Step): Markup {
  return html`<span class="step ${step}"
    ><span aria-hidden="true">${MARKS[step]}</span><span class="unseen">${STEP_WORDS[step]}</span></span
  >`;
}

function table(head: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  return html`<div class="wide" tabindex="0" role="region" aria-label="${head[0]} table">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The first ones in sight, the others a click away. */
function folded<T>(
  all: readonly T[],
  shown: (some: readonly T[]) => Markup,
  one: string,
  many = `${one}s`,
): Markup {
  const rest = all.slice(OPEN_ROWS, MOST_ROWS);
  const left = all.length - OPEN_ROWS - rest.length;
  if (rest.length === 0) return shown(all);
  return html`${shown(all.slice(0, OPEN_ROWS))}
    <details>
      <summary>${counted(rest.length, one, many)}</summary>
      ${shown(rest)}
      ${left > 0 ? html`<p class="quiet">And ${left} more, which the JSON has.</p>` : undefined}
    </details>`;
}

function nameOf({ id, title }: PublicationReport): string {
  return title ?? `publication ${id}`;
}

function titlesOf(publications: readonly PublicationReport[]): string {
  const names = publications.slice(0, 3).map(nameOf).join(", ");
  const more = publications.length - 3;
  return more > 0 ? `${names} and ${more} more` : names;
}
