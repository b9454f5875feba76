import { type Address, parseAddress } from "../address.ts";
import { fail, isFailure } from "../errors/error.ts";
import { type Holds, holdsAtLeast, type Statement } from "./endorsement.ts";

/** Whom a reader believes, and how many of them have to agree. */
export interface Policy {
  /** From 1 to the number of those who are trusted. */
  readonly threshold: number;
  /** Each once. */
  readonly trusted: readonly Address[];
  /** Only statements of those who hold at least so much count. */
  readonly holds: Holds;
}

/** `threshold("2-of-3", 3)` is 2. @throws USAGE_INVALID */
function threshold(text: string, trusted: number): number {
  const [, k, n] = /^([1-9][0-9]{0,3})-of-([1-9][0-9]{0,3})$/.exec(text) ?? [];
  if (k === undefined || n === undefined || Number(k) > Number(n))
    return fail("USAGE_INVALID", { problem: `a policy is such as 2-of-3; got ${text}` });
  if (Number(n) !== trusted)
    return fail("USAGE_INVALID", {
      problem: `the policy ${text} is about ${n} endorsers, and ${trusted} are trusted`,
    });
  return Number(k);
}

/**
 * Without a number, all of those who are trusted have to agree.
 *
 * @throws USAGE_INVALID when it does not fit whom it is about, or one of them is named twice
 */
export function parsePolicy(text: string | undefined, trusted: readonly Address[], holds: Holds): Policy {
  const twice = trusted.find((one, at) => trusted.indexOf(one) !== at);
  if (twice !== undefined) return fail("USAGE_INVALID", { problem: `${twice} is trusted twice` });
  if (trusted.length === 0)
    return fail("USAGE_INVALID", { problem: "a policy needs someone to trust: --trust" });
  return { threshold: text === undefined ? trusted.length : threshold(text, trusted.length), trusted, holds };
}

/** One address a line, `#` before remarks. @throws USAGE_INVALID naming the line */
export function parseTrusted(text: string): readonly Address[] {
  return text.split("\n").flatMap((line, at) => {
    const word = line.replace(/#.*$/, "").trim();
    if (word === "") return [];
    try {
      return [parseAddress(word)];
    } catch (error) {
      if (!isFailure(error, "ADDRESS_INVALID")) throw error;
      return fail("USAGE_INVALID", {
        problem: `line ${at + 1} of those who are trusted is no address: ${word.slice(0, 60)}`,
      });
    }
  });
}

/**
 * - `agrees`: signed by its endorser, and its head is what the first so many entries fold to.
 * - `conflicts`: signed by its endorser, and its head is another.
 * - `not-signed`: not signed by its endorser: it says nothing of anybody.
 * - `unknown`: could not be checked.
 */
export type Grade = "agrees" | "conflicts" | "not-signed" | "unknown";

export interface Graded {
  readonly statement: Pick<Statement, "endorser" | "entries" | "holds">;
  readonly grade: Grade;
}

export interface PolicyOutcome {
  /** `contradicted`: one whom the reader trusts has signed another head: there is a fork, or they lie. */
  readonly outcome: "met" | "unmet" | "unknown" | "contradicted";
  readonly agreeing: readonly Address[];
  /** Up to which entry enough of them agree; 0 when nowhere. */
  readonly entries: number;
}

/**
 * Counts endorsers, not statements: whoever is trusted counts once, by the furthest that they agree with. Whoever has
 * also signed another head does not count at all. What those who are not trusted say changes nothing. Only heads over
 * the first `reach` entries at least are counted: of a later entry, an earlier head says nothing.
 */
export function judgePolicy(
  { threshold: needed, trusted, holds }: Policy,
  graded: readonly Graded[],
  reach = 1,
): PolicyOutcome {
  const furthest = new Map<Address, number>();
  const unknown = new Set<Address>();
  const conflicting = new Set<Address>();
  for (const { statement, grade } of graded) {
    const { endorser, entries } = statement;
    if (!trusted.includes(endorser)) continue;
    if (grade === "conflicts") conflicting.add(endorser);
    if (entries < reach || !holdsAtLeast(statement, holds)) continue;
    if (grade === "agrees") furthest.set(endorser, Math.max(entries, furthest.get(endorser) ?? 0));
    if (grade === "unknown") unknown.add(endorser);
  }
  for (const endorser of conflicting) furthest.delete(endorser);
  const reached = [...furthest.values()].toSorted((a, b) => b - a);
  const entries = reached[needed - 1] ?? 0;
  const agreeing = trusted.filter((one) => furthest.has(one));
  const possible = new Set([...furthest.keys(), ...unknown].filter((one) => !conflicting.has(one)));
  if (conflicting.size > 0) return { outcome: "contradicted", agreeing, entries };
  if (entries > 0) return { outcome: "met", agreeing, entries };
  return { outcome: possible.size >= needed ? "unknown" : "unmet", agreeing, entries };
}
