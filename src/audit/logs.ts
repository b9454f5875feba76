import { encodeEntry, type Entry } from "../core/history/entry.ts";
import type { Entries } from "../core/history/packed.ts";
import { counted } from "../core/plural.ts";

const MOST_NAMED = 5;

/**
 * What is wrong with the entries that a node's logs give, which do not fold to the registry's head: `3 of 9 entries are
 * missing (4, 5, 8)`. Where the genuine ones are known from elsewhere, the first that differs is named.
 */
export function logsProblem(
  given: readonly Entry[],
  known: { readonly entries: number; readonly genuine?: Entries },
): string {
  const numbers = new Set(given.map(({ number }) => number));
  const missing = Array.from({ length: known.entries }, (_, at) => at + 1).filter((one) => !numbers.has(one));
  if (missing.length > 0)
    return `${missing.length} of ${counted(known.entries, "entry", "entries")} ${missing.length === 1 ? "is" : "are"} missing (${named(missing)})`;
  if (given.length > known.entries)
    return `there are ${counted(given.length, "entry", "entries")}, and the registry counts ${known.entries}`;
  const misplaced = given.find(({ number }, at) => number !== at + 1);
  if (misplaced !== undefined) return `entry ${misplaced.number} is out of its place`;
  const altered = given.find((entry, at) => isOther(entry, known.genuine?.at(at)));
  return altered === undefined
    ? "one of them is not as the registry folded it"
    : `entry ${altered.number} (${altered.kind}) is not as the registry folded it`;
}

/** Against one that is not known, nothing can be said. */
function isOther(given: Entry, genuine: Entry | undefined): boolean {
  if (genuine === undefined) return false;
  const bytes = encodeEntry(genuine);
  return encodeEntry(given).some((byte, at) => byte !== bytes[at]);
}

function named(numbers: readonly number[]): string {
  const more = numbers.length > MOST_NAMED ? `, and ${numbers.length - MOST_NAMED} more` : "";
  return `${numbers.slice(0, MOST_NAMED).join(", ")}${more}`;
}
