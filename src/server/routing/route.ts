import { type Request, Router } from "express";
import { CID } from "multiformats/cid";
import { fail } from "../../core/errors/error.ts";
import { archiveBlocks } from "../gateway/source.ts";
import type { Serving } from "../serving.ts";
import { multiaddressOf, peerIdOf } from "./address.ts";

const NDJSON = "application/x-ndjson";
const SHA2_256 = 0x12;
// What was found stays true, as long as the server stays where it is; what was not may be published any moment.
const KEEP_FOUND = "public, max-age=300, stale-while-revalidate=172800";
const KEEP_NOTHING = "public, max-age=15";

/**
 * `GET /providers/{cid}` of Delegated Routing V1 (https://specs.ipfs.tech/routing/http-routing-v1/), so that an IPFS
 * node which has this server among its routers fetches from its gateway: this server is the only provider it knows of,
 * for the blocks that the gateway gives. An empty list for all others (IPIP-513). Filters (IPIP-484) are not applied.
 */
export function routingRoute(serving: Serving): Router {
  const block = archiveBlocks(serving);
  const router = Router();
  router.get("/providers/:cid", async (request, response) => {
    const cid = parsed(request.params.cid);
    const held = cid.multihash.code === SHA2_256 && (await block(cid.toV1())) !== undefined;
    const providers = held ? [ownRecord(request, serving)] : [];
    response.set({ "Cache-Control": held ? KEEP_FOUND : KEEP_NOTHING, Vary: "Accept" });
    if (request.accepts(["application/json", NDJSON]) === NDJSON)
      response.type(NDJSON).send(providers.map((one) => `${JSON.stringify(one)}\n`).join(""));
    else response.json({ Providers: providers });
  });
  return router;
}

function parsed(text: string): CID {
  try {
    return CID.parse(text);
  } catch (cause) {
    return fail("CID_INVALID", { got: text }, cause);
  }
}

/** Where it says that it is, else where this request found it. */
function ownRecord({ socket }: Request, { publicUrl, sha256 }: Serving) {
  const host = (socket.localAddress ?? "127.0.0.1").replace(/^::ffff:/, "");
  const found = `http://${host.includes(":") ? `[${host}]` : host}:${socket.localPort ?? 80}`;
  const address = multiaddressOf(new URL(publicUrl ?? found));
  return {
    Schema: "peer",
    ID: peerIdOf(address, sha256),
    Addrs: [address],
    Protocols: ["transport-ipfs-gateway-http"],
  };
}
