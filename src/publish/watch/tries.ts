import { type ColophonError, isFailure } from "../../core/errors/error.ts";

/** After so many tries an issue whose own fault it is rests until it changes. */
export const MOST_TRIES = 3;

const FIRST_MS = 5_000;

/** `backoff(1, most)` is 5 s, each further failure in a row doubles it, up to `most` milliseconds. */
export function backoff(failures: number, most: number): number {
  return Math.min(most, FIRST_MS * 2 ** Math.min(failures - 1, 20));
}

/** True for what may be otherwise a moment later, though nobody does anything about it. */
export function isPassing(error: ColophonError): boolean {
  return error.exit === 3 || isFailure(error, "SOURCE_CHANGED");
}

/** How often each issue was refused as it is. */
export class Tries {
  readonly #tries = new Map<string, { readonly stamp: string; readonly count: number }>();

  /** How often it was tried with this stamp. */
  of(issue: string, stamp: string): number {
    const known = this.#tries.get(issue);
    return known?.stamp === stamp ? known.count : 0;
  }

  count(issue: string, stamp: string): number {
    const count = this.of(issue, stamp) + 1;
    this.#tries.set(issue, { stamp, count });
    return count;
  }
}
