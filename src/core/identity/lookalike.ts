/** Why a name may be taken for another one by whoever reads it. */
export type Lookalike = "invisible" | "styled" | "mixed-scripts" | "looks-latin";

/** What a reader does not see: formatting, variation selectors, fillers. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;
/** Emoji are put together with these, between pictures. */
const PICTURE = String.raw`\p{Extended_Pictographic}(\uFE0F|[\u{1F3FB}-\u{1F3FF}])?`;
const EMOJI = new RegExp(`${PICTURE}(\\u200D${PICTURE})*`, "gu");

const CIRCLED = /[\u24B6-\u24E9\u{1F110}-\u{1F189}]/u;

const SCRIPTS = [
  ...["Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Hebrew", "Arabic", "Georgian"],
  ...["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul"],
] as const;
type Script = (typeof SCRIPTS)[number] | "another";

const OF_SCRIPT = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, "u")] as const);
const OF_NO_SCRIPT = /[\p{Script=Common}\p{Script=Inherited}]/u;

/** Scripts that are written together, each also with Latin: the "highly restrictive" level of UTS 39, section 5.2. */
const TOGETHER: readonly ReadonlySet<Script>[] = [
  new Set<Script>(["Latin", "Han", "Hiragana", "Katakana"]),
  new Set<Script>(["Latin", "Han", "Bopomofo"]),
  new Set<Script>(["Latin", "Han", "Hangul"]),
];

/** Letters whose usual shape is that of a Latin one: out of confusables.txt of UTS 39. */
const LIKE_LATIN = new Set([
  ...[..."аеорсухіјѕһԁԛԝӏүѵҽАВЕКМНОРСТУХІЈЅԌҮӀ"],
  ...[..."ανοριυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ"],
  ...[..."օոսհցքզգլւԼՍՕՏ"],
  ...[..."ᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᎽᏀᏃᏎᏏᏒᏔᏙᏚᏞᏟᏢᏦᏭᏴ"],
  ...[..."ⲟⲥⲣⲭⲕⲏⲙⲛⲧ"],
]);
/** Latin letters of phonetics that are drawn as `a` and `g`; the others stand in orthographies of Africa. */
const PHONETIC = /[\u0251\u0261\u1D00-\u1D7F]/u;

/**
 * Whether a name may pass for another: by what cannot be seen, by letters in disguise (full width, mathematical), by
 * scripts mixed within one word, or by a word that is written in another script with nothing but letters that look Latin.
 * A name in one's own script is none, nor one in several scripts that are written together (UTS 39).
 */
export function lookalike(name: string): Lookalike | undefined {
  if (INVISIBLE.test(name.replace(EMOJI, ""))) return "invisible";
  if ([...name].some(isStyled)) return "styled";
  if (name.split(/[^\p{L}\p{M}\p{N}]+/u).some(isMixed)) return "mixed-scripts";
  return looksLatin(name) ? "looks-latin" : undefined;
}

/** Other symbols have other forms in every typography, and are no letters of a name. */
function isStyled(letter: string): boolean {
  if (CIRCLED.test(letter)) return true;
  return /[\p{L}\p{N}]/u.test(letter) && letter.normalize("NFKC") !== letter.normalize("NFC");
}

function isMixed(word: string): boolean {
  const scripts = scriptsOf(word);
  if (scripts.has("Latin") && PHONETIC.test(word)) return true;
  return scripts.size > 1 && !TOGETHER.some((set) => [...scripts].every((one) => set.has(one)));
}

/** One letter that no Latin one resembles tells which script a name is in. */
function looksLatin(name: string): boolean {
  const letters = name.match(/\p{L}/gu) ?? [];
  return letters.length > 1 && letters.every((letter) => LIKE_LATIN.has(letter));
}

function scriptsOf(word: string): ReadonlySet<Script> {
  const found = new Set<Script>();
  for (const letter of word) {
    if (OF_NO_SCRIPT.test(letter)) continue;
    found.add(OF_SCRIPT.find(([, pattern]) => pattern.test(letter))?.[0] ?? "another");
  }
  return found;
}
