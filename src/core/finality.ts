import { fail } from "./errors/error.ts";
import type { BlockRef, Chain, FinalityRule } from "./ports.ts";

type Blocks = Pick<Chain, "node" | "block">;

/**
 * The latest block that counts as beyond reorganisation; undefined while a young chain has none.
 *
 * @throws CHAIN_UNREACHABLE
 */
export async function finalBlockIfAny(chain: Blocks, rule: FinalityRule): Promise<BlockRef | undefined> {
  return rule.kind === "tag" ? chain.block("finalized") : belowTip(chain, rule.blocks);
}

/** The same for those who can do nothing without one. @throws CHAIN_UNREACHABLE | CHAIN_ANSWER_INVALID */
export async function finalBlock(chain: Blocks, rule: FinalityRule): Promise<BlockRef> {
  const block = await finalBlockIfAny(chain, rule);
  if (block === undefined)
    fail("CHAIN_ANSWER_INVALID", { node: chain.node, problem: "it names no final block" });
  return block;
}

async function belowTip(chain: Blocks, depth: number): Promise<BlockRef | undefined> {
  const tip = await chain.block("latest");
  if (tip === undefined || depth === 0) return tip;
  return chain.block(Math.max(0, tip.number - depth));
}

/** The tip. @throws CHAIN_UNREACHABLE | CHAIN_ANSWER_INVALID */
export async function tipBlock(chain: Blocks): Promise<BlockRef> {
  const block = await chain.block("latest");
  if (block === undefined)
    fail("CHAIN_ANSWER_INVALID", { node: chain.node, problem: "it has no latest block" });
  return block;
}
