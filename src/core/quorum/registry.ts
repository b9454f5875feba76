import type { Address } from "../address.ts";
import { isFailure } from "../errors/error.ts";
import type { BlockRef, Chain, Registry, RegistryView } from "../ports.ts";
import type { Sha256 } from "../sha256.ts";
import { genuineEntries } from "./history.ts";
import { type ProvenView, provenView } from "./proving.ts";
import { type RingNode, type Round, settle } from "./settle.ts";

export interface QuorumRegistry {
  readonly address: Address;
  /** The registry as one node has it. */
  readonly over: (chain: Chain) => Registry;
  readonly sha256: Sha256;
}

/**
 * One registry by several nodes: each answer is that of enough of them about one block, named by its hash, or what a
 * state proof shows where they differ. Failures are those of `Registry`, and NODES_DISAGREE.
 */
export function quorumRegistry(round: Round, { address, over, sha256 }: QuorumRegistry): Registry {
  const { chainId, nodes } = round.ring;
  const made = new Map(nodes.map(({ name, chain }) => [name, over(chain)]));
  const at = (block: BlockRef) => viewOf(round, { address, block, ask: (node) => asked(node).at(block) });
  const asked = ({ name, chain }: RingNode): Registry => made.get(name) ?? over(chain);
  const registry = { chain: chainId, address };
  return {
    ...registry,
    at,
    entries: (id, after, until, from) => {
      const ask = (node: RingNode, start: number, block: number | undefined) =>
        asked(node).entries(id, start, until, block);
      return genuineEntries(round, { registry, sha256, view: at(until), ask }, { id, after, until, from });
    },
  };
}

interface Viewing {
  readonly address: Address;
  readonly block: BlockRef;
  ask(node: RingNode): RegistryView;
}

function viewOf(round: Round, { address, block, ask }: Viewing): RegistryView {
  const proven = provenView(round, address, block);
  const settled = <T>(
    about: string,
    question: (view: RegistryView) => Promise<T>,
    provenBy?: (view: ProvenView) => Promise<T>,
  ): Promise<T> =>
    settle(round, {
      about: `${about} at block ${block.number}`,
      ask: (node) => question(ask(node)),
      ...(provenBy === undefined ? {} : { prove: () => unlessSilent(provenBy(proven)) }),
    });
  const provable = <T>(about: string, question: (view: ProvenView) => Promise<T>): Promise<T> =>
    settled(about, question, question);
  return {
    block,
    publications: () => provable("count of publications", (view) => view.publications()),
    publication: (id) => provable(`publication ${id}`, (view) => view.publication(id)),
    current: (id, label) =>
      provable(`issue ${label} of publication ${id}`, (view) => view.current(id, label)),
    currents: (id, labels) => provable(`issues of publication ${id}`, (view) => view.currents(id, labels)),
    record: (id, digest) => provable(`record of ${short(digest)}`, (view) => view.record(id, digest)),
    batched: (id, issue) => settled(`record of ${short(issue.digest)}`, (view) => view.batched(id, issue)),
    batch: (id, root) => provable(`batch ${short(root)}`, (view) => view.batch(id, root)),
    batchLists: (id) => settled(`batches of publication ${id}`, (view) => view.batchLists(id)),
    mayPublish: (id, account) =>
      provable(`publisher ${account} of publication ${id}`, (view) => view.mayPublish(id, account)),
  };
}

/** For people: whose answer it is they see beside it. */
function short(digest: string): string {
  return `${digest.slice(0, 12)}...`;
}

/** No node may have a proof, or the storage be none that can be read: then the nodes' word is all there is. */
async function unlessSilent<T>(proving: Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await proving };
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
