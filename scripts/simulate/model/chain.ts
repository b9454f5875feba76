import type { Assumptions } from "../assumptions.ts";
import { coverage, unnoticed } from "./overlap.ts";
import {
  firstState,
  happenings,
  keyOf,
  lackingIn,
  noticed,
  repairs,
  type State,
  type Step,
} from "./states.ts";

/*
 * The model: a Markov chain over what the stores lack of one issue. Between audits it runs in continuous time
 * (computed by uniformisation, with no step size); an audit and a repair are each one exact step. Loss is a state that
 * nothing leads out of.
 */

/** The chance of each state; the last one is that the issue is lost. */
type Chances = Float64Array;

/** What leads from each state where, by number. */
interface Steps {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
}

/** From which state to which, by number (-1 is the lost one), and the weight. */
type Numbered = readonly [from: number, to: number, weight: number];

interface Chain {
  /** Without the lost one, which comes after them. */
  readonly size: number;
  /** Rates per year. */
  readonly time: Steps;
  /** The highest rate at which any state is left, per year. */
  readonly fastest: number;
  readonly notice: Steps;
  readonly repair: Steps;
  /** For each state, the chance that an audit finds something to repair. */
  readonly alarm: Float64Array;
}

/** Rarer than this, a copy that lacks more blocks is taken as one that lacks fewer: it changes the fifth digit. */
const NEGLIGIBLE = 1e-5;

/** The chance that an issue is lost within the years assumed. */
export function chanceOfLoss(assumptions: Assumptions): number {
  const { years, auditEvery, repairAfter } = assumptions;
  const chain = chainOf(assumptions);
  let chances: Chances = new Float64Array(chain.size + 1);
  chances[0] = 1;
  if (auditEvery === undefined) return lostOf(pass(chain, chances, years));
  let now = 0;
  for (let audit = auditEvery, n = 1; audit < years; n++, audit = n * auditEvery) {
    chances = applied(chain.notice, pass(chain, chances, audit - now), chain.size);
    now = Math.min(audit + repairAfter, years);
    const alarmed = chances.map((chance, state) => chance * (chain.alarm[state] ?? 0));
    const quiet = chances.map((chance, state) => chance - (alarmed[state] ?? 0));
    const repaired = applied(chain.repair, pass(chain, alarmed, now - audit), chain.size);
    chances = pass(chain, quiet, now - audit).map((chance, state) => chance + (repaired[state] ?? 0));
  }
  return lostOf(pass(chain, chances, years - now));
}

function lostOf(chances: Chances): number {
  return chances.at(-1) ?? Number.NaN;
}

function chainOf(assumptions: Assumptions): Chain {
  const most = mostLacking(assumptions);
  const numbers = new Map<string, number>();
  const states: State[] = [];
  const numberOf = (state: State) => {
    const key = keyOf(state);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    return states.push(state) - 1;
  };
  numberOf(firstState(assumptions));
  const time: Numbered[] = [];
  const notice: Numbered[] = [];
  const repair: Numbered[] = [];
  // States are added while their steps are followed, until no step leads to a new one.
  for (let from = 0; from < states.length; from++) {
    const state = states[from] ?? [];
    for (const { to, weight } of withLoss(state, happenings(state, assumptions, most), assumptions))
      time.push([from, to === undefined ? -1 : numberOf(to), weight]);
    notice.push([from, numberOf(noticed(state)), 1]);
    for (const { to, weight } of repairs(state, assumptions)) repair.push([from, numberOf(to), weight]);
  }
  const size = states.length;
  return {
    size,
    time: stepsOf(time, size),
    fastest: Math.max(...leaving(time, size)),
    notice: stepsOf(notice, size),
    repair: stepsOf(repair, size),
    alarm: Float64Array.of(...states.map((state) => alarmOf(state, assumptions)), 0),
  };
}

/** The chance that an audit finds something that a repair can be asked for. */
function alarmOf(state: State, { blocks, sample, down }: Assumptions): number {
  const silent = lackingIn(state).map((lacking) => down + (1 - down) * unnoticed(blocks, lacking, sample));
  return 1 - silent.reduce((all, one) => all * one, 1);
}

