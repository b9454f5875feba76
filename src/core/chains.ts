import type { Address } from "./address.ts";
import type { Bytes32 } from "./digest.ts";
import { fail } from "./errors/error.ts";
import type { FinalityRule } from "./ports.ts";
import { type ChainId, parseChainId } from "./publication.ts";

/** A chain that is known by name, and what to expect of it. Nothing here is asked of the chain itself. */
export interface ChainPreset {
  readonly id: ChainId;
  /** The word for it on a command line. */
  readonly name: string;
  /** As people write it. */
  readonly title: string;
  readonly finality: FinalityRule;
  /** How long that usually takes, in minutes; 0 where every block counts at once. */
  readonly finalAfterMinutes: number;
  /** Base of an explorer's pages, without a slash at its end. */
  readonly explorer?: string;
  /** The chain takes a fee for the data on Ethereum as well, which no gas limit shows. */
  readonly dataFee: boolean;
}

const BY_TAG: FinalityRule = { kind: "tag" };

/*
 * What `finalized` means differs from chain to chain; each time, taking such a block back means taking a final block of
 * Ethereum back. The delays are usual ones and no promise.
 */

/**
 * Casper FFG: an epoch has 32 slots of 12 s, and is final when the one after it is justified. A block waits for two to
 * three epochs (ethereum/consensus-specs, phase0/beacon-chain.md; `finalized` of ethereum/execution-apis).
 */
const ETHEREUM = { finality: BY_TAG, finalAfterMinutes: 15, dataFee: false };

/**
 * OP Stack: the block's data stands in a final block of Ethereum. 20 to 30 minutes (specs.optimism.io, Derivation,
 * "finalized L2 head"; docs.optimism.io, Transaction finality).
 */
const OP_STACK = { finality: BY_TAG, finalAfterMinutes: 25, dataFee: true };

/**
 * Nitro: the batch that holds the block is final on Ethereum (OffchainLabs/nitro, release v2.0.10; docs.arbitrum.io,
 * Finality and chain reorganizations). A batch is posted every few minutes. The gas limit includes the data's fee.
 */
const NITRO = { finality: BY_TAG, finalAfterMinutes: 20, dataFee: false };

/** One node makes every block and nothing can take one back. */
const ONE_NODE = { finality: { kind: "depth", blocks: 0 }, finalAfterMinutes: 0, dataFee: false } as const;

/** Numbers, names and explorers as in ethereum-lists/chains. */
export const CHAIN_PRESETS: readonly ChainPreset[] = [
  preset(1, { ...ETHEREUM, name: "ethereum", title: "Ethereum", explorer: "https://etherscan.io" }),
  preset(11_155_111, {
    ...ETHEREUM,
    name: "sepolia",
    title: "Sepolia",
    explorer: "https://sepolia.etherscan.io",
  }),
  preset(8453, { ...OP_STACK, name: "base", title: "Base", explorer: "https://basescan.org" }),
  preset(10, { ...OP_STACK, name: "op", title: "OP Mainnet", explorer: "https://optimistic.etherscan.io" }),
  preset(42_161, { ...NITRO, name: "arbitrum", title: "Arbitrum One", explorer: "https://arbiscan.io" }),
  preset(31_337, { ...ONE_NODE, name: "local", title: "a chain on one's own machine" }),
];

function preset(number: number, rest: Omit<ChainPreset, "id">): ChainPreset {
  return { id: parseChainId(`eip155:${number}`), ...rest };
}

/** Undefined for a chain that is not known by name: it works just the same, by its own `finalized` block. */
export function presetOf(chain: ChainId): ChainPreset | undefined {
  return CHAIN_PRESETS.find(({ id }) => id === chain);
}

/** `base` and `eip155:8453` are both `eip155:8453`. @throws CHAIN_ID_INVALID */
export function parseChain(text: string): ChainId {
  const named = CHAIN_PRESETS.find(({ name }) => name === text.toLowerCase());
  if (named !== undefined) return named.id;
  if (text.startsWith("eip155:")) return parseChainId(text);
  const names = CHAIN_PRESETS.map(({ name }) => name).join(", ");
  return fail("CHAIN_ID_INVALID", { got: `${text} (known by name: ${names})` });
}

/** `Base (eip155:8453)`; a chain without a preset is its id. */
export function chainTitle(chain: ChainId): string {
  const known = presetOf(chain);
  return known === undefined ? chain : `${known.title} (${chain})`;
}

/** The explorer's page on an address, a transaction or a block; undefined where no explorer is known. */
export function explorerLink(
  chain: ChainId,
  what: { readonly address: Address } | { readonly transaction: Bytes32 } | { readonly block: number },
): string | undefined {
  const base = presetOf(chain)?.explorer;
  if (base === undefined) return undefined;
  if ("block" in what) return `${base}/block/${what.block}`;
  return "address" in what ? `${base}/address/${what.address}` : `${base}/tx/${what.transaction}`;
}
