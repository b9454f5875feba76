import type { TimelineItem } from "../../audit/timeline.ts";
import { endOfClaimedDate, startOfClaimedDate } from "../../core/date.ts";
import { html, type Markup } from "../../server/pages/html.ts";

const WIDTH = 800;
const MARGIN = 24;
const CLAIMED_AT = 40;
const ANCHORED_AT = 128;
const AXIS_AT = 160;
/** More lines than these are one grey area to the eye. */
const MOST_DRAWN = 1500;
const DAY = 86_400;

/** Where a time (Unix seconds) stands. */
type Scale = (seconds: number) => number;

/**
 * A line for each issue from the date that it bears, above, to the time when it was anchored, below: upright for one that
 * was anchored on its date, the flatter the later. Notices are marked where they were posted.
 */
export function timelinePicture(timeline: readonly TimelineItem[], name: string): Markup | undefined {
  const items = timeline.slice(-MOST_DRAWN);
  const times = items.flatMap((item) => [
    item.anchoredAt,
    claimedAt(item),
    ...item.notices.map(({ time }) => time),
  ]);
  if (items.length === 0) return undefined;
  const from = Math.min(...times);
  const to = Math.max(...times, from + DAY);
  const at: Scale = (time) => rounded(MARGIN + ((time - from) / (to - from)) * (WIDTH - 2 * MARGIN));
  return html`<figure tabindex="0">
    <svg
      viewBox="0 0 ${WIDTH} 184"
      role="img"
      aria-label="Timeline of ${name}: claimed dates above, anchoring below"
    >
      <line class="axis" x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${CLAIMED_AT}" y2="${CLAIMED_AT}" />
      <line class="axis" x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${ANCHORED_AT}" y2="${ANCHORED_AT}" />
      <text x="${MARGIN}" y="${CLAIMED_AT - 14}">date claimed</text>
      <text x="${MARGIN}" y="${ANCHORED_AT + 20}">anchored</text>
      ${items.map((item) => itemMark(item, at))} ${items.map((item) => noticeMarks(item, at))}
      ${ticks(from, to).map((tick) => tickText(tick, at))}
    </svg>
    <figcaption>
      Each line is a revision of an issue: from the date that it bears to the time when it was anchored.
      Upright: on its date.
      ${timeline.length > items.length ? `The newest ${items.length} are drawn.` : undefined}
    </figcaption>
  </figure>`;
}

/** One at an end of the axis stands inside it. */
function tickText([time, label]: readonly [number, string], at: Scale): Markup {
  const x = at(time);
  const anchor = x < 2 * MARGIN ? "start" : x > WIDTH - 2 * MARGIN ? "end" : "middle";
  return html`<text class="tick" x="${x}" y="${AXIS_AT + 16}" text-anchor="${anchor}">${label}</text>`;
}

function itemMark(item: TimelineItem, at: Scale): Markup {
  const { label, revision, anchoredAt, date, batched } = item;
  const x = at(anchoredAt);
  const title = `${label}${revision > 1 ? `, revision ${revision}` : ""}${date === undefined ? "" : `, dated ${date}`}`;
  const claimed =
    date === undefined
      ? undefined
      : html`<line
            class="span"
            x1="${at(claimedAt(item))}"
            y1="${CLAIMED_AT}"
            x2="${x}"
            y2="${ANCHORED_AT}"
          /><circle class="claimed" cx="${at(claimedAt(item))}" cy="${CLAIMED_AT}" r="3" />`;
  return html`<g
    ><title>${title}</title>${claimed}<circle
      class="${batched ? "batched" : "anchored"}"
      cx="${x}"
      cy="${ANCHORED_AT}"
      r="4"
  /></g>`;
}

function noticeMarks({ label, notices }: TimelineItem, at: Scale): readonly Markup[] {
  return notices.map(({ kind, time }) => {
    const x = at(time);
    const y = ANCHORED_AT - 10;
    return html`<path class="notice" d="M${x} ${y}l5 -9h-10z"><title>${label}: ${kind}</title></path>`;
  });
}

/** In the middle of what it covers, but never after the time when it was anchored, if it covers that. */
function claimedAt({ date, anchoredAt }: TimelineItem): number {
  if (date === undefined) return anchoredAt;
  const [start, end] = [startOfClaimedDate(date), endOfClaimedDate(date)];
  return anchoredAt >= start && anchoredAt < end ? anchoredAt : (start + end) / 2;
}

/** The years, or days where there is less than one to tell. */
function ticks(from: number, to: number): readonly (readonly [number, string])[] {
  const year = (time: number) => new Date(time * 1000).getUTCFullYear();
  const [first, last] = [year(from), year(to)];
  if (last - first < 1)
    return [from, to].map((time) => [time, new Date(time * 1000).toISOString().slice(0, 10)]);
  const every = Math.max(1, Math.ceil((last - first) / 12));
  const found: [number, string][] = [];
  for (let one = first + 1; one <= last; one += every) found.push([Date.UTC(one, 0) / 1000, String(one)]);
  return found;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
