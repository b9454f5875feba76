import { CID } from "multiformats/cid";
import { failure } from "../../core/errors/error.ts";
import type { CID as Cid } from "../../core/cid.ts";
import { type Endpoint, unreachable } from "./endpoint.ts";
import { post } from "./post.ts";

const CODEC_OF_NOBODY = 0x0300;

export interface Dropping {
  readonly endpoint: Endpoint;
  /** In milliseconds. */
  readonly patience: number;
  /** Whether the node still gives anything for a CID. */
  readonly has: (cid: Cid) => Promise<boolean>;
}

/**
 * Removes blocks from a node's disk and leaves its pins alone, so that nothing else of it can be collected meanwhile
 * and a crash here loses nothing. A node refuses to remove what is pinned, by the CID it is asked for; but it keeps
 * blocks by their hash, so that the same block under another codec is nobody's. Where the damage keeps it from looking
 * through its pins, its own check of all blocks removes the damaged ones.
 *
 * @throws STORE_UNREACHABLE | STORE_REFUSED when it still gives one of them
 */
export async function dropBlocks(blocks: readonly Cid[], dropping: Dropping): Promise<void> {
  for (const cid of blocks) await removeOne(cid, dropping);
  const left = await stillThere(blocks, dropping);
  if (left.length === 0) return;
  await ask(dropping, "api/v0/repo/verify?drop=true");
  const kept = await stillThere(left, dropping);
  if (kept.length > 0)
    throw failure("STORE_REFUSED", {
      store: dropping.endpoint.store,
      problem: `it does not let go of ${kept.length} damaged blocks, such as ${String(kept[0])}`,
    });
}

async function removeOne(cid: Cid, dropping: Dropping): Promise<void> {
  const nameless = CID.createV1(CODEC_OF_NOBODY, cid.multihash);
  await ask(dropping, `api/v0/block/rm?arg=${nameless.toString()}&force=true&offline=true`);
}

/** What the node says is not believed either way: whether it still gives the block is asked afterwards. */
async function ask({ endpoint, patience }: Dropping, path: string): Promise<void> {
  // The check of all blocks says something of every one of them.
  const { status } = await post(endpoint, { path, limit: "ignored", patience });
  if (status !== 200 && status !== 500) throw unreachable(endpoint.store, `HTTP ${status}`);
}

async function stillThere(blocks: readonly Cid[], { has }: Dropping): Promise<Cid[]> {
  const left: Cid[] = [];
  for (const cid of blocks) if (await has(cid)) left.push(cid);
  return left;
}
