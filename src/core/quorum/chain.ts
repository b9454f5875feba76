import { fail } from "../errors/error.ts";
import type { Chain, Fees, Log, LogFilter } from "../ports.ts";
import { agreedBlock, agreedTag } from "./blocks.ts";
import { type Ballot, Poll } from "./poll.ts";
import { type RingNode, type Round, settle, unsettled } from "./settle.ts";

/**
 * Several nodes as one: blocks, calls, code and receipts as enough of them tell the same; amounts and counts that move
 * with each block as enough of them tell at least; what is sent goes to all. Failures are those of `Chain`, and
 * NODES_DISAGREE.
 */
export function quorumChain(round: Round): Chain {
  const { ring } = round;
  return {
    node: ring.nodes.map(({ name }) => name).join(", "),
    chainId: () =>
      settle(round, {
        about: "chain",
        ask: ({ chain }) => chain.chainId(),
        contrary: () => "other-chain",
      }),
    block: (at) => (at === "latest" || at === "finalized" ? agreedTag(round, at) : agreedBlock(round, at)),
    hasCode: (address) => settle(round, { about: "code", ask: ({ chain }) => chain.hasCode(address) }),
    call: (call, at) =>
      settle(round, { about: `call at block ${at.number}`, ask: ({ chain }) => chain.call(call, at) }),
    // Nodes of different makers estimate differently.
    estimateGas: async (call) =>
      middle(await answers(round, "gas", ({ chain }) => chain.estimateGas(call)), compare),
    balance: (account) => atLeast(round, "balance", ({ chain }) => chain.balance(account)),
    transactionCount: (account, at) =>
      atLeast(round, "transaction count", ({ chain }) => chain.transactionCount(account, at)),
    fees: async () => middle(await answers(round, "fees", ({ chain }) => chain.fees()), byMost),
    send: (raw) => sendToAll(round, raw),
    receipt: (transaction) => minedReceipt(round, transaction),
    logs: (filter) => anyLogs(round, filter),
  };
}

/** What enough nodes say, each for itself. @throws CHAIN_UNREACHABLE, and what enough nodes refuse with */
async function answers<T>(
  { ring, tally }: Round,
  about: string,
  ask: (node: RingNode) => Promise<T>,
): Promise<readonly T[]> {
  const poll = new Poll(ring.nodes, ring, ask);
  const values = (ballots: readonly Ballot<T>[]) =>
    ballots.flatMap((ballot) => (ballot.kind === "value" ? [ballot.value] : []));
  const refusals = (ballots: readonly Ballot<T>[]) =>
    ballots.flatMap((ballot) => (ballot.kind === "refusal" ? [ballot.failure] : []));
  await poll.until(
    (ballots) => values(ballots).length >= ring.needed || refusals(ballots).length >= ring.needed,
  );
  await poll.grace();
  const found = values(poll.ballots());
  for (const ballot of poll.ballots()) if (ballot.kind === "none") tally.silence(ballot.node, ballot.failure);
  for (const node of poll.missing()) tally.silence(node, undefined);
  if (found.length >= ring.needed) return found;
  const [refusal, ...more] = refusals(poll.ballots());
  if (refusal !== undefined && 1 + more.length >= ring.needed) throw refusal;
  return unsettled(poll.ballots(), about, ring);
}

/** As much as enough nodes say that it is, at the least: a minority moves it to no side. */
async function atLeast<T extends bigint | number>(
  round: Round,
  about: string,
  ask: (node: RingNode) => Promise<T>,
): Promise<T> {
  const found = (await answers(round, about, ask)).toSorted((a, b) => compare(b, a));
  return (
    found[round.ring.needed - 1] ?? fail("INTERNAL", { problem: `${about}: fewer answers than counted` })
  );
}

function middle<T>(found: readonly T[], order: (a: T, b: T) => number): T {
  const sorted = found.toSorted(order);
  return (
    sorted[Math.floor((sorted.length - 1) / 2)] ?? fail("INTERNAL", { problem: "no answers to choose from" })
  );
}

function compare(a: bigint | number, b: bigint | number): number {
  return a < b ? -1 : Number(a > b);
}

function byMost(a: Fees, b: Fees): number {
  return compare(a.maxFeePerGas, b.maxFeePerGas);
}

/** Done when one node has taken it; the others get it all the same. */
async function sendToAll({ ring }: Round, raw: `0x${string}`): Promise<void> {
  const poll = new Poll(ring.nodes, ring, ({ chain }) => chain.send(raw));
  await poll.until((ballots) => ballots.some(({ kind }) => kind === "value"));
  const ballots = poll.ballots();
  if (ballots.some(({ kind }) => kind === "value")) return;
  for (const ballot of ballots) if (ballot.kind === "refusal") throw ballot.failure;
  unsettled(ballots, "sending", { nodes: ring.nodes, needed: 1 });
}

/** Nodes learn of a block one after the other: until enough tell of it, it is not mined. */
async function minedReceipt(
  round: Round,
  transaction: Parameters<Chain["receipt"]>[0],
): ReturnType<Chain["receipt"]> {
  try {
    return await settle(round, {
      about: `receipt ${transaction}`,
      ask: ({ chain }) => chain.receipt(transaction),
    });
  } catch (error) {
    const said = await answers(round, "receipt", ({ chain }) => chain.receipt(transaction));
    if (said.includes(undefined)) return undefined;
    throw error;
  }
}

/** All that any node has, each once: logs are a hint, and who hides some cannot hide them from the others. */
async function anyLogs({ ring }: Round, filter: LogFilter): Promise<Log[]> {
  const poll = new Poll(ring.nodes, ring, ({ chain }) => chain.logs(filter));
  await poll.until((ballots) => ballots.filter(({ kind }) => kind === "value").length >= ring.needed);
  await poll.grace();
  const ballots = poll.ballots();
  const found = ballots.flatMap((ballot) => (ballot.kind === "value" ? ballot.value : []));
  if (!ballots.some(({ kind }) => kind === "value"))
    unsettled(ballots, "logs", { nodes: ring.nodes, needed: 1 });
  const distinct = new Map(found.map((log) => [JSON.stringify(log), log]));
  return [...distinct.values()].toSorted((a, b) => a.block.number - b.block.number);
}
