import { stripVTControlCharacters } from "node:util";

/**
 * What takes two columns: Wide and Fullwidth of Unicode's East Asian Width (UAX #11), in blocks rather than letter by
 * letter, and what is drawn as an emoji.
 */
const WIDE =
  /[\u1100-\u115F\u231A\u231B\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;
const NOTHING = /^[\p{Mark}\p{Cf}\p{Cc}]+$/u;
const ASCII = /^[\x20-\x7E]*$/;

const signs = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many columns of a terminal a text takes, without the colours in it: `widthOf("第95期")` is 6. */
export function widthOf(text: string): number {
  const bare = stripVTControlCharacters(text);
  if (ASCII.test(bare)) return bare.length;
  let width = 0;
  for (const { segment } of signs.segment(bare)) width += widthOfSign(segment);
  return width;
}

/** The signs at a text's beginning that together take no more than so many columns. */
export function beginningOf(text: string, columns: number): string {
  if (ASCII.test(text)) return text.slice(0, columns);
  let [width, end] = [0, 0];
  for (const { segment, index } of signs.segment(text)) {
    width += widthOfSign(segment);
    if (width > columns) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** As `padEnd`, by columns. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}

function widthOfSign(sign: string): number {
  if (NOTHING.test(sign)) return 0;
  return WIDE.test(sign) ? 2 : 1;
}
