import type { CID } from "../../core/cid.ts";
import { reasonOf } from "../../core/errors/error.ts";
import { type Endpoint, unreachable } from "./endpoint.ts";
import type { Feed } from "./feed.ts";

/**
 * The calls that the client library makes well. The name `ipfs-http-client` is an alias of `kubo-rpc-client`, its
 * successor: the original cannot parse the addresses of today's nodes. Uploads and block reads are not here: the
 * library holds an upload in memory, and it does not see an answer break off.
 */
export interface Rpc extends Required<Feed> {
  /** `0.43.0` */
  version(): Promise<string>;
  /** The node's peer ID. */
  peer(): Promise<string>;
  /** True when the root is pinned recursively: the node's own claim, no evidence that it can give the blocks. */
  pinned(root: CID): Promise<boolean>;
}

/** All of them throw STORE_UNREACHABLE. */
export function createRpc(endpoint: Endpoint, patience: number): Rpc {
  const { store, url, authorization } = endpoint;
  // Loaded when first needed: the library is large, and most commands ask nothing of a node.
  const client = async () => {
    const { create } = await import("ipfs-http-client");
    const headers = authorization === undefined ? {} : { authorization };
    return create({ url: new URL("api/v0", url), headers });
  };
  // For all of an answer, also one that never ends. The library's own `timeout` is not heeded.
  const soon = () => ({ signal: AbortSignal.timeout(patience) });
  const asking = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      throw unreachable(store, error);
    }
  };
  return {
    version: () => asking(async () => (await (await client()).version(soon())).version),
    peer: () => asking(async () => (await (await client()).id(soon())).id.toString()),
    addresses: () => asking(async () => (await (await client()).id(soon())).addresses.map(String)),
    connect: (addresses) =>
      asking(async () => {
        const { multiaddr } = await import("ipfs-http-client");
        const { swarm } = await client();
        await Promise.allSettled(addresses.map(async (one) => await swarm.connect(multiaddr(one), soon())));
      }),
    pinned: (root) =>
      asking(async () => {
        try {
          for await (const pin of (await client()).pin.ls({ paths: root, type: "recursive", ...soon() }))
            if (pin.cid.toString() === root.toString()) return true;
          return false;
        } catch (error) {
          if (reasonOf(error).includes("is not pinned")) return false;
          throw error;
        }
      }),
  };
}
