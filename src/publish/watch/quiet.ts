/** What a look saw: a stamp for each part of the source that is published by itself. Equal stamps, equal content. */
export type Seen = ReadonlyMap<string, string>;

export interface Stillness {
  /** The parts that changed less than the settling time ago. */
  readonly moving: ReadonlySet<string>;
  /** Milliseconds until the first of them may have settled; undefined when none is moving. */
  readonly dueIn?: number;
}

/**
 * Tells what has stopped changing. Only what was seen to stay the same over the settling time counts: times of files are
 * not asked, since copying keeps old ones and a network drive's clock may be wrong.
 */
export class Quiet {
  readonly #settle: number;
  readonly #since = new Map<string, { readonly stamp: string; readonly at: number }>();

  /** @param settle in milliseconds; 0 takes everything as it is found */
  constructor(settle: number) {
    this.#settle = settle;
  }

  /** @param now in milliseconds, of a clock that does not go back */
  observe(seen: Seen, now: number): Stillness {
    for (const part of this.#since.keys()) if (!seen.has(part)) this.#since.delete(part);
    const moving = new Set<string>();
    let dueIn: number | undefined;
    for (const [part, stamp] of seen) {
      const known = this.#since.get(part);
      const at = known?.stamp === stamp ? known.at : now;
      if (at === now) this.#since.set(part, { stamp, at });
      const left = at + this.#settle - now;
      if (left <= 0) continue;
      moving.add(part);
      dueIn = Math.min(dueIn ?? left, left);
    }
    return dueIn === undefined ? { moving } : { moving, dueIn };
  }
}
