import type { Address } from "../address.ts";
import type { Keccak256 } from "../batch/keccak256.ts";
import type { Bytes32 } from "../digest.ts";
import type { Signature } from "../signed-call/call.ts";

/** The account whose key signed a digest: of 65 bytes (r, s, v of 27 or 28); undefined when there is none. */
export type Recover = (digest: Bytes32, signature: Signature) => Address | undefined;

export interface SignatureHashing {
  readonly keccak: Keccak256;
  readonly recover: Recover;
}

/** A signature, and the account in whose name it is. */
export interface ClaimedSignature {
  readonly account: Address;
  readonly digest: Bytes32;
  readonly signature: Signature;
}

/** Half the order of secp256k1 (EIP-2): one statement has one signature of one key, and not its mirror image, too. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
const ACCOUNT_SIGNATURE = /^0x[0-9a-f]{128}(1b|1c)$/;

/**
 * Is it of the account's own key? If not, the account may still be a contract that takes the signature (ERC-1271), which
 * only a chain can say. Pure.
 */
export function isOfKey({ account, digest, signature }: ClaimedSignature, recover: Recover): boolean {
  if (!ACCOUNT_SIGNATURE.test(signature)) return false;
  if (BigInt(`0x${signature.slice(66, 130)}`) > HALF_ORDER) return false;
  return recover(digest, signature) === account;
}
