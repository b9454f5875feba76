import type { Block } from "../block.ts";
import { type CID, RAW } from "../cid.ts";
import { fail } from "../errors/error.ts";
import { LEAF_BYTES } from "./chunks.ts";
import { linksOf } from "./walk.ts";

const MAX_DEPTH = 8;

type Read = (cid: CID) => Promise<Block | undefined>;

/**
 * The bytes of a UnixFS file of our profile, leaf by leaf. Its bytes are all in raw leaves, so that they are the leaves
 * in order; a leaf that repeats is given again. Every leaf but the last holds exactly 1 MiB and no node is empty, so
 * that a few hostile blocks cannot keep a reader busy for ever without giving it any bytes: who asks stops by the size.
 *
 * @throws BLOCK_MISSING | BLOCK_MALFORMED
 */
export async function* fileLeaves(cid: CID, read: Read): AsyncGenerator<Uint8Array> {
  let before = LEAF_BYTES;
  for await (const leaf of leavesBelow(cid, read, 0)) {
    if (before !== LEAF_BYTES || leaf.length > LEAF_BYTES || (leaf.length === 0 && cid.code !== RAW))
      malformed(cid, `a leaf of ${leaf.length} bytes follows one of ${before}`);
    yield leaf;
    before = leaf.length;
  }
}

async function* leavesBelow(cid: CID, read: Read, depth: number): AsyncGenerator<Uint8Array> {
  if (depth > MAX_DEPTH) malformed(cid, "it is nested too deeply");
  const block = await read(cid);
  if (block === undefined) fail("BLOCK_MISSING", { cid: String(cid) });
  if (cid.code === RAW) {
    yield block.bytes;
    return;
  }
  const links = linksOf(block);
  if (links.length === 0) malformed(cid, "it is a node without links");
  for (const link of links) yield* leavesBelow(link, read, depth + 1);
}

function malformed(cid: CID, problem: string): never {
  return fail("BLOCK_MALFORMED", { cid: String(cid), problem });
}
