import { recoverAddress, Signature } from "ethers";
import { parseAddress } from "../../core/address.ts";
import type { Recover } from "../../core/signed-statement/signature.ts";

/** Which account's key signed a digest (`ecrecover`). Never throws: what is no signature is nobody's. */
export const recover: Recover = (digest, signature) => {
  try {
    return parseAddress(recoverAddress(digest, Signature.from(signature)));
  } catch {
    return undefined;
  }
};
