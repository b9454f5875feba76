/*
 * A text cut for comparing and for finding, in any script and without a dictionary. What is found by it is only a
 * candidate: whether a passage stands somewhere is decided by the normal form alone (docs/spec/text.md).
 */

/** Scripts that are written without spaces between words: each letter of them is taken by itself. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Yi}\\p{Script=Thai}" +
  "\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}\\p{Script=Javanese}\\p{Script=Balinese}";

/** No word has more letters; a pattern that matched a long run would need as much of the stack. */
const LONGEST = 64;
const MARKS = `[\\p{M}\\u200C\\u200D]{0,${LONGEST}}`;
const LONE = `[${UNSPACED}]${MARKS}`;
const SPELT = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}]${MARKS}){1,${LONGEST}}`;

/** `partsOf("High tide, 高潮")` is `["High", " ", "tide", ",", " ", "高", "潮"]`: joined, they are the text. */
export function partsOf(text: string): string[] {
  return text.match(PART) ?? [];
}

/** "72.27" is one: a figure in it that differs changes the whole. */
const NUMBER = `\\p{Nd}{1,${LONGEST}}(?:[.,:]\\p{Nd}{1,${LONGEST}}){1,8}(?![\\p{L}\\p{N}])`;
const PART = new RegExp(`${LONE}|${NUMBER}|${SPELT}|[^]`, "gu");

/** Is this part a word, and no space or punctuation? */
export function isWord(part: string): boolean {
  return WORD.test(part);
}

const WORD = /^[\p{L}\p{N}]/u;

const SPELT_LETTER = `(?![${UNSPACED}])[\\p{L}\\p{N}]${MARKS}`;
const WITHIN = new RegExp(`${SPELT_LETTER}$`, "u");
const GOES_ON = new RegExp(`^(?:${SPELT_LETTER}|\\p{M})`, "u");
/** A letter with its marks: more of a text than that is not looked at. */
const NEIGHBOURS = 2 * (LONGEST + 1);

/** Would a cut at this place part a word, or a letter from its marks? Between letters of scripts without spaces it does not. */
export function cutsWord(text: string, place: number): boolean {
  const sides = text.slice(Math.max(0, place - 1), place + 1);
  if (sides.length < 2) return false;
  // Most places, at once.
  if (isAscii(sides)) return ASCII_WORD.test(sides);
  const before = text.slice(Math.max(0, place - NEIGHBOURS), place);
  const after = text.slice(place, place + NEIGHBOURS);
  return GOES_ON.test(after) && (WITHIN.test(before) || /^\p{M}/u.test(after));
}

const ASCII_WORD = /^[A-Za-z0-9]{2}$/;

function isAscii(text: string): boolean {
  return text.charCodeAt(0) < 128 && text.charCodeAt(1) < 128;
}

/** A word to find a text by: folded, so that case and accents do not matter. */
export interface Term {
  readonly word: string;
  /** Two letters of a script without spaces that follow each other: these are whole wherever a passage is cut. */
  readonly isPair: boolean;
}

/**
 * The words of a normalised text, folded; of scripts without spaces every two letters that follow each other. Such a
 * letter that stands alone is a word.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  let run: string[] = [];
  const flush = () => {
    const [first] = run;
    if (first !== undefined && run.length === 1) terms.push({ word: first, isPair: false });
    for (let i = 0; i + 1 < run.length; i++)
      terms.push({ word: `${run[i] ?? ""}${run[i + 1] ?? ""}`, isPair: true });
    run = [];
  };
  for (const part of text.match(WORDS) ?? []) {
    const word = folded(part);
    if (word === "") continue;
    if (ALONE.test(part)) {
      run.push(word);
      continue;
    }
    flush();
    if (isWord(part)) terms.push({ word, isPair: false });
  }
  flush();
  return terms;
}

/**
 * Is it one letter of a script without spaces, and no more? It stands within words everywhere, and texts are found by
 * whole words and by pairs of such letters.
 */
export function isLoneLetter(text: string): boolean {
  const [first, ...others] = termsOf(text);
  return first !== undefined && others.length === 0 && !first.isPair && ALONE.test(first.word);
}

const ALONE = new RegExp(`^[${UNSPACED}]`, "u");
/** A space ends a run, and punctuation does not: who quotes from memory leaves it out. */
const WORDS = new RegExp(`${LONE}|${SPELT}| `, "gu");

const PLAIN = /^[a-z0-9 ]+$/;

function folded(word: string): string {
  if (PLAIN.test(word)) return word;
  return word
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
