import { type Assumptions, ASSUMED, INFLATED, parseDuration, spread } from "./assumptions.ts";

/** The intervals that are compared; `never` has none. */
export const INTERVALS = ["never", "yearly", "monthly", "weekly", "daily"] as const;
export type IntervalName = (typeof INTERVALS)[number];

const EVERY = { yearly: "1y", monthly: "1m", weekly: "7d", daily: "1d" } as const;

export function yearsOf(name: IntervalName): number | undefined {
  return name === "never" ? undefined : parseDuration(EVERY[name]);
}

/** One setting for which histories are lived through, at the inflated rates. */
export interface Cell {
  readonly every: IntervalName;
  readonly stores: number;
  readonly operators: number;
  /** Of so many blocks; an issue of 6, read whole, where nothing is said. */
  readonly blocks?: number | undefined;
  readonly sample?: number | undefined;
}

const each = (every: IntervalName, ...stores: readonly number[]): Cell[] =>
  stores.map((count) => ({ every, stores: count, operators: count }));

/** The points of the plot, and three that are not on it: shared operators, and an audit by sample. */
export const CELLS: readonly Cell[] = [
  ...each("yearly", 2, 3, 4),
  ...each("monthly", 2, 3, 4),
  ...each("weekly", 2, 3, 4),
  ...each("daily", 2, 3),
  { every: "weekly", stores: 3, operators: 2 },
  { every: "weekly", stores: 2, operators: 1 },
  { every: "monthly", stores: 3, operators: 3, blocks: 12, sample: 3 },
];

export function assumptionsOf({ every, stores, operators, blocks, sample }: Cell): Assumptions {
  return {
    ...INFLATED,
    shares: spread(stores, operators),
    auditEvery: yearsOf(every),
    blocks: blocks ?? INFLATED.blocks,
    sample,
  };
}

/** The rates that are assumed, for so many stores with so many operators. */
export function assumedFor(every: IntervalName, stores: number, operators = stores): Assumptions {
  return { ...ASSUMED, shares: spread(stores, operators), auditEvery: yearsOf(every) };
}
