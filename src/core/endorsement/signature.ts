import { isOfKey, type SignatureHashing } from "../signed-statement/signature.ts";
import type { Endorsement } from "./endorsement.ts";
import { endorsementDigest } from "./typed-data.ts";

export type { SignatureHashing } from "../signed-statement/signature.ts";

/**
 * Does the endorser's own key show that the statement is theirs? If it does not, the endorser may still be a contract
 * that takes the signature (ERC-1271), which only a chain can say. Pure.
 */
export function isSignedByKey(endorsement: Endorsement, { keccak, recover }: SignatureHashing): boolean {
  const { signature, endorser: account } = endorsement;
  return isOfKey({ account, signature, digest: endorsementDigest(endorsement, keccak) }, recover);
}
