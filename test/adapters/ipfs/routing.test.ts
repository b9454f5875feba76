import type { RequestListener } from "node:http";
import { expect, test } from "vitest";
import { createRouting } from "../../../src/adapters/ipfs/routing.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { serving } from "../../support/serving.ts";
import { noise } from "../disk/sample.ts";

const CID = rawCid(digestFromBytes(nodeSha256(noise(10))));
const PEER = {
  Schema: "peer",
  ID: "12D3KooWA",
  Addrs: ["/ip4/192.0.2.1/tcp/4001"],
  Protocols: ["transport-bitswap"],
};

const routingOf = async (listener: RequestListener) =>
  createRouting({ url: await serving(listener), patience: 1000 });

const saying = async (type: string, body: string, status = 200) =>
  await routingOf((_, response) => response.writeHead(status, { "Content-Type": type }).end(body));

test("reads who has a block from one JSON answer, each once with all addresses", async () => {
  let path = "";
  const routing = await routingOf((request, response) => {
    path = request.url ?? "";
    const more = { ...PEER, Addrs: ["/dns4/a/tcp/443/tls/http", ...PEER.Addrs] };
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(
      JSON.stringify({ Providers: [PEER, more, { Schema: "bitswap", ID: "x" }, { ...PEER, ID: 3 }, null] }),
    );
  });
  expect(await routing.providers(CID)).toEqual([
    { peer: "12D3KooWA", addresses: ["/ip4/192.0.2.1/tcp/4001", "/dns4/a/tcp/443/tls/http"] },
  ]);
  expect(path).toBe(`/routing/v1/providers/${CID.toString()}`);
});

test("reads the same from lines", async () => {
  const lines = `${JSON.stringify(PEER)}\n{"Schema":"peer","ID":"Qmb"}\nnonsense\n`;
  const routing = await saying("application/x-ndjson; charset=utf-8", lines);
  expect(await routing.providers(CID)).toEqual([
    { peer: "12D3KooWA", addresses: PEER.Addrs },
    { peer: "Qmb", addresses: [] },
  ]);
});

test.each([
  ["an empty list", 200, '{"Providers":[]}'],
  ["no list", 200, "{}"],
  ["null", 200, '{"Providers":null}'],
  ["404, as before IPIP-0513", 404, "not found"],
])("knows of nobody: %s", async (_, status, body) => {
  expect(await (await saying("application/json", body, status)).providers(CID)).toEqual([]);
});

test.each([
  ["it fails", 500, ""],
  ["it is overloaded", 429, ""],
  ["it answers something else", 200, "<html>"],
  ["the answer is endless", 200, "x".repeat(5_000_000)],
])("error: %s", async (_, status, body) => {
  await expect((await saying("application/json", body, status)).providers(CID)).toFailWith(
    "ROUTING_UNREACHABLE",
  );
});

test("error: nobody is there, or it never answers", async () => {
  await expect(createRouting({ url: "http://127.0.0.1:1" }).providers(CID)).toFailWith("ROUTING_UNREACHABLE");
  await expect(createRouting({ url: "nowhere" }).providers(CID)).toFailWith("ROUTING_UNREACHABLE");
  await expect((await routingOf((request) => void request.resume())).providers(CID)).toFailWith(
    "ROUTING_UNREACHABLE",
  );
});
