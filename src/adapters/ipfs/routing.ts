import type { CID } from "../../core/cid.ts";
import { failure, isFailure, reasonOf } from "../../core/errors/error.ts";
import type { Provider, Routing } from "../../core/ports.ts";
import { ask } from "./ask.ts";
import { endpointOf } from "./endpoint.ts";
import { fieldsOf, linesOf, stringsOf } from "./lines.ts";

export interface RoutingOptions {
  /** Below which `/routing/v1` is, such as `https://delegated-ipfs.dev`. */
  readonly url: string;
  /** How long an answer may take, in milliseconds. */
  readonly patience?: number;
}

const PATIENCE_MS = 30_000;
const ACCEPT = "application/x-ndjson, application/json;q=0.9";

/**
 * Delegated Routing V1 over HTTP (https://specs.ipfs.tech/routing/http-routing-v1/). Records of other kinds than
 * `peer`, and those that cannot be read, are left out.
 *
 * @throws ROUTING_UNREACHABLE when the url is not one
 */
export function createRouting({ url, patience = PATIENCE_MS }: RoutingOptions): Routing {
  const name = URL.parse(url)?.host ?? "no address";
  return {
    async providers(cid) {
      try {
        return await providersOf(cid, url, patience);
      } catch (error) {
        const problem = isFailure(error) ? String(error.parameters["problem"]) : reasonOf(error);
        throw failure("ROUTING_UNREACHABLE", { routing: name, problem }, error);
      }
    },
  };
}

async function providersOf(cid: CID, url: string, patience: number): Promise<Provider[]> {
  const endpoint = endpointOf("routing", url);
  const path = `routing/v1/providers/${cid.toString()}`;
  const { status, headers, text, json } = await ask(endpoint, { path, accept: ACCEPT, patience });
  // Before IPIP-0513 an index said 404 where it knew of nobody.
  if (status === 404) return [];
  if (status !== 200) throw new RangeError(`HTTP ${status}`);
  const lines = headers.get("Content-Type")?.startsWith("application/x-ndjson") === true;
  const records = lines ? linesOf(text) : fieldsOf(json)["Providers"];
  // IPIP-0513: an empty list may also be null or left out.
  if (!lines && json === undefined) throw new RangeError("its answer is no JSON");
  return distinct(Array.isArray(records) ? records : []);
}

function distinct(records: readonly unknown[]): Provider[] {
  const found = new Map<string, Provider>();
  for (const record of records) {
    const { Schema, ID, Addrs } = fieldsOf(record);
    if (Schema !== "peer" || typeof ID !== "string" || ID === "") continue;
    const addresses = new Set([...(found.get(ID)?.addresses ?? []), ...stringsOf(Addrs)]);
    found.set(ID, { peer: ID, addresses: [...addresses] });
  }
  return [...found.values()];
}
