import { getCreateAddress } from "ethers";
import { type Address, parseAddress } from "../../core/address.ts";

/** The address of what an account creates by itself with its next transaction, which is the same nowhere else. */
export function createAddress(from: Address, nonce: number): Address {
  return parseAddress(getCreateAddress({ from, nonce }));
}
