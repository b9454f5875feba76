import { type Digest, digestFromBytes } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import type { BlockRef, Chain, Clock, Registry } from "../../../src/core/ports.ts";
import { type ChainId, parseChainId, type PublicationId } from "../../../src/core/publication.ts";
import { openQuorum, type QuorumRound } from "../../../src/core/quorum/quorum.ts";
import { hashing, utf8 } from "../../support/hashing.ts";
import { ModelRegistry } from "../../support/model-registry.ts";

/* Nodes in memory, each with a whole chain of its own on which the same was written: what one gets wrong is its own. */

export const CHAIN: ChainId = parseChainId("eip155:31337");
export const ELSEWHERE: ChainId = parseChainId("eip155:1");
export const LABEL = parseLabel("1");

export function digestOf(text: string): Digest {
  return digestFromBytes(hashing.sha256(utf8(text)));
}

export interface ModelNode {
  readonly model: ModelRegistry;
  readonly id: PublicationId;
  /** What it answers to the first question of all. */
  chainId: ChainId;
  /** Never answers. */
  hangs: boolean;
  /** How long its blocks take, in milliseconds. */
  delay?: number;
  /** What it says of blocks in the place of what it has. */
  block?: (at: number | string, told: BlockRef | undefined) => BlockRef | undefined;
}

/** A publication with one issue, and blocks behind it for an hour and a half. */
export function modelNode(): ModelNode {
  const model = new ModelRegistry();
  const id = model.register(digestOf("profile"));
  model.call(id, { do: "anchor", label: LABEL, digest: digestOf("issue") });
  for (let block = 0; block < 9; block += 1) model.mine();
  return { model, id, chainId: CHAIN, hangs: false };
}

export function chainOf(node: ModelNode, name: string): Chain {
  const inner = node.model.node();
  const never = new Promise<never>(() => {});
  return {
    ...inner,
    node: name,
    chainId: async () => (node.hangs ? never : node.chainId),
    block: async (at) => {
      if (node.hangs) return never;
      if (node.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, node.delay));
      const told = await inner.block(at);
      return node.block === undefined ? told : node.block(at, told);
    },
  };
}

function registryOf(node: ModelNode): Registry {
  if (!node.hangs) return node.model;
  const never = () => new Promise<never>(() => {});
  const view = new Proxy({}, { get: () => never });
  return { chain: node.model.chain, address: node.model.address, at: () => view as never, entries: never };
}

/** Sleeping is over at once: nobody is waited for. */
export const restless: Clock = {
  now: () => 0,
  sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
};

export interface Asked {
  readonly round: QuorumRound;
  readonly registry: Registry;
}

/** `n1`, `n2`, ... */
export function askNodes(nodes: readonly ModelNode[], needed?: number): Asked {
  const named = nodes.map((node, at) => ({ node, chain: chainOf(node, `n${at + 1}`) }));
  const quorum = openQuorum({
    chainId: CHAIN,
    clock: restless,
    nodes: named.map(({ chain }) => ({ chain })),
    needed,
  });
  const round = quorum.round();
  const byName = new Map(named.map(({ chain, node }) => [chain.node, registryOf(node)]));
  const [first] = nodes;
  const registry = round.registry({
    address: (first ?? modelNode()).model.address,
    sha256: hashing.sha256,
    over: ({ node }) => byName.get(node) ?? (first ?? modelNode()).model,
  });
  return { round, registry };
}
