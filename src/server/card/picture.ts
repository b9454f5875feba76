import type { Digest } from "../../core/digest.ts";
import { GLYPH_HEIGHT, GLYPH_WIDTH, glyphOf } from "./glyphs.ts";
import { pngOf } from "./png.ts";

export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

const MARGIN = 90;
const ADVANCE = GLYPH_WIDTH + 1;
const LARGEST = 18;
const DIGITS_A_LINE = 32;
const LABEL_FOOT = 330;

/** Paper, ink, quiet ink, and the accent: as the pages have them. */
const PALETTE = [
  [0xfb, 0xf8, 0xf1],
  [0x23, 0x20, 0x1b],
  [0x5d, 0x55, 0x4a],
  [0x7a, 0x2e, 0x1d],
] as const;
const [INK, QUIET, ACCENT] = [1, 2, 3];

export interface Card {
  readonly label: string | undefined;
  /** Unix seconds. */
  readonly anchoredAt: number | undefined;
  readonly digest: Digest;
}

interface Line {
  readonly text: string;
  readonly top: number;
  /** Points of the picture for each point of a letter. */
  readonly scale: number;
  readonly colour: number;
}

/**
 * What goes with a link to an issue: its label, the day of its anchoring, and its content hash, which never change. How it
 * stands is not on it: whoever shows links keeps their pictures for long.
 */
export function cardPicture({ label, anchoredAt, digest }: Card): Buffer {
  const points = new Uint8Array(CARD_WIDTH * CARD_HEIGHT);
  fill(points, { left: 0, top: 0, width: 28, height: CARD_HEIGHT }, ACCENT);
  const room = CARD_WIDTH - 2 * MARGIN;
  const scale = Math.min(LARGEST, Math.floor(room / (ADVANCE * Math.max(1, label?.length ?? 0))));
  const day = anchoredAt === undefined ? "" : `anchored ${dayOf(anchoredAt)}`;
  const lines: readonly Line[] = [
    { text: "colophon", top: 76, scale: 7, colour: ACCENT },
    { text: label ?? "", top: LABEL_FOOT - GLYPH_HEIGHT * scale, scale, colour: INK },
    { text: day, top: 378, scale: 7, colour: INK },
    { text: digest.slice(0, DIGITS_A_LINE), top: 478, scale: 5, colour: QUIET },
    { text: digest.slice(DIGITS_A_LINE), top: 530, scale: 5, colour: QUIET },
  ];
  for (const line of lines) write(points, line);
  return pngOf({ width: CARD_WIDTH, height: CARD_HEIGHT, points, palette: PALETTE });
}

/** In UTC, as all times of the chain are told. */
function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function write(points: Uint8Array, { text, top, scale, colour }: Line): void {
  for (const [column, sign] of [...text].entries())
    for (const [row, bits] of glyphOf(sign).entries())
      for (let bit = 0; bit < GLYPH_WIDTH; bit++) {
        if (((bits >> (GLYPH_WIDTH - 1 - bit)) & 1) === 0) continue;
        const left = MARGIN + (column * ADVANCE + bit) * scale;
        fill(points, { left, top: top + row * scale, width: scale, height: scale }, colour);
      }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function fill(points: Uint8Array, { left, top, width, height }: Box, colour: number): void {
  for (let y = top; y < top + height; y++)
    points.fill(colour, y * CARD_WIDTH + left, y * CARD_WIDTH + left + width);
}
