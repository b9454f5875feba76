import { mkdir } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { createChain } from "../adapters/evm/chain.ts";
import { type CodeReader, createCodeReader } from "../adapters/evm/code.ts";
import { ensureEmbeddedChain } from "../adapters/evm/embedded/embedded.ts";
import { createStateProofs } from "../adapters/evm/state-proof.ts";
import { type ColophonError, fail, isFailure } from "../core/errors/error.ts";
import type { Chain, Clock } from "../core/ports.ts";
import type { ChainId } from "../core/publication.ts";
import { openQuorum, type Quorum, type QuorumRound } from "../core/quorum/quorum.ts";
import type { StateProofs } from "../core/state-proof/port.ts";
import { dataPath, type Place } from "./config.ts";

export interface OpenChain extends AsyncDisposable {
  /** The nodes as one: what enough of them say. */
  readonly chain: Chain;
  /** Beside the port: only those who deploy look at code. */
  readonly code: CodeReader;
  /** Beside the port: only those who make proofs need it. */
  readonly states: StateProofs;
  /** The nodes, for questions whose answers are to name who gave them. */
  readonly quorum: Quorum;
  /** The round that `chain`, `code` and `states` belong to. */
  readonly round: QuorumRound;
  readonly persist: () => Promise<void>;
}

/**
 * The nodes that the archive is on: the embedded chain, started if it is not up, or those that a flag (`url`),
 * COLOPHON_RPC_URL or colophon.json names. Enough of them must serve the archive's own chain.
 *
 * @throws CHAIN_MISMATCH | CHAIN_UNREACHABLE | NODES_DISAGREE | EMBEDDED_CHAIN_FAILED; USAGE_INVALID when they are too
 *   few for the quorum that colophon.json asks for, or one is named twice
 */
export async function openChain(
  place: Place,
  { lenient = false, url }: { readonly lenient?: boolean; readonly url?: string | undefined } = {},
): Promise<OpenChain> {
  let opened: OpenChain | undefined;
  try {
    opened = await openAny(place, url);
    await assertChain(opened.chain, place);
    return opened;
  } catch (error) {
    await opened?.[Symbol.asyncDispose]();
    if (lenient && isFailure(error, ...UNANSWERED)) return standIn(error, place);
    throw error;
  }
}

const UNANSWERED = [
  "CHAIN_UNREACHABLE",
  "CHAIN_ANSWER_INVALID",
  "NODES_DISAGREE",
  "EMBEDDED_CHAIN_FAILED",
] as const;

/** `nodeUrls("http://a:8545, http://b:8545")` is both: as COLOPHON_RPC_URL and --rpc-url name several nodes. */
export function nodeUrls(named: string): readonly string[] {
  return named.split(/,(?=\s*(?:https?:|$))/).flatMap((one) => (one.trim() === "" ? [] : [one.trim()]));
}

async function openAny(place: Place, typed: string | undefined): Promise<OpenChain> {
  const { chain } = place.config;
  // The environment has the last word over the file, also over the embedded chain, and a flag over the environment:
  // another chain than the archive's is refused then.
  const named = typed ?? process.env["COLOPHON_RPC_URL"];
  const needed = chain.type === "rpc" ? chain.quorum : undefined;
  if (named !== undefined) return openNodes(nodeUrls(named), { chainId: chain.id, needed });
  if (chain.type === "embedded") return openEmbedded(place);
  const { url, urls = url === undefined ? [] : [url] } = chain;
  return openNodes(urls, { chainId: chain.id, needed });
}

async function assertChain(chain: Chain, { config }: Place): Promise<void> {
  const got = await chain.chainId();
  if (got === config.chain.id) return;
  fail("CHAIN_MISMATCH", {
    ...{ expected: config.chain.id, got, asker: "this archive is on" },
    instead: "or unset it; for another chain make a new archive with colophon init <folder>",
  });
}

/** In the place of a node that is not there: whatever is asked of it fails as reaching it did. */
function standIn(failed: ColophonError, place: Place): OpenChain {
  const refuse = () => Promise.reject(failed);
  const chain: Chain = {
    node: String(failed.parameters["node"] ?? "the embedded chain"),
    chainId: refuse,
    block: refuse,
    hasCode: refuse,
    call: refuse,
    estimateGas: refuse,
    balance: refuse,
    transactionCount: refuse,
    fees: refuse,
    send: refuse,
    receipt: refuse,
    logs: refuse,
  };
  return {
    ...askedAlone(chain, { node: chain.node, prove: refuse }, place),
    code: refuse,
    persist: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function openEmbedded(place: Place): Promise<OpenChain> {
  const directory = dataPath(place.folder, "chain");
  await mkdir(directory, { recursive: true });
  const embedded = await ensureEmbeddedChain({ directory });
  const states: StateProofs = {
    node: embedded.chain.node,
    prove: (query) => createStateProofs({ url: embedded.url }).prove(query),
  };
  return {
    ...askedAlone(durable(embedded.chain, embedded.persist), states, place),
    code: (address) => createCodeReader({ url: embedded.url })(address),
    persist: embedded.persist,
    [Symbol.asyncDispose]: () => {
      embedded.release();
      return Promise.resolve();
    },
  };
}

/**
 * The embedded chain mines what it is sent at once; it is durable once it is on disk. That is made sure of after
 * sending, and again before a receipt is believed: a run that was killed in between has left a block in memory alone.
 */
function durable(chain: Chain, persist: () => Promise<void>): Chain {
  return {
    ...chain,
    send: async (raw) => {
      await chain.send(raw);
      await persist();
    },
    receipt: async (transaction) => {
      if ((await chain.receipt(transaction)) === undefined) return undefined;
      await persist();
      return chain.receipt(transaction);
    },
  };
}

/** One node, as it is. */
function askedAlone(chain: Chain, states: StateProofs, { config }: Place) {
  const quorum = openQuorum({ chainId: config.chain.id, nodes: [{ chain, states }], clock: restlessClock });
  const round = quorum.round();
  return { chain, states, quorum, round };
}

/** @throws CHAIN_UNREACHABLE when none is named; USAGE_INVALID when they cannot make up the quorum */
export function openNodes(
  urls: readonly string[],
  { chainId, needed }: { readonly chainId: ChainId; readonly needed?: number | undefined },
): OpenChain {
  if (urls.length === 0)
    fail("CHAIN_UNREACHABLE", {
      node: "(none)",
      problem: "neither COLOPHON_RPC_URL nor colophon.json names a node",
    });
  // What a node that hangs was asked would else keep the program from ending.
  const ending = new AbortController();
  const settings = urls.map((url) => ({ url, signal: ending.signal }));
  const nodes = settings.map((one) => ({ chain: createChain(one), states: createStateProofs(one) }));
  const codes = settings.map((one) => createCodeReader(one));
  const quorum = openQuorum({ chainId, nodes, needed, clock: restlessClock });
  const round = quorum.round();
  return {
    ...{ chain: round.chain, states: round.states, quorum, round },
    code: (address) => round.agreed("code", (at) => codes[at]?.(address) ?? Promise.resolve("0x")),
    persist: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => {
      ending.abort();
      return Promise.resolve();
    },
  };
}

/** Who waits for nodes that are not needed does not keep the program from ending. */
const restlessClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => delay(milliseconds, undefined, { ref: false }),
};
