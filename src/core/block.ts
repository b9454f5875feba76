import { type CID, cidDigest } from "./cid.ts";
import { digestFromBytes } from "./digest.ts";
import { fail } from "./errors/error.ts";
import type { Sha256 } from "./sha256.ts";
import type { Tagged } from "./tagged.ts";

/** Bytes that were hashed and found to be what their CID names. Only `verifyBlock` makes one from outside bytes. */
export type Block = Tagged<{ readonly cid: CID; readonly bytes: Uint8Array }, "Block">;

/** The network's limit for one block (bitswap and gateways refuse larger ones): 2 MiB. */
export const MAX_BLOCK_BYTES = 2 * 1024 * 1024;

/** Hashes before anything is parsed. @throws BLOCK_MISMATCH | CID_INVALID */
export function verifyBlock(cid: CID, bytes: Uint8Array, sha256: Sha256): Block {
  const got = digestFromBytes(sha256(bytes));
  if (got !== cidDigest(cid)) fail("BLOCK_MISMATCH", { cid: String(cid), got });
  return uncheckedBlock(cid, bytes);
}

/** For bytes that the caller has just encoded and hashed itself. */
export function uncheckedBlock(cid: CID, bytes: Uint8Array): Block {
  return { cid, bytes } as Block;
}
