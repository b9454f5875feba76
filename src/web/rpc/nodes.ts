import { type BatchEntriesReader, createBatchEntriesReader } from "../../adapters/evm/batch-entries.ts";
import { createBlocks } from "../../adapters/evm/blocks.ts";
import { createStateProofs } from "../../adapters/evm/state-proof.ts";
import { createStorageReader, type StorageReader } from "../../adapters/evm/storage.ts";
import { fail } from "../../core/errors/error.ts";
import type { Chain, Clock, FinalityRule } from "../../core/ports.ts";
import type { ChainId } from "../../core/publication.ts";
import { openQuorum, type Quorum } from "../../core/quorum/quorum.ts";
import type { StateProofs } from "../../core/state-proof/port.ts";
import type { Named } from "./node-address.ts";

/** The nodes that the page asks: which block is final they tell by quorum, and the state of it they prove. */
export interface Nodes {
  readonly quorum: Quorum;
  readonly states: readonly StateProofs[];
  /** The words of each, for where none of them proves any. */
  readonly words: readonly StorageReader[];
  /** What each says of which entries are batches, for histories too long to be proved slot by slot. */
  readonly batchEntries: readonly BatchEntriesReader[];
  readonly finality: FinalityRule;
}

/** For one request with its retries, in milliseconds: somebody is looking at the page. */
const PATIENCE_MS = 8_000;

const clock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** @throws USAGE_INVALID without a node, or with one of them twice */
export function openNodes(list: readonly Named[], chainId: ChainId, finality: FinalityRule): Nodes {
  const states = list.map(({ url }) => createStateProofs({ url, timeoutMs: PATIENCE_MS }));
  const words = list.map(({ url }) => createStorageReader({ url, timeoutMs: PATIENCE_MS }));
  const batchEntries = list.map(({ url }) => createBatchEntriesReader({ url, timeoutMs: PATIENCE_MS }));
  const nodes = list.map(({ url }) => ({ chain: blocksAlone(url) }));
  return { quorum: openQuorum({ chainId, nodes, clock }), states, words, batchEntries, finality };
}

/** State is asked for by proofs, and nothing is sent from here: of a node's other calls none is needed. */
function blocksAlone(url: string): Chain {
  const never = async () => fail("INTERNAL", { problem: "a page asks nodes for blocks and proofs alone" });
  return {
    ...createBlocks({ url, timeoutMs: PATIENCE_MS }),
    ...{ hasCode: never, call: never, estimateGas: never, balance: never, transactionCount: never },
    ...{ fees: never, send: never, receipt: never, logs: never },
  };
}
