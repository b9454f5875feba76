/*
 * The normal form of text in the profile `colophon/text/1` (docs/spec/text.md). It takes away what retyping, mail
 * programs and typesetting change without changing a word, and nothing else: case, accents, punctuation and
 * superscripts stay. Characters are spelt out: properties may grow with a new version of Unicode.
 */

/** Invisible: soft hyphen, direction marks, zero-width space, word joiner; tatweel, which only stretches; emoji style. */
const INVISIBLE =
  /[\uFE0E\uFE0F\u00AD\u061C\u0640\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;

/** Unicode's White_Space and the other controls. */
// eslint-disable-next-line no-control-regex -- controls are what it is about
const SPACE = /[\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/gu;

const PLAIN: Readonly<Record<string, string>> = {
  "\u05BE": "-",
  "\u05F3": "'",
  "\u05F4": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2018": "'",
  "\u2019": "'",
  "\u201A": "'",
  "\u201B": "'",
  "\u201C": '"',
  "\u201D": '"',
  "\u201E": '"',
  "\u201F": '"',
  "\u2026": "...",
  "\u2212": "-",
  "\uFB00": "ff",
  "\uFB01": "fi",
  "\uFB02": "fl",
  "\uFB03": "ffi",
  "\uFB04": "ffl",
  "\uFB05": "st",
  "\uFB06": "st",
};
const TYPESET = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");

const MOST_MARKS = 128;
const PILED = /\p{M}{129}/u;
const MARK = /\p{M}/gu;

/**
 * Han, Kana, Bopomofo and their punctuation: scripts without spaces, where a space comes from a broken line or from
 * layout. Korean has spaces, and so have Latin letters of full width.
 */
const UNSPACED =
  "\\u2E80-\\u2FFF\\u3001-\\u3029\\u3030-\\u3098\\u309B-\\u312F\\u3190-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF" +
  "\\uFE30-\\uFE4F\\uFF01-\\uFF0F\\uFF1A-\\uFF20\\uFF3B-\\uFF40\\uFF5B-\\uFF9F\\uFFE0-\\uFFE6\\u{20000}-\\u{3FFFD}";
/** Their marks, too, can stand before the space; after it they belong to the space. */
const BEFORE = `[${UNSPACED}\\u302A-\\u302F\\u3099\\u309A\\u{E0100}-\\u{E01EF}]`;
const LAYOUT_SPACE = new RegExp(`(?<=${BEFORE}) (?=[${UNSPACED}])`, "gu");

/** Nothing to see: spaces, and the joiners of letters that newsletters pad their previews with. */
const BLANK = /^(?: |\u034F|\u200C|\u200D)*$/u;

/**
 * `normaliseText("  \u201CHigh\u00A0tide\u201D\n at 6 ")` is `"High tide" at 6`. Applying it twice changes nothing; the
 * result may be empty. Half surrogate pairs become U+FFFD.
 */
export function normaliseText(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(TYPESET, (character) => PLAIN[character] ?? character);
  return unpiled(unpiled(plain).normalize("NFC")).replace(SPACE, " ").replace(LAYOUT_SPACE, "").trim();
}

/** Without marks beyond 128 in a row: sorting them takes the square of their number, and no language has so many. */
function unpiled(text: string): string {
  // A pattern that matched a long run would need as much of the stack.
  if (!PILED.test(text)) return text;
  let run = 0;
  let end = 0;
  return text.replace(MARK, (mark, at: number) => {
    run = at === end ? run + 1 : 1;
    end = at + mark.length;
    return run > MOST_MARKS ? "" : mark;
  });
}

/** The normal forms of those texts in which there is something to see, in their order. */
export function normaliseBlocks(texts: Iterable<string>): string[] {
  const blocks: string[] = [];
  for (const text of texts) {
    const block = normaliseText(text);
    if (!BLANK.test(block)) blocks.push(block);
  }
  return blocks;
}

/** What stands between two normalised blocks when they are read as one text. */
export function spaceBetween(block: string, next: string): "" | " " {
  const joint = `${block.slice(-2)} ${next.slice(0, 2)}`;
  return joint.replace(LAYOUT_SPACE, "") === joint ? " " : "";
}
