import type { IntervalName } from "../cells.ts";
import type { Interval } from "../histories/chance.ts";

/** A chance for each number of stores, from 1 on. */
export interface Line {
  readonly name: IntervalName;
  readonly chances: readonly number[];
}

/** What was measured for one number of stores, and between which chances the true one lies. */
export interface Mark {
  readonly name: IntervalName;
  readonly stores: number;
  readonly chance: number;
  readonly interval: Interval;
}

export interface Panel {
  readonly title: string;
  readonly notes: readonly string[];
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  /** The smallest chance shown, a power of ten. */
  readonly least: number;
  /** A chance that no audit helps against, drawn as a level line. */
  readonly floor?: number;
}

/** In units of the drawing, which is 640 wide. */
const BOX = { left: 136, right: 532, top: 108, height: 300 };
export const PANEL_HEIGHT = 486;
const LABEL_GAP = 23;
const NOTE_GAP = 24;

/** One panel with its axes, from `y` downwards. */
export function drawPanel(panel: Panel, y: number): string {
  const most = Math.max(...panel.lines.map(({ chances }) => chances.length));
  const scale = scaleOf(panel.least, most, y + BOX.top);
  return [
    text(20, y + 30, panel.title, "ink title"),
    ...panel.notes.map((note, i) => text(20, y + 58 + i * NOTE_GAP, note, "soft")),
    ...axes(scale, most),
    ...floorOf(panel, scale),
    ...panel.lines.map((line) => drawLine(line, scale)),
    ...panel.marks.map((mark) => drawMark(mark, scale)),
    ...labels(panel.lines, scale),
  ].join("\n");
}

interface Scale {
  readonly top: number;
  readonly least: number;
  x(stores: number): number;
  /** Chances below the least shown lie below the box. */
  y(chance: number): number;
}

function scaleOf(least: number, most: number, top: number): Scale {
  return {
    top,
    least,
    x: (stores) => BOX.left + 16 + ((stores - 1) / (most - 1)) * (BOX.right - BOX.left - 32),
    y: (chance) => top + (Math.log10(chance) / Math.log10(least)) * BOX.height,
  };
}

function axes(scale: Scale, most: number): string[] {
  const decades = Array.from({ length: Math.round(-Math.log10(scale.least)) + 1 }, (_, i) => i);
  const bottom = scale.top + BOX.height;
  const rows = decades.flatMap((decade) => {
    const at = scale.y(10 ** -decade);
    const says = decade === 0 ? "certain" : `1 in ${(10 ** decade).toLocaleString("en")}`;
    return [rule(at, "grid"), text(BOX.left - 8, at + 6, says, "soft end")];
  });
  const columns = Array.from({ length: most }, (_, i) =>
    text(scale.x(i + 1), bottom + 28, String(i + 1), "ink middle"),
  );
  const title = text(
    (BOX.left + BOX.right) / 2,
    bottom + 56,
    "stores, each with its own operator",
    "soft middle",
  );
  return [...rows, ...columns, title];
}

function floorOf({ floor }: Panel, scale: Scale): string[] {
  return floor === undefined ? [] : [rule(scale.y(floor), "floor")];
}

function drawLine({ name, chances }: Line, scale: Scale): string {
  const points = chances.map((chance, i) => `${round(scale.x(i + 1))},${round(scale.y(chance))}`);
  return `<polyline class="line ${name}" clip-path="url(#box${scale.top})" points="${points.join(" ")}"/>`;
}

function drawMark({ name, stores, chance, interval }: Mark, scale: Scale): string {
  const [x, bottom] = [round(scale.x(stores)), scale.top + BOX.height];
  const [high, low] = [round(scale.y(interval.high)), round(Math.min(bottom, scale.y(interval.low)))];
  const cap = (at: number) => `M${x - 6} ${at}h12`;
  const dot = `<circle class="dot ${name}" cx="${x}" cy="${round(scale.y(chance))}" r="5"/>`;
  return `<path class="bar ${name}" d="M${x} ${high}V${low}${cap(high)}${cap(low)}"/>${dot}`;
}

/** Each line's name at its right end, moved apart where they would overlap. */
function labels(lines: readonly Line[], scale: Scale): string[] {
  const bottom = scale.top + BOX.height;
  const wanted = lines
    .map(({ name, chances }) => ({ name, y: Math.min(bottom, scale.y(chances.at(-1) ?? 1)) + 6 }))
    .toSorted((a, b) => a.y - b.y);
  let least = -Infinity;
  const placed = wanted.map(({ name, y }) => {
    least = Math.max(y, least + LABEL_GAP);
    return { name, y: least };
  });
  return placed.map(({ name, y }) => text(BOX.right + 10, y, name, `name ${name}`));
}

function rule(y: number, kind: string): string {
  return `<path class="${kind}" d="M${BOX.left} ${round(y)}H${BOX.right}"/>`;
}

function text(x: number, y: number, says: string, kind: string): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}">${says}</text>`;
}

/** What is outside a panel's box is not drawn. */
export function clipOf(y: number): string {
  const top = y + BOX.top;
  return `<clipPath id="box${top}"><rect x="${BOX.left}" y="${top - 3}" width="${BOX.right - BOX.left}" height="${BOX.height + 3}"/></clipPath>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
