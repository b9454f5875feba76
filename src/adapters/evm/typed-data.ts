import { TypedDataEncoder } from "ethers";
import type { Bytes32 } from "../../core/digest.ts";
import type { UnsignedCall } from "../../core/signed-call/call.ts";
import { typedDataOf } from "../../core/signed-call/typed-data.ts";

/** The EIP-712 digest of a call: what its publisher signs, and what the registry recovers the signer from. */
export function signedDigest(call: UnsignedCall): Bytes32 {
  const { domain, types, primaryType, message } = typedDataOf(call);
  // The library derives the domain's own struct from the domain and takes no other.
  const struct = { [primaryType]: [...(types[primaryType] ?? [])] };
  return TypedDataEncoder.hash(domain, struct, message) as Bytes32;
}
