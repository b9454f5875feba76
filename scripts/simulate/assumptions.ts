/** Everything that a calculation of loss assumes. Times are in years, rates per year. */
export interface Assumptions {
  /** How many stores each operator runs. */
  readonly shares: readonly number[];
  readonly rates: Rates;
  /** The chance that a store does not answer when it is asked: for an audit, and anew for the repair after it. */
  readonly down: number;
  /** Undefined when nobody ever audits. */
  readonly auditEvery: number | undefined;
  /** From the audit that finds something to the repair. At most `auditEvery`. */
  readonly repairAfter: number;
  /** From the audit that finds an operator gone until an empty store of another one stands in its place, on average. */
  readonly replaceAfter: number;
  /** Of the issue, its manifest and directory among them. */
  readonly blocks: number;
  /** How many of them an audit reads; undefined for all. A repair reads all. */
  readonly sample: number | undefined;
  readonly years: number;
}

export interface Rates {
  /** A store loses its whole copy, and goes on. */
  readonly copy: number;
  /** A store loses or garbles one block of its copy. */
  readonly block: number;
  /** An operator ends, with all stores that it runs. */
  readonly operator: number;
  /** Something takes every copy of everybody at once. */
  readonly common: number;
}

const DAY = 1 / 365;

/**
 * What is assumed where nothing is said. Of the rates, docs/durability.md tells where they are from; none was measured
 * on the stores of the reader, whose own numbers are better.
 */
export const ASSUMED: Assumptions = {
  shares: [1, 1, 1],
  rates: { copy: 0.05, block: 0.05, operator: 0.1, common: 0 },
  down: 0.01,
  auditEvery: 7 * DAY,
  repairAfter: DAY,
  replaceAfter: 30 * DAY,
  blocks: 20,
  sample: undefined,
  years: 10,
};

/**
 * So frequent that losses can be counted: with the rates above a history of ten years nearly always ends well, and
 * millions of them would be needed.
 */
export const INFLATED: Assumptions = {
  ...ASSUMED,
  rates: { copy: 0.3, block: 0.6, operator: 0.2, common: 0 },
  down: 0.1,
  replaceAfter: 90 * DAY,
  blocks: 6,
};

/** More have so many ways to stand that calculating takes minutes. */
const MOST_STORES = 6;

const UNITS = { h: DAY / 24, d: DAY, w: 7 * DAY, m: 1 / 12, y: 1 } as const;

/** `7d`, `12h`, `2w`, `1m`, `1y` in years; undefined for anything else. A month is the twelfth of a year. */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([hdwmy])$/.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  return Number(number) * UNITS[unit as keyof typeof UNITS];
}

/** Stores shared out as evenly as can be: 5 among 3 operators are 2, 2 and 1. */
export function spread(stores: number, operators: number): number[] {
  return Array.from({ length: operators }, (_, i) => Math.floor((stores - 1 - i) / operators) + 1);
}

/** What contradicts itself, or is of no use; undefined when all is well. */
export function problemWith(assumptions: Assumptions): string | undefined {
  const { shares, rates, down, auditEvery, repairAfter, blocks, sample, years } = assumptions;
  const stores = shares.reduce((sum, share) => sum + share, 0);
  const whole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!whole(stores, 1, MOST_STORES)) return `there are 1 to ${MOST_STORES} stores`;
  if (shares.length === 0 || !shares.every((share) => whole(share, 1, stores)))
    return "there is at least one operator, and at most one for each store";
  if (!whole(blocks, 1, 100_000)) return "an issue has 1 to 100,000 blocks";
  if (sample !== undefined && !whole(sample, 1, 100_000)) return "a sample is of at least one block";
  if (Object.values(rates).some((rate) => !(rate >= 0 && rate <= 1000))) return "a rate is 0 to 1000 a year";
  if (!(down >= 0 && down < 1)) return "the chance of being down is at least 0 and below 1";
  if (!(years > 0 && years <= 1000)) return "the time is above 0 and at most 1000 years";
  if (auditEvery !== undefined && !(auditEvery >= UNITS.h))
    return "an audit takes place at most once an hour";
  if (auditEvery !== undefined && repairAfter > auditEvery)
    return "the repair comes before the next audit: make the time to it shorter, or the interval longer";
  return undefined;
}
