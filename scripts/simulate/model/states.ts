import type { Assumptions } from "../assumptions.ts";
import { coverage } from "./overlap.ts";

/**
 * How the stores stand: for each operator, for each of its stores, how many blocks the store lacks. One that lost its
 * copy lacks all of them. Stores and operators that can be exchanged are in order, so that equal states are the same.
 */
export type State = readonly (readonly number[])[];

/** The operator is gone and nobody knows it yet. */
const GONE = -1;
/** An audit has noticed it, and somebody is looking for another. */
const NOTICED = -2;

/** One change of state; `chance` of several that exclude each other, or a rate per year. */
export interface Step {
  readonly to: State;
  readonly weight: number;
}

export function firstState({ shares }: Assumptions): State {
  return ordered(shares.map((share) => Array.from({ length: share }, () => 0)));
}

export function keyOf(state: State): string {
  return state.map((stores) => stores.join(",")).join("/");
}

/** What the stores lack that are there; those of operators who are gone are not. */
export function lackingIn(state: State): number[] {
  return state.flat().filter((lacking) => lacking >= 0);
}

/** What can happen by itself, by its rate, as if no issue could be lost by it. */
export function happenings(state: State, assumptions: Assumptions, most: number): Step[] {
  const { rates, replaceAfter, blocks } = assumptions;
  const steps: Step[] = [];
  for (const [operator, stores] of state.entries()) {
    const whole = (value: number) =>
      placed(
        state,
        operator,
        stores.map(() => value),
      );
    if (stores[0] === GONE) continue;
    if (stores[0] === NOTICED) {
      steps.push({ to: whole(blocks), weight: 1 / replaceAfter });
      continue;
    }
    steps.push({ to: whole(GONE), weight: rates.operator });
    for (const [store, lacking] of stores.entries()) {
      if (lacking === blocks) continue;
      const one = (value: number) => placed(state, operator, stores.with(store, value));
      steps.push({ to: one(blocks), weight: rates.copy });
      if (lacking < most) steps.push({ to: one(lacking + 1), weight: rates.block * (1 - lacking / blocks) });
    }
  }
  return steps.filter(({ weight }) => weight > 0);
}

/** Who was found gone is looked for a replacement from now on. */
export function noticed(state: State): State {
  return ordered(state.map((stores) => stores.map((lacking) => (lacking === GONE ? NOTICED : lacking))));
}

/**
 * A repair: every store that is up gives what it has and gets what it lacks, if the stores that are up have every block
 * between them; else nothing changes.
 */
export function repairs(state: State, { down, blocks }: Assumptions): Step[] {
  const present = lackingIn(state);
  const known = coverage(blocks, present);
  const steps = new Map<string, { to: State; weight: number }>();
  for (let up = 0; up < 2 ** present.length; up++) {
    const isUp = (at: number) => ((up >> at) & 1) === 1;
    const asked = present.filter((_, at) => isUp(at));
    const chance = (1 - down) ** asked.length * down ** (present.length - asked.length);
    const enough = known === 0 ? 0 : coverage(blocks, asked) / known;
    let at = 0;
    const healed = state.map((stores) => stores.map((lacking) => (lacking >= 0 && isUp(at++) ? 0 : lacking)));
    for (const [to, share] of [[ordered(healed), enough] as const, [state, 1 - enough] as const]) {
      const weight = chance * share;
      const same = steps.get(keyOf(to));
      if (weight > 0) steps.set(keyOf(to), { to, weight: weight + (same?.weight ?? 0) });
    }
  }
  return [...steps.values()];
}

function placed(state: State, operator: number, stores: readonly number[]): State {
  return ordered(state.with(operator, stores));
}

function ordered(state: State): State {
  const inside = state.map((stores) => stores.toSorted((a, b) => a - b));
  return inside.toSorted((a, b) => b.length - a.length || compare(a, b));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
