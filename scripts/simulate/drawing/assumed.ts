import { assumedFor, type IntervalName } from "../cells.ts";
import { chanceOfLoss } from "../model/chain.ts";

const known = new Map<string, number>();

/** With the rates assumed; the chart and the tables ask for the same ones. */
export function assumedChance(every: IntervalName, stores: number, operators = stores): number {
  const key = `${every} ${stores} ${operators}`;
  const chance = known.get(key) ?? chanceOfLoss(assumedFor(every, stores, operators));
  known.set(key, chance);
  return chance;
}
