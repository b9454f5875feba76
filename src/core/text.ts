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
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  for (;;) {
    const x = left.next();
    const y = right.next();
    if (x.done === true || y.done === true) return Number(y.done === true) - Number(x.done === true);
    const difference = (x.value.codePointAt(0) ?? 0) - (y.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
}
