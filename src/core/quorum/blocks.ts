import type { Bytes32 } from "../digest.ts";
import type { BlockRef } from "../ports.ts";
import { type Ballot, elected, keyOf, Poll, type Vote } from "./poll.ts";
import { problemOf } from "./tally.ts";
import { type Ring, type RingNode, type Round, settle, unsettled } from "./settle.ts";

type Tag = "latest" | "finalized";
type Claim = Ballot<BlockRef | undefined>;

const ABOUT: Readonly<Record<Tag, string>> = { latest: "latest block", finalized: "final block" };
/** In seconds between two blocks: from here on they are no longer the same block on its way to all nodes. */
const APART = 3_600;
/** In seconds: so far behind the latest block a node may be without anything being wrong with it. */
const ON_ITS_WAY = 600;

/**
 * The highest block that enough nodes have come to, by their own word, and of which enough name the same hash. A node
 * that is further, or far behind, moves nothing while it is in the minority.
 * Undefined when enough nodes say that there is none yet.
 *
 * @throws CHAIN_UNREACHABLE | NODES_DISAGREE
 */
export async function agreedTag(round: Round, tag: Tag): Promise<BlockRef | undefined> {
  const { ring } = round;
  const { needed } = ring;
  const poll = new Poll<BlockRef | undefined, RingNode>(ring.nodes, ring, ({ chain }) => chain.block(tag));
  await poll.until((ballots) => areTogether(ballots, needed) || elected(ballots, needed) !== undefined);
  await poll.grace();
  const claims = poll.ballots();
  const none = elected(claims, needed);
  if (none?.kind === "value" && none.value === undefined) return undefined;
  for (const number of heights(claims, needed)) {
    const votes = await votesAt(number, claims, ring);
    const winner = elected(votes, needed);
    if (winner?.kind !== "value" || winner.value === undefined) continue;
    if (isHeldBack(winner.value, claims, needed)) break;
    tallyTag(round, { tag, claims, votes, agreed: winner.value, missing: poll.missing() });
    return winner.value;
  }
  for (const name of poll.missing()) round.tally.silence(name, undefined);
  for (const claim of claims) if (claim.kind === "none") round.tally.silence(claim.node, claim.failure);
  return unsettled(claims, ABOUT[tag], ring);
}

/** The block with that number or hash. @throws CHAIN_UNREACHABLE | NODES_DISAGREE */
export function agreedBlock(round: Round, at: number | Bytes32): Promise<BlockRef | undefined> {
  return settle(round, {
    about: `block ${at}`,
    ask: ({ chain }) => chain.block(at),
    contrary: (vote) => (vote.kind === "value" && vote.value === undefined ? "behind" : "other-block"),
  });
}

function refs(ballots: readonly Claim[]): readonly BlockRef[] {
  return ballots.flatMap((ballot) => (ballot.kind === "value" ? (ballot.value ?? []) : []));
}

/**
 * Do enough nodes name blocks of about the same time? While they do not, one of those that are slower may be needed: a
 * minority that names an old block would else set the block back before the others are heard.
 */
function areTogether(claims: readonly Claim[], needed: number): boolean {
  const times = refs(claims)
    .map(({ time }) => time)
    .toSorted((a, b) => a - b);
  return times.some((time, at) => (times[at + needed - 1] ?? Infinity) - time <= ON_ITS_WAY);
}

/** Heights that enough nodes have come to, the highest first; above the first, only a minority says to be. */
function heights(claims: readonly Claim[], needed: number): readonly number[] {
  const numbers = refs(claims).map(({ number }) => number);
  const sorted = numbers.toSorted((a, b) => b - a);
  return [...new Set(sorted.slice(needed - 1))];
}

async function votesAt(number: number, claims: readonly Claim[], ring: Ring): Promise<readonly Claim[]> {
  const named = new Map(claims.map((claim) => [claim.node, claim]));
  const poll = new Poll<BlockRef | undefined, RingNode>(ring.nodes, ring, async ({ name, chain }) => {
    const claim = named.get(name);
    if (claim?.kind === "value" && claim.value?.number === number) return claim.value;
    return chain.block(number);
  });
  await poll.until((ballots) => elected(ballots, ring.needed) !== undefined);
  await poll.grace();
  return poll.ballots();
}

/**
 * Where enough nodes agree on a block that only some of them take for the latest, they have been held back by those that
 * are far behind: such a block would hide what has happened since.
 */
function isHeldBack(agreed: BlockRef, claims: readonly Claim[], needed: number): boolean {
  const near = refs(claims).filter(({ time }) => Math.abs(time - agreed.time) <= APART);
  return near.length < needed;
}

interface Told {
  readonly tag: Tag;
  readonly claims: readonly Claim[];
  readonly votes: readonly Claim[];
  readonly agreed: BlockRef;
  readonly missing: readonly string[];
}

function tallyTag({ ring, tally }: Round, told: Told): void {
  const { tag, claims, votes, agreed } = told;
  for (const { name } of ring.nodes) {
    const claim = claims.find(({ node }) => node === name);
    const vote = votes.find(({ node }) => node === name);
    const contrary = contraryOf(claim, vote, agreed);
    if (contrary?.kind === "behind" && isOnItsWay(told, claim)) continue;
    if (contrary !== undefined)
      tally.dissents({ node: name, about: ABOUT[tag], instead: shownBlock(agreed), ...contrary });
    else if (vote?.kind === "value") tally.agrees(name);
    else tally.silence(name, failureIn(claim, vote));
  }
}

/** The latest block comes to one node after the other. */
function isOnItsWay({ tag, agreed }: Told, claim: Claim | undefined): boolean {
  if (tag !== "latest" || claim?.kind !== "value" || claim.value === undefined) return false;
  return agreed.time - claim.value.time <= ON_ITS_WAY;
}

type Contrary = { readonly kind: "other-block" | "behind" | "ahead" | "malformed"; readonly said: string };

function contraryOf(
  claim: Claim | undefined,
  vote: Claim | undefined,
  agreed: BlockRef,
): Contrary | undefined {
  const said = claim?.kind === "value" ? claim.value : undefined;
  for (const ballot of [claim, vote])
    if (ballot?.kind === "malformed") return { kind: "malformed", said: problemOf(ballot.failure) };
  if (vote?.kind === "value" && vote.value !== undefined && !isSame(vote, agreed))
    return { kind: "other-block", said: shownBlock(vote.value) };
  if (said !== undefined && said.time - agreed.time > APART) return { kind: "ahead", said: shownBlock(said) };
  const isFar = said !== undefined && agreed.time - said.time > APART;
  if (!isFar && !isWithout(vote)) return undefined;
  return { kind: "behind", said: said === undefined ? "no block" : shownBlock(said) };
}

/** It was asked for the block by its number, and does not have it. */
function isWithout(vote: Claim | undefined): boolean {
  return vote?.kind === "value" && vote.value === undefined;
}

function isSame(vote: Vote<BlockRef | undefined>, agreed: BlockRef): boolean {
  return keyOf(vote) === keyOf({ node: "", kind: "value", value: agreed });
}

function failureIn(...ballots: readonly (Claim | undefined)[]) {
  for (const ballot of ballots) if (ballot !== undefined && "failure" in ballot) return ballot.failure;
  return undefined;
}

/** `block 12 (0x1234...)`. */
function shownBlock({ number, hash }: BlockRef): string {
  return `block ${number} (${hash})`;
}