/** Splits each happening into what the issue survives and what it does not. */
function withLoss(
  state: State,
  steps: readonly Step[],
  { blocks, rates }: Assumptions,
): { to: State | undefined; weight: number }[] {
  const before = coverage(blocks, lackingIn(state));
  const split = steps.flatMap(({ to, weight }) => {
    const kept = Math.min(1, coverage(blocks, lackingIn(to)) / before);
    return [
      { to, weight: weight * kept },
      { to: undefined, weight: weight * (1 - kept) },
    ];
  });
  return [...split, { to: undefined, weight: rates.common }].filter(({ weight }) => weight > 0);
}

/** So many blocks a store may lack before the rest is negligible: faults between two audits are Poisson distributed. */
function mostLacking({ rates, auditEvery, years, blocks, sample }: Assumptions): number {
  // What a sample does not meet stays for longer than one interval.
  const exposed = sample === undefined ? Math.min(years, 3 * (auditEvery ?? years)) : years;
  const mean = rates.block * exposed;
  let [most, rest, term] = [0, 1 - Math.exp(-mean), Math.exp(-mean)];
  while (rest > NEGLIGIBLE && most < 10) {
    most += 1;
    term *= mean / most;
    rest -= term;
  }
  return Math.min(blocks, Math.max(1, most));
}

function stepsOf(steps: readonly Numbered[], lost: number): Steps {
  return {
    from: Int32Array.from(steps, ([from]) => from),
    to: Int32Array.from(steps, ([, to]) => (to === -1 ? lost : to)),
    weight: Float64Array.from(steps, ([, , weight]) => weight),
  };
}

function leaving(steps: readonly Numbered[], size: number): Float64Array {
  const rates = new Float64Array(size);
  for (const [from, , weight] of steps) rates[from] = (rates[from] ?? 0) + weight;
  return rates;
}

/** One step for all at once: `weight` are chances, and of the lost state nothing is said. */
function applied({ from, to, weight }: Steps, chances: Chances, lost: number): Chances {
  const after = new Float64Array(chances.length);
  after[lost] = chances[lost] ?? 0;
  for (let i = 0; i < from.length; i++)
    add(after, to[i] ?? 0, (chances[from[i] ?? 0] ?? 0) * (weight[i] ?? 0));
  return after;
}

/** exp(-700) is about the least that a number holds with all its digits. */
const MOST_JUMPS = 700;
const UNHEARD_OF = 1e-20;

/**
 * So many years pass. Uniformisation: the chain jumps at one rate everywhere, some jumps leading nowhere, and the number
 * of jumps is Poisson distributed. All terms are positive, so that small chances keep their digits.
 */
function pass(chain: Chain, chances: Chances, years: number): Chances {
  const mean = chain.fastest * years;
  if (mean <= 0) return chances;
  if (mean > MOST_JUMPS) return pass(chain, pass(chain, chances, years / 2), years / 2);
  const after = new Float64Array(chances.length);
  let jumped = chances;
  let weight = Math.exp(-mean);
  for (let jumps = 0; jumps <= mean || weight >= UNHEARD_OF; jumps++) {
    for (let i = 0; i < after.length; i++) add(after, i, weight * (jumped[i] ?? 0));
    weight *= mean / (jumps + 1);
    jumped = jump(chain, jumped);
  }
  return after;
}

function jump({ time, fastest }: Chain, chances: Chances): Chances {
  const after = Float64Array.from(chances);
  for (let i = 0; i < time.from.length; i++) {
    const from = time.from[i] ?? 0;
    const moved = ((chances[from] ?? 0) * (time.weight[i] ?? 0)) / fastest;
    add(after, from, -moved);
    add(after, time.to[i] ?? 0, moved);
  }
  return after;
}

function add(chances: Chances, at: number, amount: number): void {
  chances[at] = (chances[at] ?? 0) + amount;
}
