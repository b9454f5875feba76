const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LINES = /[^\P{Cc}\n]/u;

/** What makes this text unfit for a manifest, or undefined: it must be well-formed, NFC, without control characters. */
export function textProblem(text: string): string | undefined {
  return wordingProblem(text, CONTROL);
}

/** The same for longer texts, which may have line breaks. */
export function proseProblem(text: string): string | undefined {
  return wordingProblem(text, CONTROL_BUT_LINES);
}

function wordingProblem(text: string, refused: RegExp): string | undefined {
  if (!text.isWellFormed()) return "it holds half a surrogate pair";
  if (refused.test(text)) return "it holds a control character";
  if (text.normalize("NFC") !== text) return "it is not in Unicode normalisation form C";
  return undefined;
}

/** Orders by code points, as sorting UTF-8 bytes does; JavaScript's own `<` orders by UTF-16 units. */
export function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rankOf(x) - rankOf(y);
  }
  return a.length - b.length;
}

/** Surrogates make up the code points above all others, though their own numbers are not the highest. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
