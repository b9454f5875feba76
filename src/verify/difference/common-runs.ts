/** A stretch of two lists: the same in both, or not. Ends are places behind the last. */
export interface Run {
  readonly isCommon: boolean;
  readonly from: number;
  readonly fromEnd: number;
  readonly to: number;
  readonly toEnd: number;
}

/**
 * Cuts two lists into what they have in common and what stands between, by the items that stand once in each (as
 * patience diff does). Never the least difference, but linear, and it does not match what only repeats.
 */
export function commonRuns(from: readonly string[], to: readonly string[]): Run[] {
  const runs: Run[] = [];
  let [a, b] = [0, 0];
  const push = (isCommon: boolean, fromEnd: number, toEnd: number) => {
    if (fromEnd > a || toEnd > b) runs.push({ isCommon, from: a, fromEnd, to: b, toEnd });
    [a, b] = [fromEnd, toEnd];
  };
  /** Takes in what is the same from the place on where both stand. */
  const extend = () => {
    let length = 0;
    while (a + length < from.length && b + length < to.length && from[a + length] === to[b + length])
      length += 1;
    if (length > 0) push(true, a + length, b + length);
  };
  extend();
  for (const [i, j] of [...anchors(from, to), [from.length, to.length] as const]) {
    if (i < a || j < b) continue;
    let back = 0;
    while (i - back > a && j - back > b && from[i - back - 1] === to[j - back - 1]) back += 1;
    push(false, i - back, j - back);
    extend();
  }
  return runs;
}

/** Pairs of places of items that are unique in either list, ascending in both. */
export function anchors<T>(from: readonly T[], to: readonly T[]): (readonly [number, number])[] {
  const here = onceIn(from);
  const there = onceIn(to);
  const pairs: (readonly [number, number])[] = [];
  for (const [item, i] of here) {
    const j = there.get(item);
    if (i !== undefined && j !== undefined) pairs.push([i, j]);
  }
  return longestAscending(pairs);
}

/** Where each item stands; undefined for one that stands twice. In order of their first places. */
function onceIn<T>(items: readonly T[]): Map<T, number | undefined> {
  const places = new Map<T, number | undefined>();
  items.forEach((item, i) => places.set(item, places.has(item) ? undefined : i));
  return places;
}

/** The longest of the ascending subsequences by the second place; pairs come ascending by the first. */
function longestAscending(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  /** For each length the pair on which the subsequence with the smallest end ends. */
  const ends: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, j], at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1] ?? -1;
    ends[low] = at;
  });
  const found: (readonly [number, number])[] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) found.push(pair);
  }
  return found.reverse();
}
