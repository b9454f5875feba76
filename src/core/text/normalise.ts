/*
 * The normal form of text in the profile `colophon/text/1` (docs/spec/text.md). It takes away what retyping, mail
 * programs and typesetting change without changing a word, and nothing else: case, accents, punctuation and
 * superscripts stay.
 */

/** Invisible: soft hyphen, zero-width space, direction marks, word joiner, byte order mark. Joiners of letters stay. */
const INVISIBLE = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** Unicode's White_Space and the other controls, spelt out: properties may grow with a new version of Unicode. */
// eslint-disable-next-line no-control-regex
const SPACE = /[\u0000-\u0020\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/gu;

const PLAIN: Readonly<Record<string, string>> = {
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
  "\uFB00": "ff",
  "\uFB01": "fi",
  "\uFB02": "fl",
  "\uFB03": "ffi",
  "\uFB04": "ffl",
  "\uFB05": "st",
  "\uFB06": "st",
};
const TYPESET = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");

/**
 * `normaliseText("  \u201CHigh\u00A0tide\u201D\n at 6 ")` is `"High tide" at 6`. Applying it twice changes nothing; the
 * result may be empty. Half surrogate pairs become U+FFFD.
 */
export function normaliseText(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(TYPESET, (character) => PLAIN[character] ?? character)
    .normalize("NFC")
    .replace(SPACE, " ")
    .trim();
}

/** The normal forms that are not empty, in their order. */
export function normaliseBlocks(texts: Iterable<string>): string[] {
  const blocks: string[] = [];
  for (const text of texts) {
    const block = normaliseText(text);
    if (block !== "") blocks.push(block);
  }
  return blocks;
}
