import { MAX_BLOCK_BYTES } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { fail } from "../../core/errors/error.ts";
import type { Store } from "../../core/ports.ts";
import { atMost } from "./at-most.ts";
import { type Endpoint, endpointOf, unreachable } from "./endpoint.ts";
import { isPage } from "./page.ts";

export interface GatewayStoreOptions {
  /** The gateway's address without `/ipfs`, such as `https://archive.example`. */
  readonly url: string;
  readonly id: string;
  readonly operator: string;
  /** How long one block may take, in milliseconds. */
  readonly patience?: number;
  /**
   * Whose blocks are wanted: those that the gateway has itself, unless stated. Asking for anybody's sends no header that
   * a browser would first ask another origin's leave for.
   */
  readonly from?: "itself" | "anybody";
}

const PATIENCE_MS = 30_000;
// 412: a gateway that was asked to look at home only, and has nothing there.
const ABSENT = new Set([404, 410, 412]);

/**
 * A store that can only be read: any trustless gateway (https://specs.ipfs.tech/http-gateways/trustless-gateway/).
 * One that ignores the wish for its own blocks may still fetch from others. Runs in a browser, too.
 *
 * @throws STORE_UNREACHABLE when the url is not one
 */
export function createGatewayStore(options: GatewayStoreOptions): Store {
  const { id, operator, patience = PATIENCE_MS, from = "itself" } = options;
  const endpoint = endpointOf(id, options.url);
  const wish: Record<string, string> = from === "itself" ? { "Cache-Control": "only-if-cached" } : {};
  return {
    id,
    operator,
    // Asynchronous by the port.
    put: async () => fail("STORE_REFUSED", { store: id, problem: "a gateway can only be read" }),
    async block(cid) {
      try {
        return await fetchBlock(endpoint, cid, { patience, wish });
      } catch (error) {
        throw unreachable(id, error);
      }
    },
  };
}

async function fetchBlock(
  { url, authorization }: Endpoint,
  cid: CID,
  { patience, wish }: { readonly patience: number; readonly wish: Readonly<Record<string, string>> },
): Promise<Uint8Array | undefined> {
  const response = await fetch(new URL(`ipfs/${cid.toString()}?format=raw`, url), {
    // A redirect could lead into the network that this machine is in.
    redirect: "error",
    credentials: "omit",
    headers: {
      Accept: "application/vnd.ipld.raw",
      ...wish,
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
