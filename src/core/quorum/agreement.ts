/*
 * What several nodes of one chain came to when they were asked together, as data: it goes into evidence, over the wire
 * and into what a reader is told. Nodes are named without path, query or credentials.
 */

export interface Agreement {
  /** How many nodes have to say the same. */
  readonly needed: number;
  /** All that were asked. */
  readonly nodes: readonly string[];
  /** Those that said nothing else than what was believed. */
  readonly agreed: readonly string[];
  /** What was believed at least once because a state proof shows it, and not because enough nodes said it. */
  readonly proved: boolean;
  readonly dissent: readonly Dissent[];
  readonly silent: readonly Silence[];
}

/** A node that said something else than what was believed; its answer was not used. */
export interface Dissent {
  readonly node: string;
  readonly kind: DissentKind;
  /** What it was asked: `chain`, `final block`, `latest block`, `record`, `history`, ... */
  readonly about: string;
  readonly said: string;
  readonly instead: string;
}

/**
 * - `other-chain`: it serves another chain.
 * - `other-block`: at that height it has another block.
 * - `behind`: it does not have the block yet, or takes a far older one for final.
 * - `ahead`: it names a block that the others are far from.
 * - `other-answer`: it said something else of the same block.
 * - `forged-proof`: what it gave as a proof proves nothing.
 * - `malformed`: what it gave is no answer to what was asked.
 */
export const DISSENT_KINDS = [
  "other-chain",
  "other-block",
  "behind",
  "ahead",
  "other-answer",
  "forged-proof",
  "malformed",
] as const;

export type DissentKind = (typeof DISSENT_KINDS)[number];

/** A node that gave no answer, or none in time. */
export interface Silence {
  readonly node: string;
  readonly problem: string;
}

/** One node, asked alone. */
export function believedAlone(node: string): Agreement {
  return { needed: 1, nodes: [node], agreed: [node], proved: false, dissent: [], silent: [] };
}

/** What two rounds of questions to the same nodes came to together; undefined where there was none. */
export function agreementOf(...rounds: readonly (Agreement | undefined)[]): Agreement | undefined {
  const [first, ...more] = rounds.filter((round) => round !== undefined);
  return more.reduce((all, next) => (all === undefined ? next : joined(all, next)), first);
}

function joined(a: Agreement, b: Agreement): Agreement {
  const dissent = distinct([...a.dissent, ...b.dissent], ({ node, about }) => `${node} ${about}`);
  const agreed = distinct([...a.agreed, ...b.agreed], (node) => node);
  const answered = new Set(agreed);
  return {
    needed: Math.max(a.needed, b.needed),
    nodes: distinct([...a.nodes, ...b.nodes], (node) => node),
    agreed: agreed.filter((node) => !dissent.some((one) => one.node === node)),
    proved: a.proved || b.proved,
    dissent,
    silent: distinct([...a.silent, ...b.silent], ({ node }) => node).filter(
      ({ node }) => !answered.has(node),
    ),
  };
}

function distinct<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [nameOf(item), item])).values()].toReversed();
}

/** Who was believed, for a check's `trusted`: `a.example`, or `2 of 3 nodes: a.example, b.example`. */
export function believed({ nodes, agreed }: Agreement): string {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) return only;
  const names = agreed.length === 0 ? "" : `: ${agreed.join(", ")}`;
  return `${agreed.length} of ${nodes.length} nodes${names}`;
}
