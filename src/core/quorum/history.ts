import { problemOf } from "../history/entry.ts";
import { fold, genesis } from "../history/fold.ts";
import type { BlockRef, LoggedEntry, PublicationState, Registry, RegistryView } from "../ports.ts";
import { type PublicationId, publicationRef } from "../publication.ts";
import type { Sha256 } from "../sha256.ts";
import { type Ballot, elected, keyOf, Poll } from "./poll.ts";
import { type RingNode, type Round, unsettled } from "./settle.ts";
import { problemOf as shownProblem } from "./tally.ts";

/** What logs are asked of, and what they are held against. */
export interface HistoryQuestion {
  readonly registry: Pick<Registry, "chain" | "address">;
  readonly ask: (node: RingNode, after: number, from: number | undefined) => Promise<LoggedEntry[]>;
  readonly view: RegistryView;
  readonly sha256: Sha256;
}

interface Wanted {
  readonly id: PublicationId;
  readonly after: number;
  readonly until: BlockRef;
  readonly from?: number | undefined;
}

type Told = Ballot<LoggedEntry[]>;
type Heard = Extract<Told, { readonly kind: "value" }>;

/**
 * A publication's entries after a number, from whichever node has them: no quorum is needed for a whole history, since
 * it must fold to the head that the nodes agree on. A part of one begins at a head that is not known here: then it is
 * what enough nodes give, or the end of a whole one. What does not hold is given all the same where nobody has better:
 * whoever folds it sees that.
 *
 * @throws CHAIN_UNREACHABLE | NODES_DISAGREE
 */
export async function genuineEntries(
  round: Round,
  question: HistoryQuestion,
  wanted: Wanted,
): Promise<LoggedEntry[]> {
  const { nodes, needed } = round.ring;
  const { id, after, from } = wanted;
  const state = await question.view.publication(id);
  const holds = holdsAgainst(state, after, question);
  const poll = new Poll<LoggedEntry[], RingNode>(nodes, round.ring, (node) =>
    question.ask(node, after, from),
  );
  const best = (): Heard | undefined => {
    const holding = poll.ballots().filter(holds);
    const same = elected(holding, needed);
    if (same?.kind === "value") return same;
    return after === 0 ? holding.find((told) => told.kind === "value") : undefined;
  };
  await poll.until(() => best() !== undefined);
  await poll.grace();
  const found = best();
  if (found !== undefined) {
    tallyEntries(round, poll, { id, after, found, holds });
    return found.value;
  }
  const any = poll.ballots().find((ballot) => ballot.kind === "value");
  if (any === undefined)
    return unsettled(poll.ballots(), `history of publication ${id}`, { nodes, needed: 1 });
  if (after === 0) return any.value;
  const whole = await genuineEntries(round, question, { ...wanted, after: 0, from: undefined });
  return whole.filter(({ entry }) => entry.number > after);
}

/** Numbered without gaps up to the last one that the registry counts, and, from the first one, folding to its head. */
function holdsAgainst(
  state: PublicationState | undefined,
  after: number,
  { registry, sha256 }: HistoryQuestion,
): (told: Told) => boolean {
  const seen = new Map<Told, boolean>();
  const isSound = (found: readonly LoggedEntry[]): boolean => {
    if (state === undefined || after + found.length !== state.entries) return false;
    if (!found.every(({ entry }, at) => entry.number === after + at + 1 && problemOf(entry) === undefined))
      return false;
    if (after > 0) return true;
    const start = genesis(publicationRef(registry.chain, registry.address, state.id), sha256);
    return found.reduce((head, { entry }) => fold(head, entry, sha256), start) === state.head;
  };
  return (told) => {
    const known = seen.get(told) ?? (told.kind === "value" && isSound(told.value));
    seen.set(told, known);
    return known;
  };
}

interface Found {
  readonly id: PublicationId;
  readonly after: number;
  readonly found: Heard;
  readonly holds: (told: Told) => boolean;
}

/** Two histories may hold the same entries and place one in another transaction, which no head tells. */
function tallyEntries(
  { ring, tally }: Round,
  poll: Poll<LoggedEntry[], RingNode>,
  { id, after, found, holds }: Found,
): void {
  const about = `history of publication ${id}`;
  const last = after + found.value.length;
  const instead = `entries ${after + 1} to ${last}, which fold to the head`;
  const isElected = elected(poll.ballots().filter(holds), ring.needed) !== undefined;
  for (const ballot of poll.ballots()) {
    const { node } = ballot;
    if (ballot.kind === "none") tally.silence(node, ballot.failure);
    else if (ballot.kind !== "value")
      tally.dissents({ node, kind: "malformed", about, said: shownProblem(ballot.failure), instead });
    else if (holds(ballot) && (!isElected || keyOf(ballot) === keyOf(found))) tally.agrees(node);
    else {
      const said = holds(ballot)
        ? "the same in other transactions"
        : `${ballot.value.length} entries that do not`;
      tally.dissents({ node, kind: "other-answer", about, said, instead });
    }
  }
  for (const node of poll.missing()) tally.silence(node, undefined);
}
