import { CID } from "multiformats/cid";
import { failure } from "../../core/errors/error.ts";
import type { CID as Cid } from "../../core/cid.ts";
import { type Endpoint, unreachable } from "./endpoint.ts";
import { post } from "./post.ts";
import { checkedBlocks } from "./repo-verify.ts";

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
 * through its pins, its own check of all blocks can remove the damaged ones: all of them, so that it is asked for that
 * only when it finds none but those that are to go.
 *
 * @throws STORE_UNREACHABLE | STORE_REFUSED when it still gives one of them, or when other blocks would go with them
 */
export async function dropBlocks(blocks: readonly Cid[], dropping: Dropping): Promise<void> {
  for (const cid of blocks) await removeOne(cid, dropping);
  const left = await stillThere(blocks, dropping);
  if (left.length === 0) return;
  await removeDamaged(left, dropping);
  const kept = await stillThere(left, dropping);
  if (kept.length > 0)
    refuse(dropping, `it does not let go of ${kept.length} damaged blocks, such as ${String(kept[0])}`);
}

async function removeOne(cid: Cid, { endpoint, patience }: Dropping): Promise<void> {
  const nameless = CID.createV1(CODEC_OF_NOBODY, cid.multihash);
  const path = `api/v0/block/rm?arg=${nameless.toString()}&force=true&offline=true`;
  // What the node says is not believed either way: whether it still gives the block is asked afterwards.
  const { status } = await post(endpoint, { path, limit: 1024 * 1024, patience });
  if (status !== 200 && status !== 500) throw unreachable(endpoint.store, `HTTP ${status}`);
}

/** No block may go whose replacement is not at hand: a node that is shared has blocks of others, damaged or not. */
async function removeDamaged(blocks: readonly Cid[], dropping: Dropping): Promise<void> {
  const named = new Set(blocks.map(hashOf));
  const assertNamed = (cid: Cid) => {
    if (named.has(hashOf(cid))) return;
    const others = `it has other damaged blocks too, such as ${cid.toString()}, and can only remove all at once`;
    refuse(dropping, `${others}: if they may go, run \`ipfs repo verify --drop\` there`);
  };
  const found = await checkedBlocks(dropping, { drop: false }, assertNamed);
  if (found > 0) await checkedBlocks(dropping, { drop: true }, () => undefined);
}

function hashOf(cid: Cid): string {
  return Buffer.from(cid.multihash.bytes).toString("hex");
}

async function stillThere(blocks: readonly Cid[], { has }: Dropping): Promise<Cid[]> {
  const left: Cid[] = [];
  for (const cid of blocks) if (await has(cid)) left.push(cid);
  return left;
}

function refuse({ endpoint }: Dropping, problem: string): never {
  throw failure("STORE_REFUSED", { store: endpoint.store, problem });
}
