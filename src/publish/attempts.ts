import type { Address } from "../core/address.ts";
import type { Attempt, Chain, Receipt } from "../core/ports.ts";

/*
 * What a chain tells of one job's signed transactions. Each question may be answered by another node, one behind the
 * other: a spent nonce without a receipt is a question of time, not an answer.
 */

/** An attempt that stands in a block of the canonical chain. */
export interface Landed {
  readonly attempt: Attempt;
  readonly receipt: Receipt;
}

/** Those of the attempts that were mined, the newest first. */
export async function landedOf(attempts: readonly Attempt[], chain: Chain): Promise<readonly Landed[]> {
  const landed: Landed[] = [];
  for (const attempt of attempts.toReversed()) {
    const receipt = await chain.receipt(attempt.hash);
    if (receipt !== undefined && (await isCanonical(receipt, chain))) landed.push({ attempt, receipt });
  }
  return landed;
}

/** A node may still hold the receipt of a block that a reorganisation has thrown out. */
export async function isCanonical(receipt: Receipt, chain: Chain): Promise<boolean> {
  return (await chain.block(receipt.block.number))?.hash === receipt.block.hash;
}

/** A success of any attempt; a failure only at the latest nonce, since an earlier one was followed by a new attempt. */
export function outcomeOf(
  attempts: readonly Attempt[],
  landed: readonly Landed[],
): { readonly receipt: Receipt } | undefined {
  const newest = attempts.at(-1);
  return (
    landed.find(({ receipt }) => receipt.succeeded) ??
    landed.find(({ attempt }) => newest !== undefined && sameNonce(attempt, newest))
  );
}

/** Those whose nonce is free as of a block: each may still be mined. */
export async function minableOf(
  attempts: readonly Attempt[],
  at: "latest" | number,
  chain: Chain,
): Promise<readonly Attempt[]> {
  const counts = new Map<Address, number>();
  for (const { from } of attempts)
    if (!counts.has(from)) counts.set(from, await chain.transactionCount(from, at));
  return attempts.filter(({ from, nonce }) => nonce >= (counts.get(from) ?? 0));
}

/** Did the nonce of every attempt go to one of them that was mined and failed? Then there is no receipt to wait for. */
export function allLanded(attempts: readonly Attempt[], landed: readonly Landed[]): boolean {
  return attempts.every((attempt) => landed.some((one) => sameNonce(one.attempt, attempt)));
}

function sameNonce(a: Attempt, b: Attempt): boolean {
  return a.from === b.from && a.nonce === b.nonce;
}
