/*
 * An issue of so many blocks is lost when one of them is intact nowhere. Faults strike blocks at random, so that what
 * counts is how many blocks each store lacks, not which: the chance that no block is lacking everywhere follows from
 * the numbers alone.
 */

/** ln n!, by summing. */
const factorials: number[] = [0];

function lnFactorial(n: number): number {
  for (let i = factorials.length; i <= n; i++) factorials.push((factorials[i - 1] ?? 0) + Math.log(i));
  return factorials[n] ?? Number.NaN;
}

/** ln of "n choose k"; minus infinity where that is 0. */
function lnChoose(n: number, k: number): number {
  return k < 0 || k > n ? -Infinity : lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
}

/**
 * The chance that no block is lacking in every store, when the stores lack so many blocks each, at random: inclusion
 * and exclusion over the blocks that are lacking everywhere. `coverage(10, [3, 4])` is C(7,4)/C(10,4).
 */
export function coverage(blocks: number, lacking: readonly number[]): number {
  const least = Math.min(blocks, ...lacking);
  if (lacking.length === 0 || least === blocks) return 0;
  if (least === 0) return 1;
  let sum = 0;
  for (let k = 0; k <= least; k++) {
    const each = lacking.map((x) => lnChoose(blocks - k, x - k) - lnChoose(blocks, x));
    const term = Math.exp(each.reduce((total, one) => total + one, lnChoose(blocks, k)));
    sum += k % 2 === 0 ? term : -term;
  }
  return Math.min(1, Math.max(0, sum));
}

/** The chance that a sample of so many blocks meets none of those that a store lacks. */
export function unnoticed(blocks: number, lacking: number, sample: number | undefined): number {
  if (lacking === 0) return 1;
  if (sample === undefined || sample >= blocks) return 0;
  return Math.exp(lnChoose(blocks - lacking, sample) - lnChoose(blocks, sample));
}
