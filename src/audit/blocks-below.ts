import { type CID, documentCid, RAW } from "../core/cid.ts";
import { walk } from "../core/dag/walk.ts";
import type { Sha256 } from "../core/sha256.ts";
import type { Holding } from "./holding.ts";
import { intactFrom, type Source } from "./source.ts";

/** The blocks of a holding, by name: its leaves were not read. */
export interface BlocksBelow {
  /** Root first, depth first, each once. */
  readonly cids: readonly CID[];
  /** Those whose links nobody could read: what is below them is not known. */
  readonly unread: readonly CID[];
}

/** Reads what has links, from any store that gives it intact; a leaf's name stands in the block above it. */
export async function blocksBelow(
  { digest, alone = false }: Holding,
  sources: readonly Source[],
  sha256: Sha256,
): Promise<BlocksBelow> {
  const root = documentCid(digest);
  if (alone) return { cids: [root], unread: [] };
  const cids: CID[] = [];
  const unread: CID[] = [];
  const read = async (cid: CID) => {
    if (cid.code === RAW) return undefined;
    const block = await intactFrom(sources, cid, sha256);
    if (block === undefined) unread.push(cid);
    return block;
  };
  const onMalformed = (cid: CID) => void unread.push(cid);
  for await (const { cid } of walk(root, read, onMalformed)) cids.push(cid);
  return { cids, unread };
}
