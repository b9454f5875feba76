import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodeUrls, openChain, openNodes } from "../../src/cli/chain.ts";
import { readArchive } from "../../src/cli/config.ts";
import { parseChainId } from "../../src/core/publication.ts";

/* How several nodes are named; what becomes of their answers is in lying-nodes.test.ts. Nothing is asked here. */

const folder = mkdtempSync(join(tmpdir(), "colophon-nodes-"));
const named = process.env["COLOPHON_RPC_URL"];
beforeAll(() => delete process.env["COLOPHON_RPC_URL"]);
afterAll(() => {
  if (named !== undefined) process.env["COLOPHON_RPC_URL"] = named;
  rmSync(folder, { recursive: true, force: true });
});

const [A, B, C] = ["http://a.example:1/key", "http://b.example", "http://c.example"];

function archiveOn(chain: object) {
  const targets = [{ type: "embedded", id: "embedded", operator: "self" }];
  const config = { type: "colophon/archive/1", signer: { type: "environment" }, targets };
  const rpc = { type: "rpc", id: "eip155:8453", ...chain };
  writeFileSync(join(folder, "colophon.json"), JSON.stringify({ ...config, chain: rpc }));
  return () => readArchive(folder);
}

test.each([
  [`${A},${B}`, [A, B]],
  [` ${A} , ${B}, `, [A, B]],
  ["http://a.example/one,two", ["http://a.example/one,two"]],
  ["", []],
])("%j names %j", (text, urls) => {
  expect(nodeUrls(text)).toEqual(urls);
});

test.each([
  {},
  { url: A },
  { urls: [A] },
  { urls: [A, B, C] },
  { urls: [A, B, C], quorum: 3 },
  { quorum: 2 },
])("an archive may be on %j", (chain) => {
  expect(archiveOn(chain)().config.chain).toMatchObject(chain);
});

test.each([
  { url: A, urls: [B] },
  { urls: [] },
  { urls: [A, "http://a.example:1/other"] },
  { urls: [A, B, C], quorum: 1 },
  { urls: [A, B, C], quorum: 4 },
  { url: A, quorum: 2 },
  { urls: [A, "ftp://b.example"] },
])("an archive cannot be on %j", async (chain) => {
  await expect(archiveOn(chain)).toFailWith("ARCHIVE_INVALID");
});

test("nodes are told of without what may be a key", () => {
  const { quorum, chain } = openNodes([`${A}?token=secret`, B], { chainId: parseChainId("eip155:8453") });
  expect([...quorum.nodes, chain.node]).toEqual(["a.example:1", "b.example", "a.example:1, b.example"]);
});

test("fewer nodes than the archive's quorum are refused, wherever they are named, and so is one twice", async () => {
  const place = archiveOn({ urls: [A, B, C], quorum: 3 })();
  await expect(openChain(place, { url: `${A},${B}` })).toFailWith("USAGE_INVALID");
  await expect(openChain(place, { url: `${A},${B},${A}` })).toFailWith("USAGE_INVALID");
});
