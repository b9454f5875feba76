import { asFailure, type ColophonError } from "../../core/errors/error.ts";
import type { Clock } from "../../core/ports.ts";
import { backoff } from "../../publish/watch/tries.ts";
import type { Tally, Tell, WatchEvent } from "./event.ts";
import type { Look, Offer, Watched } from "./source.ts";

export interface Loop {
  readonly watched: Watched;
  readonly clock: Clock;
  readonly tell: Tell;
  readonly tellOnce: (key: string, event: WatchEvent) => void;
  /** @throws what concerns all of an offer */
  round(offer: Offer): Promise<Tally>;
}

/** Events come in swarms: one look for each of them. */
const SWARM_MS = 250;
const SHORTEST_MS = 100;
/** A source that is written to all the time is waited for so many settling times in a single run. */
const SETTLINGS = 3;

/**
 * One round: 0 nothing is left to do, 1 something was refused, 3 something is to be tried later.
 *
 * @throws what concerns all of it; its own exit status says whether to try later
 */
export async function once({ watched, clock, tell, tellOnce, round }: Loop): Promise<number> {
  let look = await looked(watched);
  for (let i = 0; i < SETTLINGS && look.dueIn !== undefined; i++) {
    await clock.sleep(look.dueIn);
    look = await looked(watched);
  }
  tellUnsettled(look, tellOnce);
  for (const { at, because } of look.unsettled)
    if (because === undefined) tell({ event: "waiting", at, reason: "it changed a moment ago" });
  const tally = look.offer === undefined ? undefined : await round(look.offer);
  if (tally !== undefined) tell({ event: "looked", tally });
  if (tally !== undefined && isDone(tally)) await look.offer?.done();
  if (look.unsettled.length > 0 || (tally?.later ?? 0) > 0) return 3;
  return (tally?.refused ?? 0) > 0 ? 1 : 0;
}

/** Until the process is told to stop. */
export async function forever(loop: Loop): Promise<never> {
  const bell = bellOf();
  const state: State = { done: undefined, failures: 0, embargo: false };
  for (;;) {
    const stop = loop.watched.onChange(bell.ring);
    try {
      const wait = await turn(loop, state);
      const rung = await bell.rungWithin(Math.max(SHORTEST_MS, wait));
      if (rung) await loop.clock.sleep(SWARM_MS);
    } finally {
      stop();
    }
  }
}

interface State {
  /** The stamp of the offer of which nothing is left to do until it changes. */
  done: string | undefined;
  /** Of the last round that was told. */
  told?: string;
  /** In a row. */
  failures: number;
  failed?: ColophonError;
  /** Something waits for its date. */
  embargo: boolean;
}

/** Looks, and publishes what there is. Returns the milliseconds until the next look. */
async function turn(loop: Loop, state: State): Promise<number> {
  const { watched, tell, tellOnce } = loop;
  try {
    const look = await loop.watched.look();
    if (look.failed !== undefined) return failed(loop, state, look.failed);
    tellUnsettled(look, tellOnce);
    const later = look.offer === undefined ? 0 : await offered(look.offer, loop, state);
    if (state.failed !== undefined) tell({ event: "recovered" });
    delete state.failed;
    state.failures = later > 0 ? state.failures + 1 : 0;
    const again = later > 0 ? backoff(state.failures, watched.every) : watched.every;
    return Math.min(again, look.dueIn ?? again);
  } catch (error) {
    return failed(loop, state, { error: asFailure(error) });
  }
}

/** How many issues are to be tried again. */
async function offered(offer: Offer, { round, tell }: Loop, state: State): Promise<number> {
  // What waits for its date is looked at again at every turn.
  if (offer.stamp === state.done && !state.embargo) return 0;
  const tally = await round(offer);
  const news = JSON.stringify([offer.stamp, tally]);
  if (news !== state.told) tell({ event: "looked", tally });
  state.told = news;
  state.done = tally.later > 0 ? undefined : offer.stamp;
  state.embargo = tally.embargoed > 0;
  if (isDone(tally)) await offer.done();
  return tally.later;
}

/** Told once while it is the same; tried again sooner at first, and never sooner than a server wants. */
function failed(
  { watched, tell }: Loop,
  state: State,
  { error, retryIn }: NonNullable<Look["failed"]>,
): number {
  state.failures += 1;
  const own = error.code === "FEED_UNREACHABLE" ? watched.every : backoff(state.failures, watched.every);
  const wait = Math.max(own, retryIn ?? 0);
  if (state.failed?.message !== error.message)
    tell({ event: "failed", error, retryInSeconds: Math.ceil(wait / 1000) });
  state.failed = error;
  return wait;
}

async function looked(watched: Watched): Promise<Look> {
  const look = await watched.look();
  if (look.failed !== undefined) throw look.failed.error;
  return look;
}

function tellUnsettled({ unsettled }: Look, tellOnce: Loop["tellOnce"]): void {
  for (const { at, because } of unsettled)
    if (because !== undefined)
      tellOnce(`unsettled ${at} ${because}`, {
        ...{ event: "waiting", at },
        reason: `${because} looks as if it were still being written`,
      });
}

function isDone({ refused, later, embargoed }: Tally): boolean {
  return refused + later + embargoed === 0;
}

/** Rung from outside, at any time; whoever waits is woken. */
function bellOf() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    rungWithin: async (milliseconds: number): Promise<boolean> => {
      let timer: NodeJS.Timeout | undefined;
      if (!rung)
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, Math.min(milliseconds, 2 ** 31 - 1));
        });
      clearTimeout(timer);
      const was = rung;
      rung = false;
      return was;
    },
  };
}
