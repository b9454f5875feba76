import { type Block, uncheckedBlock, verifyBlock } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { isInline } from "./request.ts";

export interface BlockSource {
  /** Undefined when there is none. It is hashed again here, whoever gives it. */
  readonly block: (cid: CID) => Promise<Uint8Array | undefined>;
  readonly sha256: Sha256;
}

/** What one request may cost: a few blocks can link to each other so often that they claim to be a gigabyte. */
const MAX_READS = 65_536;

/** The blocks of one request, each hashed. @throws BLOCK_MISSING | BLOCK_MISMATCH | REQUEST_INVALID */
export function readerOf({ block, sha256 }: BlockSource): (cid: CID) => Promise<Block> {
  let reads = 0;
  return async (cid) => {
    if (isInline(cid)) return uncheckedBlock(cid, cid.multihash.digest);
    if (++reads > MAX_READS) fail("REQUEST_INVALID", { problem: `it takes more than ${MAX_READS} blocks` });
    // Links in foreign nodes may be of version 0; the block is the same.
    const current = cid.version === 0 ? cid.toV1() : cid;
    const bytes = await block(current);
    if (bytes === undefined) fail("BLOCK_MISSING", { cid: cid.toString() });
    return verifyBlock(current, bytes, sha256);
  };
}
