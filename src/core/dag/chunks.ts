/** The profile's chunk: 1 MiB. A file up to this size is a single raw leaf. */
export const LEAF_BYTES = 1024 * 1024;

/**
 * Cuts a stream into leaves of exactly 1 MiB, the last one shorter; an empty stream gives one empty leaf. A source
 * that already reads in whole leaves is passed through without copying.
 */
export async function* rechunk(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array[] = [];
  let held = 0;
  let given = false;
  for await (const chunk of source) {
    let rest = chunk;
    while (held + rest.length >= LEAF_BYTES) {
      const cut = LEAF_BYTES - held;
      yield joined([...pending, rest.subarray(0, cut)]);
      given = true;
      rest = rest.subarray(cut);
      pending = [];
      held = 0;
    }
    if (rest.length > 0) {
      pending.push(rest);
      held += rest.length;
    }
  }
  if (held > 0 || !given) yield joined(pending);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
