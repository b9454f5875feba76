import type { Block } from "../block.ts";
import { type CID, RAW } from "../cid.ts";
import { fail } from "../errors/error.ts";
import { linksOf } from "./walk.ts";

const MAX_DEPTH = 8;

/**
 * The bytes of a UnixFS file of our profile, leaf by leaf. Its bytes are all in raw leaves, so that they are the leaves
 * in order; a leaf that repeats is given again.
 *
 * @throws BLOCK_MISSING | BLOCK_MALFORMED
 */
export async function* fileLeaves(
  cid: CID,
  read: (cid: CID) => Promise<Block | undefined>,
  depth = 0,
): AsyncGenerator<Uint8Array> {
  if (depth > MAX_DEPTH) fail("BLOCK_MALFORMED", { cid: String(cid), problem: "it is nested too deeply" });
  const block = await read(cid);
  if (block === undefined) fail("BLOCK_MISSING", { cid: String(cid) });
  if (cid.code === RAW) yield block.bytes;
  else for (const link of linksOf(block)) yield* fileLeaves(link, read, depth + 1);
}
