import { normaliseText } from "./normalise.ts";

/** In the normal form, where typesetters' marks are plain ones already. */
const PAIRS = ['""', "''", "«»", "»«", "‹›", "›‹", "「」", "『』"] as const;

/**
 * A passage in its normal form without the one pair of quotation marks that is around all of it, as one is pasted;
 * undefined where there is none. `unquoted('"High tide," he said.')` is undefined: its marks are not a pair around it.
 */
export function unquoted(passage: string): string | undefined {
  const pair = PAIRS.find(([open = "", close = ""]) => passage.startsWith(open) && passage.endsWith(close));
  if (pair === undefined || passage.length < 2) return undefined;
  return normaliseText(passage.slice(1, -1));
}
