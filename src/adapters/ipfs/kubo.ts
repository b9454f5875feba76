import { MAX_BLOCK_BYTES } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import type { Claim, Store } from "../../core/ports.ts";
import { importCar } from "./dag-import.ts";
import { dropBlocks } from "./drop.ts";
import { type Endpoint, endpointOf, unreachable, withoutSecret } from "./endpoint.ts";
import { isPage } from "./page.ts";
import { post } from "./post.ts";
import { createRpc, type Rpc } from "./rpc.ts";

export interface KuboStoreOptions {
  /** Of the RPC, such as `http://127.0.0.1:5001`. Never let strangers reach it. */
  readonly url: string;
  readonly id: string;
  readonly operator: string;
  /** For a node whose RPC asks for one (`API.Authorizations`): a bearer token, or `Basic ...`. */
  readonly token?: string;
  /** How long the node may be silent, in milliseconds. */
  readonly patience?: number;
}

/** A Kubo node (0.40 or later), over its RPC. */
export interface KuboStore extends Store, Rpc {
  claim(root: CID): Promise<Claim>;
  drop(blocks: readonly CID[]): Promise<void>;
  places(): Promise<readonly string[]>;
}

const PATIENCE_MS = 120_000;
const LIMIT = MAX_BLOCK_BYTES + 1024;
const ABSENT = /not found locally|could not find/;

/**
 * Blocks are read with `offline`, so that the node cannot fetch from others what it lost itself. They are not hashed
 * here, nor by the node: a damaged one comes back damaged.
 *
 * @throws STORE_UNREACHABLE when the url is not one
 */
export function createKuboStore(options: KuboStoreOptions): KuboStore {
  const { id, operator, patience = PATIENCE_MS } = options;
  const endpoint = endpointOf(id, options.url, options.token);
  const rpc = createRpc(endpoint, patience);
  const block = (cid: CID) => readBlock(endpoint, cid, patience);
  const has = async (cid: CID) => (await block(cid)) !== undefined;
  return {
    id,
    operator,
    put: (car) => importCar(endpoint, car, patience),
    block,
    places: async () => [await rpc.peer()],
    claim: async (root) => ((await rpc.pinned(root)) ? "pinned" : "absent"),
    drop: (blocks) => dropBlocks(blocks, { endpoint, patience, has }),
    ...rpc,
  };
}

async function readBlock(endpoint: Endpoint, cid: CID, patience: number): Promise<Uint8Array | undefined> {
  const path = `api/v0/block/get?arg=${cid.toString()}&offline=true`;
  const { status, type, body, streamError } = await post(endpoint, { path, limit: LIMIT, patience });
  if (streamError !== undefined) throw unreachable(endpoint.store, withoutSecret(endpoint, streamError));
  if (isPage(type)) throw unreachable(endpoint.store, "it answers with a page and not with a block");
  if (status === 200) return body;
  const said = withoutSecret(endpoint, body.toString()).slice(0, 300);
  if (status === 500 && ABSENT.test(said)) return undefined;
  throw unreachable(endpoint.store, `HTTP ${status} ${said}`);
}
