import type { ErrorCode } from "../core/errors/catalogue.ts";
import { ether, roundEther } from "../core/ether.ts";
import { type ColophonError, fail, isFailure } from "../core/errors/error.ts";
import type { Call, Chain, Fees, Signer } from "../core/ports.ts";

/** What a transaction is tried with before it is signed. */
export interface Trying {
  readonly chain: Chain;
  readonly signer: Signer;
}

/** What a signed call may take unless stated: about four times what the dearest takes without a contract wallet. */
export const MOST_GAS = 1_000_000n;

/** The registry's own refusals: running the call would fail, so that nothing is sent. */
const REFUSALS: readonly ErrorCode[] = [
  "PUBLICATION_UNKNOWN",
  "PUBLICATION_CLOSED",
  "NOT_OWNER",
  "NOT_PUBLISHER",
  "LABEL_INVALID",
  "LABEL_ANCHORED",
  "LABEL_UNKNOWN",
  "DIGEST_RECORDED",
  "DIGEST_UNKNOWN",
  "SUPERSEDES_MISMATCH",
  "BATCH_RECORDED",
  "BATCH_UNKNOWN",
  "BATCH_PATH_LENGTH",
  "BATCH_PATH_INVALID",
  "SIGNATURE_EXPIRED",
  "HEAD_STALE",
  "SIGNATURE_INVALID",
  "BATCH_EMPTY",
  "NOTICE_KIND_NONE",
  "VALUE_ZERO",
  "PROFILE_UNCHANGED",
  "NOT_PENDING_OWNER",
  "ALREADY_GRANTED",
  "NOT_GRANTED",
  "CALL_REVERTED",
];

/** Did the registry refuse, or was it only not reached? */
export function isRefusal(error: unknown): error is ColophonError {
  return isFailure(error, ...REFUSALS);
}

/**
 * How much gas to sign for: a quarter more than running the call takes now, but never more than `most`. The node
 * bounds the trying, and whoever sends is bound by what is signed, whatever a contract wallet does meanwhile.
 *
 * @throws the registry's own codes when it refuses; GAS_ABOVE_LIMIT
 */
export async function gasLimit(
  call: Call,
  { chain, signer }: Trying,
  most: bigint | undefined,
): Promise<bigint> {
  const estimate = await chain.estimateGas({ ...call, from: signer.address });
  const roomy = estimate + estimate / 4n;
  if (most === undefined) return roomy;
  if (estimate > most) fail("GAS_ABOVE_LIMIT", { got: String(estimate), expected: String(most) });
  return roomy < most ? roomy : most;
}

/** @throws FUNDS_INSUFFICIENT */
export async function assertAffordable(gas: bigint, fees: Fees, { chain, signer }: Trying): Promise<void> {
  const expected = gas * fees.maxFeePerGas;
  const got = await chain.balance(signer.address);
  if (got < expected)
    fail("FUNDS_INSUFFICIENT", {
      account: signer.address,
      got: ether(got),
      expected: roundEther(expected),
    });
}
