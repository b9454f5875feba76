import { fail, failure } from "../errors/error.ts";
import type { Chain, Clock, Registry } from "../ports.ts";
import type { ChainId } from "../publication.ts";
import type { StateProofs } from "../state-proof/port.ts";
import { type Agreement, believedAlone } from "./agreement.ts";
import { quorumChain } from "./chain.ts";
import { quorumStates } from "./proofs.ts";
import { machineOf } from "./machine.ts";
import { type QuorumRegistry, quorumRegistry } from "./registry.ts";
import { type Ring, type RingNode, type Round, settle } from "./settle.ts";
import { Tally } from "./tally.ts";

/** One node, by the ports that it is asked through. */
export interface QuorumNode {
  readonly chain: Chain;
  /** Where it serves `eth_getProof`: then a dispute is settled by proof. */
  readonly states?: StateProofs;
}

export interface QuorumSettings {
  readonly chainId: ChainId;
  /** At least one, no two of one machine. */
  readonly nodes: readonly QuorumNode[];
  /** How many have to agree: more than half of them, and that unless stated. */
  readonly needed?: number | undefined;
  /** For waiting: a sleep that keeps no program alive by itself. */
  readonly clock: Clock;
}

/** The nodes of one chain, asked together. */
export interface Quorum {
  readonly nodes: readonly string[];
  readonly needed: number;
  /** A new round, with an account of its own of who said what. */
  round(): QuorumRound;
}

export interface QuorumRound {
  readonly chain: Chain;
  /** From whichever node makes one. */
  readonly states: StateProofs;
  registry(registry: QuorumRegistry): Registry;
  /** Any other question: each node is asked by its place in the list, and enough of them have to answer the same. */
  agreed<T>(about: string, ask: (at: number) => Promise<T>): Promise<T>;
  /** What the questions of this round came to so far. */
  agreement(): Agreement;
}

/** `majority(3)` is 2, `majority(4)` is 3. */
export function majority(nodes: number): number {
  return Math.floor(nodes / 2) + 1;
}

/**
 * Asks several nodes as if they were one. A single node is asked as it is, and believed.
 *
 * @throws USAGE_INVALID without nodes, with one twice, or when half of them would do: then two halves could each be believed
 */
export function openQuorum(settings: QuorumSettings): Quorum {
  const { nodes, chainId, clock } = settings;
  const names = nodes.map(({ chain }) => chain.node);
  const needed = settings.needed ?? majority(names.length);
  refuseUnsafe(names, needed);
  const [only, ...others] = nodes;
  if (only !== undefined && others.length === 0) return { nodes: names, needed, round: () => alone(only) };
  const ring: Ring = {
    ...{ chainId, needed, clock, late: new Map() },
    nodes: nodes.map(({ chain, states }) => ({ name: chain.node, chain, states })),
  };
  const checked = ofOneChain(ring);
  return { nodes: names, needed, round: () => openRound(checked) };
}

function refuseUnsafe(names: readonly string[], needed: number): void {
  const problem = unsafety(names, needed);
  if (problem !== undefined) fail("USAGE_INVALID", { problem });
}

function unsafety(names: readonly string[], needed: number): string | undefined {
  if (names.length === 0) return "There is no node to ask";
  const machines = names.map(machineOf);
  const twice = names.find((name, at) => machines.indexOf(machineOf(name)) !== at);
  if (twice !== undefined) return `The node ${twice} is named twice, and would count twice`;
  if (Number.isInteger(needed) && needed >= majority(names.length) && needed <= names.length)
    return undefined;
  return `Of ${names.length} nodes, ${majority(names.length)} to ${names.length} can be asked to agree, not ${needed}`;
}

function alone({ chain, states }: QuorumNode): QuorumRound {
  return {
    chain,
    states: states ?? { node: chain.node, prove: () => unable(chain.node) },
    registry: ({ over }) => over(chain),
    agreed: (_, ask) => ask(0),
    agreement: () => believedAlone(chain.node),
  };
}

function openRound({ ring, strangers }: Checked): QuorumRound {
  const tally = new Tally(
    ring.nodes.map(({ name }) => name),
    ring.needed,
  );
  const round: Round = { ring, tally };
  return {
    chain: quorumChain(round),
    states: quorumStates(round),
    registry: (registry) => quorumRegistry(round, registry),
    agreed: (about, ask) =>
      settle(round, { about, ask: (node) => ask(ring.nodes.findIndex(({ name }) => name === node.name)) }),
    agreement: () => {
      for (const [node, said] of strangers)
        tally.dissents({ node, kind: "other-chain", about: "chain", said, instead: ring.chainId });
      return tally.agreement();
    },
  };
}

function unable(node: string): Promise<never> {
  return Promise.reject(failure("CHAIN_UNREACHABLE", { node, problem: "it is not asked for state proofs" }));
}

interface Checked {
  readonly ring: Ring;
  /** Nodes of other chains, with what they serve. */
  readonly strangers: ReadonlyMap<string, ChainId>;
}

/** Every node says which chain it serves before anything else is asked of it; one of another is asked nothing more. */
function ofOneChain(ring: Ring): Checked {
  const strangers = new Map<string, ChainId>();
  const guard = (node: RingNode): RingNode => {
    let known: Promise<void> | undefined;
    const check = async () => {
      const got = await node.chain.chainId();
      if (got === ring.chainId) return;
      strangers.set(node.name, got);
      fail("CHAIN_MISMATCH", {
        expected: ring.chainId,
        got,
        asker: "what is asked is on",
        instead: "or leave it out",
      });
    };
    const ready = () => {
      known ??= check().catch((error: unknown) => {
        // One that could not be asked may be there the next time.
        if (!strangers.has(node.name)) known = undefined;
        throw error;
      });
      return known;
    };
    return {
      name: node.name,
      chain: guardedChain(node.chain, ready),
      states: guardedStates(node.states, ready),
    };
  };
  return { ring: { ...ring, nodes: ring.nodes.map(guard) }, strangers };
}

function guardedStates(states: StateProofs | undefined, ready: () => Promise<void>): StateProofs | undefined {
  return states === undefined
    ? undefined
    : { ...states, prove: async (query) => ready().then(() => states.prove(query)) };
}

function guardedChain(chain: Chain, ready: () => Promise<void>): Chain {
  return {
    node: chain.node,
    chainId: () => chain.chainId(),
    block: (at) => ready().then(() => chain.block(at)),
    hasCode: (address) => ready().then(() => chain.hasCode(address)),
    call: (call, at) => ready().then(() => chain.call(call, at)),
    estimateGas: (call) => ready().then(() => chain.estimateGas(call)),
    balance: (account) => ready().then(() => chain.balance(account)),
    transactionCount: (account, at) => ready().then(() => chain.transactionCount(account, at)),
    fees: () => ready().then(() => chain.fees()),
    send: (raw) => ready().then(() => chain.send(raw)),
    receipt: (transaction) => ready().then(() => chain.receipt(transaction)),
    logs: (filter) => ready().then(() => chain.logs(filter)),
  };
}
