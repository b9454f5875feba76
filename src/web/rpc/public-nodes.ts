import type { ChainId } from "../../core/publication.ts";
import type { Settings } from "./settings.ts";

/**
 * Nodes that answer anybody, of at least three operators each, for a reader who has none of his own: only suggested,
 * and asked by nobody until the reader says so. From ethereum-lists/chains and the operators' own pages.
 */
const PUBLIC_NODES: Readonly<Record<string, readonly string[]>> = {
  "eip155:1": ["https://ethereum-rpc.publicnode.com", "https://eth.drpc.org", "https://1rpc.io/eth"],
  "eip155:11155111": [
    "https://ethereum-sepolia-rpc.publicnode.com",
    "https://sepolia.drpc.org",
    "https://1rpc.io/sepolia",
  ],
  "eip155:8453": ["https://mainnet.base.org", "https://base-rpc.publicnode.com", "https://base.drpc.org"],
  "eip155:10": [
    "https://mainnet.optimism.io",
    "https://optimism-rpc.publicnode.com",
    "https://optimism.drpc.org",
  ],
  "eip155:42161": [
    "https://arb1.arbitrum.io/rpc",
    "https://arbitrum-one-rpc.publicnode.com",
    "https://arbitrum.drpc.org",
  ],
};

/** Gateways that give blocks to anybody. */
const PUBLIC_GATEWAYS = ["https://trustless-gateway.link", "https://ipfs.io", "https://dweb.link"];

export function suggestedFor(chain: ChainId): Settings {
  return { nodes: (PUBLIC_NODES[chain] ?? []).join("\n"), gateways: PUBLIC_GATEWAYS.join("\n") };
}
