import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { recoverAddress, Signature, Transaction } from "ethers";
import type { Address } from "../../core/address.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { Signed, Unsigned } from "../../core/ports.ts";
import { chainNumber } from "../../core/publication.ts";
import type { Signature as CallSignature } from "../../core/signed-call/call.ts";

/** Who was asked to sign, as which account. */
export interface Asked {
  /** How messages name the signer. */
  readonly signer: string;
  readonly account: Address;
}

/** Envelope, numbers and signature of a transaction beside its data. */
const MOST_OVERHEAD = 2_000;
/** Half the order of secp256k1 (EIP-2): the registry takes no `s` above it. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
const ORDER = 2n * HALF_ORDER + 1n;

/**
 * What a signer that is not ours gave back, believed in nothing: it must be the very transaction that was asked for,
 * in its one encoding, signed by the account. Otherwise a signer in the wrong hands could have the ether, or the
 * account, spent on something else by our own hand.
 *
 * @throws SIGNER_ANSWER_INVALID when it is no signed transaction; SIGNED_OTHERWISE naming the first field that differs
 */
export function readSigned(raw: unknown, unsigned: Unsigned, { signer, account }: Asked): Signed {
  const read = parsed(raw, unsigned.data.length + MOST_OVERHEAD);
  if (read === undefined)
    return fail("SIGNER_ANSWER_INVALID", { signer, problem: "it is no signed transaction" });
  const differing = differences(read, unsigned, account).find(([, same]) => !same);
  if (differing !== undefined) fail("SIGNED_OTHERWISE", { signer, field: `the ${differing[0]}` });
  const exact = read.serialized as `0x${string}`;
  return { raw: exact, hash: `0x${bytesToHex(keccak_256(hexToBytes(exact.slice(2))))}` };
}

function parsed(raw: unknown, mostDigits: number): Transaction | undefined {
  if (typeof raw !== "string" || !/^0x[0-9a-f]+$/i.test(raw) || raw.length > mostDigits) return undefined;
  try {
    const transaction = Transaction.from(raw);
    // One transaction has one encoding; any other one has another hash, which would never turn up.
    const isExact = transaction.isSigned() && transaction.serialized === raw.toLowerCase();
    return isExact ? transaction : undefined;
  } catch {
    // The library's own error quotes what it was given.
    return undefined;
  }
}

function differences(read: Transaction, asked: Unsigned, account: Address): (readonly [string, boolean])[] {
  const { fees } = asked;
  return [
    ["type", read.type === 2],
    ["chain", read.chainId === BigInt(chainNumber(asked.chain))],
    ["nonce", read.nonce === asked.nonce],
    ["recipient", (read.to?.toLowerCase() ?? undefined) === asked.to],
    ["data", read.data.toLowerCase() === asked.data.toLowerCase()],
    ["value", read.value === 0n],
    ["gas", read.gasLimit === asked.gas],
    ["fee", read.maxFeePerGas === fees.maxFeePerGas],
    ["priority fee", read.maxPriorityFeePerGas === fees.maxPriorityFeePerGas],
    ["access list", (read.accessList ?? []).length === 0],
    ["account", read.from?.toLowerCase() === account],
  ];
}

/**
 * A signature over a call's digest as the registry takes it: r, s and v, low s, v of 27 or 28. Devices that give
 * the other half of the curve, or v of 0 or 1, mean the same signature.
 *
 * @throws SIGNER_ANSWER_INVALID when it is no signature; SIGNED_OTHERWISE when it is not the account's over this call
 */
export function readSignature(answer: unknown, digest: Bytes32, { signer, account }: Asked): CallSignature {
  if (typeof answer !== "string" || !/^0x[0-9a-f]{130}$/i.test(answer))
    return fail("SIGNER_ANSWER_INVALID", { signer, problem: "it is no signature of 65 bytes" });
  const signature = lowS(answer);
  if (recovered(digest, signature) !== account)
    fail("SIGNED_OTHERWISE", { signer, field: "the call, or the account," });
  return signature;
}

function lowS(answer: string): CallSignature {
  const s = BigInt(`0x${answer.slice(66, 130)}`);
  const v = Number.parseInt(answer.slice(130), 16) % 27;
  const isLow = s <= HALF_ORDER;
  const low = (isLow ? s : ORDER - s).toString(16).padStart(64, "0");
  const parity = isLow ? v : 1 - v;
  return `0x${answer.slice(2, 66).toLowerCase()}${low}${(27 + parity).toString(16)}` as CallSignature;
}

function recovered(digest: Bytes32, signature: string): string | undefined {
  try {
    return recoverAddress(digest, Signature.from(signature)).toLowerCase();
  } catch {
    return undefined;
  }
}
