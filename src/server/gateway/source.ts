import type { Block } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { isFailure } from "../../core/errors/error.ts";
import type { Serving } from "../serving.ts";

/**
 * The blocks that the gateway gives: all that the store on this machine holds, and the archive's own from wherever they
 * are kept. No other store is asked for a CID that a stranger made up: a node that is shared with others holds what is
 * not ours to show, and a gateway would look for it everywhere.
 */
export function archiveBlocks({
  archive,
  anchored,
  ownBlock,
}: Serving): (cid: CID) => Promise<Block | undefined> {
  return async (cid) => {
    const own = ownBlock === undefined ? undefined : await intact(ownBlock, cid);
    if (own !== undefined) return own;
    if (!(await anchored.has(cid))) return undefined;
    const block = await archive.block(cid);
    if (block !== undefined) anchored.learn(block);
    return block;
  };
}

/** A block that is damaged or out of reach here may be whole elsewhere. */
async function intact(read: NonNullable<Serving["ownBlock"]>, cid: CID): Promise<Block | undefined> {
  try {
    return await read(cid);
  } catch (error) {
    if (!isFailure(error, "BLOCK_MISMATCH", "STORE_UNREACHABLE", "STORE_FULL")) throw error;
    return undefined;
  }
}
