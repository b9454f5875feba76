import { asFailure, type ColophonError, isFailure } from "../errors/error.ts";
import type { Clock } from "../ports.ts";

/** What one node answered. A refusal that any node has to give, such as a revert, is an answer, too. */
export type Ballot<T> =
  | { readonly node: string; readonly kind: "value"; readonly value: T }
  | { readonly node: string; readonly kind: "refusal"; readonly failure: ColophonError }
  | { readonly node: string; readonly kind: "malformed"; readonly failure: ColophonError }
  | { readonly node: string; readonly kind: "none"; readonly failure: ColophonError };

/** Whom to ask, and how long to wait for those who are not needed. */
export interface Waiting {
  readonly clock: Clock;
  /** Nodes that were waited for and gave no answer, or none in time, and until when nobody waits for them: milliseconds since 1970. */
  readonly late: Map<string, number>;
}

/** How long those are waited for whose answer is no longer needed, so that a dissenter is named. In milliseconds. */
const GRACE = 1_000;
/** How long a node that let that pass is not waited for again. In milliseconds. */
const REST = 30_000;

/** One question to several nodes at once. Nobody is waited for longer than their answer is needed. */
export class Poll<T, Node extends { readonly name: string }> {
  private readonly nodes: readonly Node[];
  private readonly waiting: Waiting;
  private readonly found = new Map<string, Ballot<T>>();
  private readonly waiters = new Set<() => void>();

  constructor(nodes: Iterable<Node>, waiting: Waiting, ask: (node: Node) => Promise<T>) {
    this.nodes = [...nodes];
    this.waiting = waiting;
    for (const node of this.nodes) void this.collect(node, ask);
  }

  /** As of now, in the order of the nodes. */
  ballots(): readonly Ballot<T>[] {
    return this.nodes.flatMap(({ name }) => this.found.get(name) ?? []);
  }

  missing(): readonly string[] {
    return this.nodes.map(({ name }) => name).filter((name) => !this.found.has(name));
  }

  /** Until that is so, or all have answered: each node has a deadline of its own. */
  async until(isEnough: (ballots: readonly Ballot<T>[]) => boolean): Promise<void> {
    while (this.missing().length > 0 && !isEnough(this.ballots()))
      await new Promise<void>((resolve) => {
        this.waiters.add(resolve);
      });
  }

  /** Gives the others a moment, except those that have let one pass lately. */
  async grace(): Promise<void> {
    const { clock, late } = this.waiting;
    const now = clock.now();
    const awaited = this.missing().filter((name) => (late.get(name) ?? 0) <= now);
    if (awaited.length === 0) return;
    const isOver = () => awaited.every((name) => this.found.has(name));
    await Promise.race([this.until(isOver), clock.sleep(GRACE)]);
    for (const name of awaited)
      if ((this.found.get(name)?.kind ?? "none") === "none") late.set(name, clock.now() + REST);
  }

  private async collect(node: Node, ask: (node: Node) => Promise<T>): Promise<void> {
    this.found.set(node.name, await ballotOf(node, ask));
    const waiters = [...this.waiters];
    this.waiters.clear();
    for (const wake of waiters) wake();
  }
}

async function ballotOf<T, Node extends { readonly name: string }>(
  node: Node,
  ask: (node: Node) => Promise<T>,
): Promise<Ballot<T>> {
  try {
    return { node: node.name, kind: "value", value: await ask(node) };
  } catch (error) {
    const failure = asFailure(error);
    if (isFailure(error, "CHAIN_ANSWER_INVALID")) return { node: node.name, kind: "malformed", failure };
    const isSilent = isFailure(error, "CHAIN_UNREACHABLE", "CHAIN_MISMATCH", "EMBEDDED_CHAIN_FAILED");
    return { node: node.name, kind: isSilent ? "none" : "refusal", failure };
  }
}

/** The answer that enough nodes gave; undefined while none has so many. */
export function elected<T>(ballots: readonly Ballot<T>[], needed: number): Vote<T> | undefined {
  const groups = Map.groupBy(ballots.filter(isVote), keyOf);
  for (const [first, ...others] of groups.values())
    if (first !== undefined && 1 + others.length >= needed) return first;
  return undefined;
}

export type Vote<T> = Extract<Ballot<T>, { readonly kind: "value" | "refusal" }>;

export function isVote<T>(ballot: Ballot<T>): ballot is Vote<T> {
  return ballot.kind === "value" || ballot.kind === "refusal";
}

/** Do those who answered say different things? */
export function isDisputed<T>(ballots: readonly Ballot<T>[]): boolean {
  return new Set(ballots.filter(isVote).map(keyOf)).size > 1;
}

/** Equal for equal answers, whatever the order of their fields. */
export function keyOf<T>(vote: Vote<T>): string {
  return vote.kind === "value" ? `value ${canonical(vote.value)}` : `refusal ${vote.failure.code}`;
}

/** For people: `nothing`, `entry 2, notice none, revision 1, time 1790000600`. */
export function shownVote<T>(vote: Vote<T>): string {
  const text = vote.kind === "refusal" ? vote.failure.code : shown(vote.value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

const LONGEST = 200;

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return typeof value === "string" ? value : canonical(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${shown(part)}`)
    .join(", ");
}

function canonical(value: unknown): string {
  if (value === undefined) return "undefined";
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "bigint") return part.toString();
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
