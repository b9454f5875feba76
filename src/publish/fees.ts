import { gwei } from "../core/ether.ts";
import { fail } from "../core/errors/error.ts";
import type { Chain, Fees } from "../core/ports.ts";

/** How high fees may go. What a node suggests is a suggestion: it can lie, and whatever is bid may be taken. */
export interface FeeLimits {
  /** In wei per gas: no bid is ever above it, whatever the node says. */
  readonly maxFeePerGas: bigint;
  /** A bid is not raised above this multiple of what the node suggests at that moment. */
  readonly mostTimes: bigint;
}

/**
 * The first bid: what the node suggests, with less room for a rise where the limit cuts it off.
 *
 * @throws FEES_ABOVE_LIMIT when the next block alone would take more than the limit
 */
export async function firstFees(chain: Chain, { maxFeePerGas: limit }: FeeLimits): Promise<Fees> {
  const fees = await chain.fees();
  const least = leastOf(fees);
  if (least > limit) fail("FEES_ABOVE_LIMIT", { node: chain.node, got: gwei(least), expected: gwei(limit) });
  return { ...fees, maxFeePerGas: smaller(fees.maxFeePerGas, limit) };
}

/** The next bid under the same nonce; undefined when it would be above the limits. */
export async function raisedFees(newest: Fees, chain: Chain, limits: FeeLimits): Promise<Fees | undefined> {
  const limit = limits.maxFeePerGas;
  const now = await chain.fees();
  // Beyond the limit there is nothing to follow: it may be a lie, and if it is true no bid of ours is enough.
  const followed = leastOf(now) > limit ? newest : now;
  const maxFeePerGas = larger(bumped(newest.maxFeePerGas), smaller(followed.maxFeePerGas, limit));
  const maxPriorityFeePerGas = larger(bumped(newest.maxPriorityFeePerGas), followed.maxPriorityFeePerGas);
  const most = smaller(limit, now.maxFeePerGas * limits.mostTimes);
  return maxFeePerGas > most || maxPriorityFeePerGas > maxFeePerGas
    ? undefined
    : { maxFeePerGas, maxPriorityFeePerGas };
}

/** What the next block takes: the port's suggestion is the tip and twice the base fee. */
function leastOf({ maxFeePerGas, maxPriorityFeePerGas }: Fees): bigint {
  return (maxFeePerGas + maxPriorityFeePerGas) / 2n;
}

/** Nodes refuse a replacement that does not raise both fees by a tenth; an eighth is the custom. */
function bumped(fee: bigint): bigint {
  return fee + fee / 8n + 1n;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
