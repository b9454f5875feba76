import { type Block, uncheckedBlock } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { isInline } from "./request.ts";

export interface BlockSource {
  /** Hashed already, as the type says; undefined when there is none. */
  readonly block: (cid: CID) => Promise<Block | undefined>;
  /** For the tags of answers. */
  readonly sha256: Sha256;
}

/**
 * What one answer may cost. No more than that goes out, since no block goes out twice; more than that is had block by
 * block. An issue of a thousand files has some thousand blocks.
 */
const MAX_BLOCKS = 65_536;
const MAX_BYTES = 16 * 1024 ** 3;

/** The blocks of one request. @throws BLOCK_MISSING | REQUEST_INVALID and those of the source */
export function readerOf({ block }: BlockSource): (cid: CID) => Promise<Block> {
  let blocks = 0;
  let bytes = 0;
  return async (cid) => {
    // Those within a link count too: a few thousand links in one node cost as much as a few thousand blocks.
    if (++blocks > MAX_BLOCKS)
      fail("REQUEST_INVALID", { problem: `it takes more than ${MAX_BLOCKS} blocks` });
    if (isInline(cid)) return uncheckedBlock(cid, cid.multihash.digest);
    // Links in foreign nodes may be of version 0; the block is the same.
    const current = cid.version === 0 ? cid.toV1() : cid;
    const found = await block(current);
    if (found === undefined) fail("BLOCK_MISSING", { cid: cid.toString() });
    bytes += found.bytes.length;
    if (bytes > MAX_BYTES) fail("REQUEST_INVALID", { problem: `it takes more than ${MAX_BYTES} bytes` });
    return found;
  };
}
