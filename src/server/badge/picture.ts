import { html } from "../pages/html.ts";
import type { BadgeFace } from "./face.ts";

const HEIGHT = 22;
const PADDING = 7;
const MARK = 18;

/** Of white on each: 4.5 to 1 or more. The words say the same as the colour. */
const COLOURS: Readonly<Record<BadgeFace["tone"], string>> = {
  good: "#22603a",
  warn: "#7d4f00",
  unknown: "#2f5677",
  plain: "#4f463a",
};

/** A badge as an image of its own: no script, no font of its own, nothing from elsewhere. */
export function badgePicture({ name, says, tone, language }: BadgeFace): string {
  const [left, right] = [MARK + 2 * PADDING + width(name), 2 * PADDING + width(says)];
  const total = left + right;
  const leftMiddle = (MARK + PADDING + left) / 2;
  const text = (x: number, words: string) =>
    html`<text x="${x.toFixed(1)}" y="15.2" textLength="${width(words)}" lengthAdjust="spacingAndGlyphs"
      >${words}</text
    >`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${total}"
    height="${HEIGHT}"
    viewBox="0 0 ${total} ${HEIGHT}"
    role="img"
    aria-label="${name}: ${says}"
    xml:lang="${language}"
  >
    <title>${name}: ${says}</title>
    <path fill="#23201b" d="M3 0h${left - 3}v22H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" />
    <path fill="${COLOURS[tone]}" d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v16a3 3 0 0 1-3 3H${left}z" />
    <path fill="none" stroke="#fbf8f1" stroke-width="1.2" d="M8.5 4.5h9v13h-9z" />
    <path stroke="#fbf8f1" d="M10.5 7.5h5M10.5 10h5" />
    <path fill="#e8a48d" d="M13 12.2l1.7 1.7-1.7 1.7-1.7-1.7z" />
    <g
      fill="#fff"
      text-anchor="middle"
      font-family="Verdana,DejaVu Sans,Noto Sans CJK SC,PingFang SC,Microsoft YaHei,sans-serif"
      font-size="11"
    >
      ${text(leftMiddle, name)}${text(left + right / 2, says)}
    </g>
  </svg>`.text;
}

/** As wide as the words are in most fonts; `textLength` holds a font to it. */
function width(words: string): number {
  const sum = [...words].reduce((total, sign) => total + signWidth(sign), 0);
  return Math.ceil(sum);
}

function signWidth(sign: string): number {
  if (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u3000-\u303F]/.test(sign)) return 11;
  if (/[ijl.,:;'|!·]/.test(sign)) return 3.6;
  if (/[ frt()-]/.test(sign)) return 4.6;
  if (/[mwMW@%]/.test(sign)) return 10;
  return /[A-Z]/.test(sign) ? 8 : 6.8;
}
