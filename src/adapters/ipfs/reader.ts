import type { Store } from "../../core/ports.ts";
import { createGatewayStore } from "./gateway-client.ts";
import { createKuboStore } from "./kubo.ts";

/** Where the bytes of a store are read that is written to in another way: one node of it. */
export type Reader = Pick<Store, "id" | "block" | "drop">;

export interface ReaderOptions {
  /** Of a trustless gateway, or, when it ends in `/api/v0`, of a Kubo node's RPC. */
  readonly url: string;
  readonly id: string;
  readonly operator: string;
  readonly token?: string;
  readonly patience?: number;
}

const RPC = /\/api\/v0\/?$/;

/** @throws STORE_UNREACHABLE when the url is not one */
export function createReader(options: ReaderOptions): Reader {
  const { url } = options;
  if (!RPC.test(url)) return createGatewayStore(options);
  return createKuboStore({ ...options, url: url.replace(RPC, "") });
}
