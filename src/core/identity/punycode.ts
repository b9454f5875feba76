const [BASE, T_MIN, T_MAX, SKEW, DAMP] = [36, 1, 26, 38, 700];
const [FIRST_BIAS, FIRST_POINT, LAST_POINT] = [72, 0x80, 0x10ffff];

/**
 * What a Punycode text stands for, `bcher-kva` for `bücher`; undefined where it is none (RFC 3492, section 6.2). Of a
 * domain's label, without its `xn--`.
 */
export function decodePunycode(text: string): string | undefined {
  if (!/^[a-z0-9-]{1,63}$/.test(text)) return undefined;
  const plain = Math.max(0, text.lastIndexOf("-"));
  const points = [...text.slice(0, plain)].map((letter) => letter.codePointAt(0) ?? 0);
  let [point, index, bias] = [FIRST_POINT, 0, FIRST_BIAS];
  for (let at = plain > 0 ? plain + 1 : plain; at < text.length;) {
    const delta = readDelta(text, at, bias);
    if (delta === undefined) return undefined;
    at = delta.end;
    index += delta.value;
    const length = points.length + 1;
    bias = adapted(delta.value, length, index === delta.value);
    point += Math.floor(index / length);
    index %= length;
    if (point > LAST_POINT || isSurrogate(point)) return undefined;
    points.splice(index++, 0, point);
  }
  return String.fromCodePoint(...points);
}

/** A number of variable length, least digit first. */
function readDelta(
  text: string,
  from: number,
  bias: number,
): { readonly value: number; readonly end: number } | undefined {
  let [value, weight, at] = [0, 1, from];
  for (let k = BASE; ; k += BASE) {
    const digit = digitOf(text[at++] ?? "");
    if (digit === undefined) return undefined;
    value += digit * weight;
    const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
    if (digit < threshold) return { value, end: at };
    weight *= BASE - threshold;
    if (!Number.isSafeInteger(value) || value > LAST_POINT * 64) return undefined;
  }
}

function digitOf(letter: string): number | undefined {
  const digit = letter === "" ? -1 : "abcdefghijklmnopqrstuvwxyz0123456789".indexOf(letter);
  return digit < 0 ? undefined : digit;
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}
