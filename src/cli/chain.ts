import { mkdir } from "node:fs/promises";
import { createChain } from "../adapters/evm/chain.ts";
import { type CodeReader, createCodeReader } from "../adapters/evm/code.ts";
import { ensureEmbeddedChain } from "../adapters/evm/embedded/embedded.ts";
import { createStateProofs } from "../adapters/evm/state-proof.ts";
import { type ColophonError, fail, isFailure } from "../core/errors/error.ts";
import type { Chain } from "../core/ports.ts";
import type { StateProofs } from "../core/state-proof/port.ts";
import { dataPath, type Place } from "./config.ts";

export interface OpenChain extends AsyncDisposable {
  readonly chain: Chain;
  /** Beside the port: only those who deploy look at code. */
  readonly code: CodeReader;
  /** Beside the port: only those who make proofs need it. */
  readonly states: StateProofs;
  readonly persist: () => Promise<void>;
}

/**
 * The node that the archive is on: the embedded chain, started if it is not up, or the one that a flag (`url`),
 * COLOPHON_RPC_URL or colophon.json names. It must serve the archive's own chain.
 *
 * @throws CHAIN_MISMATCH | CHAIN_UNREACHABLE | EMBEDDED_CHAIN_FAILED
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
    if (lenient && isFailure(error, "CHAIN_UNREACHABLE", "CHAIN_ANSWER_INVALID", "EMBEDDED_CHAIN_FAILED"))
      return standIn(error);
    throw error;
  }
}

async function openAny(place: Place, typed: string | undefined): Promise<OpenChain> {
  const { chain } = place.config;
  // The environment has the last word over the file, also over the embedded chain, and a flag over the environment:
  // another chain than the archive's is refused then.
  const url = typed ?? process.env["COLOPHON_RPC_URL"];
  if (url !== undefined) return openNode(url);
  return chain.type === "embedded" ? openEmbedded(place) : openNode(chain.url);
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
function standIn(failed: ColophonError): OpenChain {
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
    chain,
    code: refuse,
    states: { node: chain.node, prove: refuse },
    persist: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function openEmbedded({ folder }: Place): Promise<OpenChain> {
  const directory = dataPath(folder, "chain");
  await mkdir(directory, { recursive: true });
  const embedded = await ensureEmbeddedChain({ directory });
  return {
    chain: durable(embedded.chain, embedded.persist),
    code: (address) => createCodeReader({ url: embedded.url })(address),
    states: {
      node: embedded.chain.node,
      prove: (query) => createStateProofs({ url: embedded.url }).prove(query),
    },
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

function openNode(url: string | undefined): OpenChain {
  if (url === undefined)
    fail("CHAIN_UNREACHABLE", {
      node: "(none)",
      problem: "neither COLOPHON_RPC_URL nor colophon.json names a node",
    });
  return {
    chain: createChain({ url }),
    code: createCodeReader({ url }),
    states: createStateProofs({ url }),
    persist: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
