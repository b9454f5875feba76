import type { Language } from "../../../core/messages/language.ts";
import type { CataloguedIssue } from "../../../core/ports.ts";
import { html, type Markup, type Part } from "../html.ts";
import type { Reader } from "../reader.ts";
import { claimedStart, spreadOf } from "./gaps.ts";

const WIDTH = 720;
const MARGIN = 14;
const CLAIMED_Y = 46;
const ANCHORED_Y = 142;
const DAY = 86_400;
/** More lines than pixels show nothing more. */
const MOST_LINES = 1500;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A line for each dated issue, from the date that its publisher claims (above) to its anchoring (below). */
export function timeline(issues: readonly CataloguedIssue[], { says, language }: Reader): Part {
  const dated = issues.flatMap((issue) => {
    const start = claimedStart(issue);
    return start === undefined ? [] : [{ issue, start }];
  });
  if (dated.length < 2) return undefined;
  const times = dated.flatMap(({ issue, start }) => [start, issue.time]);
  const span = paddedSpan(times);
  const x = (time: number) => place(time, span).toFixed(1);
  const words = says.publication;
  const summary = words.timelineSays(dated.length, issues.length - dated.length);
  const lines = dated
    .slice(0, MOST_LINES)
    .map(({ issue, start }) => `M${x(start)} ${CLAIMED_Y}L${x(issue.time)} ${ANCHORED_Y}`);
  const dots = (all: readonly number[], y: number) =>
    [...new Set(all.map(x))].map((at) => html`<circle cx="${at}" cy="${y}" r="3.4" />`);
  const anchoredAt = dated.map(({ issue }) => issue.time);
  const claimedAt = dated.map(({ start }) => start);
  return html`<section aria-labelledby="timeline-title">
    <h2 id="timeline-title">${words.timeline}</h2>
    <figure class="timeline">
      <svg viewBox="0 0 ${WIDTH} 212" role="img" aria-label="${summary}">
        <path class="axis" d="M0 ${CLAIMED_Y}H${WIDTH}M0 ${ANCHORED_Y}H${WIDTH}" />
        <g class="labels">
          <text x="0" y="22">${words.claimedRow}</text>
          <text x="0" y="${ANCHORED_Y + 60}">${words.anchoredRow}</text>
        </g>
        ${ticks(span, language)}
        <path class="links" d="${lines.join("")}" />
        <g class="claimed">${dots(claimedAt, CLAIMED_Y)}</g>
        <g class="anchored">${dots(anchoredAt, ANCHORED_Y)}</g>
      </svg>
      <figcaption>${summary} ${words.timelineKey} ${spreadSays(issues, { says })}</figcaption>
    </figure>
  </section>`;
}

function spreadSays(issues: readonly CataloguedIssue[], { says }: Pick<Reader, "says">): string {
  const spread = spreadOf(issues);
  if (spread === undefined) return "";
  const { days, early, spread: between } = says.publication;
  const first = spread.early.length === 0 ? "" : early(spread.early);
  return `${between(days(spread.shortest), days(spread.longest))} ${first}`;
}

function paddedSpan(times: readonly number[]): Span {
  const from = times.reduce((least, time) => Math.min(least, time));
  const to = times.reduce((most, time) => Math.max(most, time));
  const padding = Math.max(DAY, (to - from) / 50);
  return { from: from - padding, to: to + padding };
}

function place(time: number, { from, to }: Span): number {
  return MARGIN + ((time - from) / (to - from)) * (WIDTH - 2 * MARGIN);
}

/** Steps of a tick, in months; the first that makes few enough. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000];
const MOST_TICKS = 6;

function ticks(span: Span, language: Language): Markup {
  const months = (span.to - span.from) / (30.4 * DAY);
  const step = STEPS.find((one) => months / one <= MOST_TICKS) ?? 12_000;
  const first = new Date(span.from * 1000);
  const monthNumber = first.getUTCFullYear() * 12 + first.getUTCMonth();
  const named = step < 12 ? ({ year: "numeric", month: "short" } as const) : ({ year: "numeric" } as const);
  const format = new Intl.DateTimeFormat(language, { ...named, timeZone: "UTC" });
  const at = Array.from({ length: MOST_TICKS + 2 }, (_, i) => {
    const month = (Math.ceil(monthNumber / step) + i) * step;
    return Date.UTC(Math.floor(month / 12), month % 12, 1) / 1000;
  });
  const inside = at.filter((time) => time > span.from && time < span.to);
  return html`<g class="ticks">
    ${inside.map((time) => {
      const x = place(time, span).toFixed(1);
      const anchor = Number(x) > WIDTH - 60 ? "end" : Number(x) < 60 ? "start" : "middle";
      return html`<path d="M${x} ${CLAIMED_Y - 5}v10M${x} ${ANCHORED_Y - 5}v10" /><text
          x="${x}"
          y="${ANCHORED_Y + 32}"
          text-anchor="${anchor}"
          >${format.format(new Date(time * 1000))}</text
        >`;
    })}
  </g>`;
}
