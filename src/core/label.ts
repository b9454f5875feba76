import { fail } from "./errors/error.ts";
import type { Tagged } from "./tagged.ts";

/** The name of an issue within its publication, `95` or `2019-11-26`: 1 to 64 of `a-z 0-9 . _ -`. */
export type Label = Tagged<string, "Label">;

export const LONGEST_LABEL = 64;
const LABEL = /^[a-z0-9._-]{1,64}$/;

export function isLabel(text: string): text is Label {
  return LABEL.test(text);
}

/** @throws LABEL_INVALID */
export function parseLabel(text: string): Label {
  if (!isLabel(text)) fail("LABEL_INVALID", labelProblem(text));
  return text;
}

/** What LABEL_INVALID says: the text, and a label that is like it. */
export function labelProblem(text: string): { readonly got: string; readonly like: string } {
  return { got: text, like: slug(text) ?? "95" };
}

// Letters that Unicode does not decompose into a Latin letter and a mark.
const SPELLED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
};

/**
 * A text as a label: marks taken off letters, lower case, everything but `a-z 0-9 . _ -` a hyphen, no separator at
 * either end, at most 64. `slug("Café № 95!")` is `cafe-no-95`; undefined when no letter or digit is left.
 */
export function slug(text: string): Label | undefined {
  const plain = text
    .slice(0, 4 * LONGEST_LABEL)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => SPELLED[letter] ?? "");
  const cut = trimmed(plain.replace(/[^a-z0-9._-]+/g, "-").replace(/-{2,}/g, "-")).slice(0, LONGEST_LABEL);
  const label = trimmed(cut);
  return isLabel(label) ? label : undefined;
}

/** Without the separators at either end. */
export function trimmed(text: string): string {
  return text.replace(/^[._-]+/, "").replace(/[._-]+$/, "");
}
