import { chainTitle, explorerLink, presetOf } from "../core/chains.ts";
import type { Bytes32 } from "../core/digest.ts";
import { fail } from "../core/errors/error.ts";
import { finalBlock } from "../core/finality.ts";
import type { BlockRef, Chain, FinalityRule } from "../core/ports.ts";
import type { ChainId } from "../core/publication.ts";
import type { BlockStanding } from "../verify/proof-evidence.ts";
import { nodeUrls, openChain, openNodes } from "./chain.ts";
import { finalityOf } from "./compose.ts";
import type { Place } from "./config.ts";

/** Blocks that are believed to be of the chain, and who says so: the reader, where no node is named. */
export interface BelievedBlock {
  readonly hashes: readonly Bytes32[];
  readonly standing: BlockStanding;
  readonly node?: string;
}

interface Asking {
  readonly chain: ChainId;
  readonly place: Place | undefined;
  readonly offline: boolean;
}

/**
 * Asks the archive's node, or that of COLOPHON_RPC_URL, which hash the block has that a proof is of, and whether it is
 * final.
 *
 * @throws PROOF_BLOCK_UNASKED when there is no node of that chain, or none is to be asked; PROOF_BLOCK_OTHER;
 *   CHAIN_MISMATCH | CHAIN_UNREACHABLE
 */
export async function askBlock(block: BlockRef, { chain, place, offline }: Asking): Promise<BelievedBlock> {
  if (offline) return unasked(block, chain);
  if (place?.config.chain.id === chain) {
    await using opened = await openChain(place);
    return await asked(block, opened.chain, finalityOf(place));
  }
  const named = process.env["COLOPHON_RPC_URL"];
  if (named === undefined) return unasked(block, chain);
  await using opened = openNodes(nodeUrls(named), { chainId: chain });
  const node = opened.chain;
  const got = await node.chainId();
  if (got !== chain) {
    const instead = "or unset it, and give --block-hash";
    fail("CHAIN_MISMATCH", { expected: chain, got, asker: "this proof is of", instead });
  }
  return await asked(block, node, presetOf(chain)?.finality ?? { kind: "tag" });
}

async function asked(block: BlockRef, chain: Chain, rule: FinalityRule): Promise<BelievedBlock> {
  const { number, hash } = block;
  const latest = await finalBlock(chain, rule);
  const found = await chain.block(number);
  if (found?.hash !== hash)
    fail("PROOF_BLOCK_OTHER", { number, node: chain.node, got: found?.hash ?? "none", expected: hash });
  const standing = latest.number >= number ? { final: true as const } : { final: false as const, latest };
  return { hashes: [hash], standing, node: chain.node };
}

function unasked({ number, hash }: BlockRef, chain: ChainId): never {
  const link = explorerLink(chain, { block: number });
  const where = link === undefined ? "in an explorer of that chain, or with cast block" : `at ${link}`;
  return fail("PROOF_BLOCK_UNASKED", { number, hash, chain: chainTitle(chain), where });
}
