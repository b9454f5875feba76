import { MAX_BLOCK_BYTES } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import type { Store } from "../../core/ports.ts";
import { atMost } from "./ask.ts";
import { type Endpoint, endpointOf, unreachable } from "./endpoint.ts";
import { isPage } from "./page.ts";

export interface GatewayStoreOptions {
  /** The gateway's address without `/ipfs`, such as `https://archive.example`. */
  readonly url: string;
  readonly id: string;
  readonly operator: string;
  /** How long one block may take, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE_MS = 30_000;
// 412: a gateway that was asked to look at home only, and has nothing there.
const ABSENT = new Set([404, 410, 412]);

/**
 * A store that can only be read: any trustless gateway (https://specs.ipfs.tech/http-gateways/trustless-gateway/).
 * It is asked for what it has itself; one that ignores the wish may still fetch from others.
 *
 * @throws STORE_UNREACHABLE when the url is not one
 */
export function createGatewayStore(options: GatewayStoreOptions): Store {
  const { id, operator, patience = PATIENCE_MS } = options;
  const endpoint = endpointOf(id, options.url);
  return {
    id,
    operator,
    // Asynchronous by the port.
    put: async () => fail("STORE_REFUSED", { store: id, problem: "a gateway can only be read" }),
    async block(cid) {
      try {
        return await fetchBlock(endpoint, cid, patience);
      } catch (error) {
        throw unreachable(id, error);
      }
    },
  };
}

async function fetchBlock(
  { url, authorization }: Endpoint,
  cid: CID,
  patience: number,
): Promise<Uint8Array | undefined> {
  const response = await fetch(new URL(`ipfs/${cid.toString()}?format=raw`, url), {
    // A redirect could lead into the network that this machine is in.
    redirect: "error",
    headers: {
      Accept: "application/vnd.ipld.raw",
      "Cache-Control": "only-if-cached",
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    },
    signal: AbortSignal.timeout(patience),
  });
  // The page of a hotel's network, or of a login, is no answer of the gateway's: wrong bytes would be laid to it.
  if (response.status === 200 && isPage(response.headers.get("Content-Type"))) {
    await response.body?.cancel();
    throw new RangeError("it answers with a page and not with a block");
  }
  if (response.status === 200 && response.body !== null) return await atMost(response.body, MAX_BLOCK_BYTES);
  await response.body?.cancel();
  if (ABSENT.has(response.status)) return undefined;
  throw new RangeError(`HTTP ${response.status}`);
}
