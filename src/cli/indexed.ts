import { createRouting } from "../adapters/ipfs/routing.ts";
import type { Indexed } from "../audit/holding.ts";
import type { Routing } from "../core/ports.ts";
import type { Place } from "./config.ts";
import type { Stores } from "./stores.ts";

/** By what a provider record of a store is recognised: its peers' IDs, or the host of its address. */
export type Marks = (store: string) => Promise<readonly string[]>;

/** What the index of colophon.json is asked; undefined where it names none. */
export function indexedOf(place: Place, stores: Stores): Indexed | undefined {
  const { routing } = place.config;
  return routing === undefined
    ? undefined
    : indexedBy(createRouting({ url: routing }), marksOf(place, stores));
}

/** Does the index name the store among the providers of a root? Nobody can say of a store without a mark. */
export function indexedBy(routing: Routing, marksOf: Marks): Indexed {
  return async (root, { id }) => {
    const marks = await marksOf(id);
    if (marks.length === 0) return undefined;
    const providers = await routing.providers(root);
    return providers.some(({ peer, addresses }) =>
      marks.some((mark) => peer === mark || addresses.some((one) => one.split("/").includes(mark))),
    );
  };
}

function marksOf({ config }: Place, { feeds }: Stores): Marks {
  return async (store) => {
    const feed = feeds.get(store);
    if (feed !== undefined) return peersIn(await feed.addresses());
    const target = config.targets.find(({ id }) => id === store);
    const url =
      target?.type === "gateway" ? target.url : target?.type === "embedded" ? config.publicUrl : undefined;
    const host = url === undefined ? undefined : URL.parse(url)?.hostname;
    return host === undefined ? [] : [host];
  };
}

/** `/ip4/192.0.2.1/tcp/4001/p2p/12D3Koo...` is of the peer at its end. */
function peersIn(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap((one) => /\/p2p\/([^/]+)$/.exec(one)?.[1] ?? []))];
}
