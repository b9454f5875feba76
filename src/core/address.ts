import { fail } from "./errors/error.ts";
import type { Tagged } from "./tagged.ts";

/** An account or contract on an EVM chain: `0x` and 40 lower-case hexadecimal digits (no EIP-55 capitals). */
export type Address = Tagged<`0x${string}`, "Address">;

const ADDRESS = /^0x[0-9a-f]{40}$/;

export const ZERO_ADDRESS = `0x${"0".repeat(40)}` as Address;

/** Takes an address in any case and lowers it. @throws ADDRESS_INVALID */
export function parseAddress(text: string): Address {
  const lowered = text.toLowerCase();
  if (!ADDRESS.test(lowered)) fail("ADDRESS_INVALID", { got: text });
  return lowered as Address;
}
