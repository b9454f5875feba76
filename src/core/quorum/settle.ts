import { fail } from "../errors/error.ts";
import type { Chain } from "../ports.ts";
import type { ChainId } from "../publication.ts";
import type { StateProofs } from "../state-proof/port.ts";
import type { DissentKind } from "./agreement.ts";
import {
  type Ballot,
  elected,
  isDisputed,
  isVote,
  keyOf,
  Poll,
  shownVote,
  type Vote,
  type Waiting,
} from "./poll.ts";
import { problemOf, type Tally } from "./tally.ts";

/** A node as the others know it. */
export interface RingNode {
  readonly name: string;
  readonly chain: Chain;
  readonly states?: StateProofs | undefined;
}

/** The nodes of one chain, and how many of them have to say the same: always more than half. */
export interface Ring extends Waiting {
  readonly chainId: ChainId;
  readonly nodes: readonly RingNode[];
  readonly needed: number;
}

/** One round of questions. */
export interface Round {
  readonly ring: Ring;
  readonly tally: Tally;
}

export interface Question<T> {
  /** For people: `record`, `block 12`. */
  readonly about: string;
  ask(node: RingNode): Promise<T>;
  /** The same from a state proof, asked for when the nodes differ or too few answer; undefined when nobody has one. */
  prove?(): Promise<{ readonly value: T } | undefined>;
  /** What a node is that answered otherwise: `other-answer` unless stated. */
  readonly contrary?: (vote: Vote<T>) => DissentKind;
}

/**
 * What enough nodes say, or what a state proof shows where they differ or too few answer. Who says otherwise is noted.
 *
 * @throws CHAIN_UNREACHABLE when too few answer; NODES_DISAGREE when no answer has enough nodes and nothing is proved;
 *   what the nodes refuse with, where enough refuse with the same
 */
export async function settle<T>(round: Round, question: Question<T>): Promise<T> {
  const { needed, nodes } = round.ring;
  const poll = new Poll(nodes, round.ring, question.ask);
  await poll.until((ballots) => elected(ballots, needed) !== undefined || isDisputed(ballots));
  await poll.grace();
  let winner = elected(poll.ballots(), needed);
  if (winner === undefined || isDisputed(poll.ballots())) {
    const proved = await proven(round, question);
    if (proved === undefined) await poll.until((ballots) => elected(ballots, needed) !== undefined);
    winner = proved ?? elected(poll.ballots(), needed);
  }
  tallyUp(round, poll, { ...question, winner });
  if (winner === undefined) return unsettled(poll.ballots(), question.about, round.ring);
  if (winner.kind === "refusal") throw winner.failure;
  return winner.value;
}

async function proven<T>({ tally }: Round, { prove }: Question<T>): Promise<Vote<T> | undefined> {
  const proved = await prove?.();
  if (proved === undefined) return undefined;
  tally.settledByProof();
  return { node: "", kind: "value", value: proved.value };
}

interface Outcome<T> extends Pick<Question<T>, "about" | "contrary"> {
  readonly winner: Vote<T> | undefined;
}

/** Where nothing was settled, nobody can say who was wrong: the failure tells what each has said. */
function tallyUp<T>(
  { tally }: Round,
  poll: Poll<T, RingNode>,
  { about, contrary, winner }: Outcome<T>,
): void {
  for (const ballot of poll.ballots()) {
    const { node } = ballot;
    if (ballot.kind === "none") tally.silence(node, ballot.failure);
    else if (winner === undefined) continue;
    else if (ballot.kind === "malformed")
      tally.dissents({
        ...{ node, kind: ballot.kind, about },
        said: problemOf(ballot.failure),
        instead: shownVote(winner),
      });
    else if (keyOf(ballot) === keyOf(winner)) tally.agrees(node);
    else {
      const kind = contrary?.(ballot) ?? "other-answer";
      tally.dissents({ ...{ node, kind, about }, said: shownVote(ballot), instead: shownVote(winner) });
    }
  }
  for (const node of poll.missing()) tally.silence(node, undefined);
}

/** @throws NODES_DISAGREE | CHAIN_UNREACHABLE | CHAIN_MISMATCH when none of the nodes is of that chain */
export function unsettled(
  ballots: readonly Ballot<unknown>[],
  about: string,
  { nodes, needed }: Pick<Ring, "nodes" | "needed">,
): never {
  const votes = ballots.filter(isVote);
  if (isDisputed(ballots)) {
    const problem = votes.map((vote) => `${vote.node} says ${shownVote(vote)}`).join("; ");
    return fail("NODES_DISAGREE", { about, needed, problem });
  }
  const failures = ballots.flatMap((ballot) => ("failure" in ballot ? [ballot.failure] : []));
  const [other] = failures;
  if (other?.code === "CHAIN_MISMATCH" && failures.every(({ code }) => code === other.code)) throw other;
  const node = nodes.map(({ name }) => name).filter((name) => !votes.some((vote) => vote.node === name));
  const reason = failures.map(problemOf).at(0) ?? "no answer";
  const problem = `${about}: ${votes.length} of ${nodes.length} nodes answered, and ${needed} have to agree; ${reason}`;
  return fail("CHAIN_UNREACHABLE", { node: node.join(", "), problem });
}
