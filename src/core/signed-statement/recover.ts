import { hexToBytes } from "@noble/hashes/utils.js";
import { addr } from "micro-eth-signer";
import { initSig, parseSignature, recoverPublicKey } from "micro-eth-signer/utils.js";
import { parseAddress } from "../address.ts";
import type { Recover } from "./signature.ts";

/**
 * Which account's key signed a digest (`ecrecover`), with secp256k1 in JavaScript: runs in a page, too. Never throws: what
 * is no signature is nobody's.
 */
export const recover: Recover = (digest, signature) => {
  try {
    const { r, s, yParity } = parseSignature(signature);
    const key = recoverPublicKey(initSig({ r, s }, yParity), hexToBytes(digest.slice(2)));
    return parseAddress(addr.fromPublicKey(key));
  } catch {
    return undefined;
  }
};
