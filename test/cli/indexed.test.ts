import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { indexedBy, indexedOf } from "../../src/cli/indexed.ts";
import { openStores } from "../../src/cli/stores.ts";
import { readArchive } from "../../src/cli/config.ts";
import { documentCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { failure } from "../../src/core/errors/error.ts";
import type { Provider, Store } from "../../src/core/ports.ts";
import { writeFiles } from "../support/archive-fixture.ts";
import { serving } from "../support/serving.ts";

const ROOT = documentCid(digestFromBytes(nodeSha256(Buffer.from("root"))));
const PROVIDERS: readonly Provider[] = [
  { peer: "12D3KooWA", addresses: ["/ip4/192.0.2.1/tcp/4001"] },
  { peer: "QmB", addresses: ["/dns/archive.example/tcp/443/tls/http"] },
  { peer: "QmC", addresses: ["/dns/gateway.example/tcp/443/tls/http"] },
];

const storeOf = (id: string): Store => ({
  ...{ id, operator: "o" },
  put: () => Promise.reject(failure("STORE_REFUSED", { store: id, problem: "not asked" })),
  block: () => Promise.resolve(undefined),
});

test.each([
  ["the peer is named", ["12D3KooWA"], true],
  ["another peer of the store's is named", ["12D3KooWX", "12D3KooWA"], true],
  ["the host is in an address", ["archive.example"], true],
  ["only a part of the host is", ["example"], false],
  ["nobody of the store's is named", ["12D3KooWX"], false],
  ["nothing tells the store from others", [], undefined],
] as const)("indexedBy: %s", async (_, marks, expected) => {
  const routing = { providers: () => Promise.resolve(PROVIDERS) };
  expect(await indexedBy(routing, () => Promise.resolve(marks))(ROOT, storeOf("s"))).toBe(expected);
});

test("indexedBy: error: the index does not answer", async () => {
  const routing = {
    providers: () => Promise.reject(failure("ROUTING_UNREACHABLE", { routing: "x", problem: "y" })),
  };
  const asked = indexedBy(routing, () => Promise.resolve(["12D3KooWA"]))(ROOT, storeOf("s"));
  await expect(asked).toFailWith("ROUTING_UNREACHABLE");
});

test("indexedOf: knows a gateway by its host and the embedded store by the archive's own; of a mirror nobody can say", async () => {
  const routing = await serving((_, response) => {
    const record = ({ peer, addresses }: Provider) => ({ Schema: "peer", ID: peer, Addrs: addresses });
    response.end(JSON.stringify({ Providers: PROVIDERS.map(record) }));
  });
  const folder = mkdtempSync(join(tmpdir(), "colophon-indexed-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const settings = {
    type: "colophon/archive/1",
    chain: { type: "embedded", id: "eip155:31337" },
    signer: { type: "embedded" },
    targets: [
      { type: "embedded", id: "embedded" },
      { type: "gateway", id: "known", url: "https://gateway.example" },
      { type: "gateway", id: "unknown", url: "https://other.example" },
      { type: "car-mirror", id: "mirror", folder: "." },
    ],
    publicUrl: "https://archive.example",
  };
  await writeFiles(folder, { "colophon.json": JSON.stringify({ ...settings, routing }) });
  const place = readArchive(folder);
  await using bin = new AsyncDisposableStack();
  const stores = openStores(place, bin);
  const indexed = indexedOf(place, stores) ?? expect.unreachable();
  const said = await Promise.all(stores.stores.map((store) => indexed(ROOT, store)));
  expect(said).toEqual([true, true, false, undefined]);
  const { routing: _, ...without } = place.config;
  expect(indexedOf({ ...place, config: without }, stores)).toBeUndefined();
});
