/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed made of others (FNV-1a over their bytes): neighbouring numbers give unrelated seeds. */
export function seedOf(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts)
    for (let shift = 0; shift < 32; shift += 8)
      hash = Math.imul(hash ^ ((part >>> shift) & 0xff), 0x01000193) >>> 0;
  return hash;
}

/** How long until something that happens so often a year on average; never for a rate of 0. */
export function waiting(rate: number, random: () => number): number {
  return rate > 0 ? -Math.log(1 - random()) / rate : Infinity;
}

/** Two-sided normal quantiles of these confidences. */
const QUANTILES = { 0.95: 1.959964, 0.99: 2.575829, 0.999: 3.290527 } as const;
export type Confidence = keyof typeof QUANTILES;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Between which chances the true one lies, so many times out of so many having come true, with that confidence: the
 * score interval (Wilson 1927), which also holds for few and for no hits.
 */
export function interval(hits: number, of: number, confidence: Confidence): Interval {
  const z = QUANTILES[confidence];
  const share = hits / of;
  const centre = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { low: hits === 0 ? 0 : centre - half, high: hits === of ? 1 : centre + half };
}
