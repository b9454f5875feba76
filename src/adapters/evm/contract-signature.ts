import { isFailure } from "../../core/errors/error.ts";
import type { BlockRef, Chain } from "../../core/ports.ts";
import type { ClaimedSignature } from "../../core/signed-statement/signature.ts";

/** `isValidSignature(bytes32,bytes)`, and what it answers for a signature that it takes (ERC-1271). */
const MAGIC = "1626ba7e";
const WORD = 64;

/**
 * Does a contract take a signature as its own, as of a block? `no` for an account without code, and for a contract that
 * answers anything else or reverts.
 *
 * @throws CHAIN_UNREACHABLE | CHAIN_ANSWER_INVALID | NODES_DISAGREE
 */
export async function contractTakes(
  { account, digest, signature }: ClaimedSignature,
  chain: Pick<Chain, "call">,
  at: BlockRef,
): Promise<boolean> {
  const bytes = signature.slice(2);
  const length = (bytes.length / 2).toString(16).padStart(WORD, "0");
  const padded = bytes.padEnd(Math.ceil(bytes.length / WORD) * WORD, "0");
  const offset = WORD.toString(16).padStart(WORD, "0");
  const data = `0x${MAGIC}${digest.slice(2)}${offset}${length}${padded}` as const;
  try {
    return (await chain.call({ to: account, data }, at)) === `0x${MAGIC.padEnd(WORD, "0")}`;
  } catch (error) {
    if (!isFailure(error, "CALL_REVERTED")) throw error;
    return false;
  }
}
