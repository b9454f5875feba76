import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createRouting } from "../../src/adapters/ipfs/routing.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { documentCid, parseCid, rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import type { AppOptions } from "../../src/server/app.ts";
import { multiaddressOf, peerIdOf } from "../../src/server/routing/address.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { kuboProgram, startKubo, WHY_SKIPPED } from "../support/kubo-node.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
beforeAll(async () => {
  examples = await exampleArchive();
});

async function start(options: Partial<AppOptions> = {}): Promise<string> {
  const verifier = await startVerifier(examples.archive, options);
  onTestFinished(() => verifier.stop());
  return verifier.url;
}

const held = () => [...examples.archive.blocks.keys()].map(parseCid);
const ABSENT = rawCid(digestFromBytes(nodeSha256(Buffer.from("never published"))));
const asking = async (url: string, cid: unknown, accept = "application/json") =>
  await fetch(`${url}/routing/v1/providers/${String(cid)}`, { headers: { Accept: accept } });

describe("GET /routing/v1/providers/{cid}", () => {
  test("names this server, by the address where it was found, for every block that its gateway gives", async () => {
    const url = await start();
    const { port } = new URL(url);
    for (const cid of held()) {
      const answer = await asking(url, cid);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({
        Providers: [
          {
            Schema: "peer",
            ID: expect.stringMatching(/^Qm[1-9A-HJ-NP-Za-km-z]{44}$/) as string,
            Addrs: [`/ip4/127.0.0.1/tcp/${port}/http`],
            Protocols: ["transport-ipfs-gateway-http"],
          },
        ],
      });
    }
  });

  test("names the public address where one is set", async () => {
    const url = await start({ publicUrl: "https://archive.example" });
    const [found] = await createRouting({ url }).providers(held()[0] ?? ABSENT);
    expect(found?.addresses).toEqual(["/dns/archive.example/tcp/443/tls/http"]);
  });

  test.each([
    ["one JSON value", "application/json", '{"Providers":[]}'],
    ["lines", "application/x-ndjson", ""],
    ["one JSON value to who asks for nothing", "*/*", '{"Providers":[]}'],
  ])("has an empty list for any other block, as %s", async (_, accept, body) => {
    const answer = await asking(await start(), ABSENT, accept);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(body);
    expect(answer.headers.get("Cache-Control")).toBe("public, max-age=15");
    expect(answer.headers.get("Vary")).toMatch(/\bAccept\b/);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  test("answers in lines to who asks for them first", async () => {
    const answer = await asking(await start(), held()[0], "application/x-ndjson, application/json;q=0.5");
    expect(answer.headers.get("Content-Type")).toMatch(/^application\/x-ndjson/);
    expect(JSON.parse(await answer.text())).toMatchObject({ Schema: "peer" });
  });

  test("takes CIDs of version 0 and of other hashes for what is not here", async () => {
    const url = await start();
    const foreign = ["QmbWqxBEKC3P8tqsKc98xmWNzrzDtRLMiMPL8wBuTGsMnR", "bafkqaaa"];
    for (const cid of foreign) expect(await (await asking(url, cid)).json()).toEqual({ Providers: [] });
  });

  test("error: what is no CID", async () => {
    const answer = await asking(await start(), "nonsense");
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "CID_INVALID" });
  });
});

test.each([
  ["https://archive.example", "/dns/archive.example/tcp/443/tls/http"],
  ["https://archive.example:8443", "/dns/archive.example/tcp/8443/tls/http"],
  ["http://192.0.2.7:8080", "/ip4/192.0.2.7/tcp/8080/http"],
  ["http://[2001:db8::1]", "/ip6/2001:db8::1/tcp/80/http"],
])("multiaddressOf: %s is %s", (url, multiaddress) => {
  expect(multiaddressOf(new URL(url))).toBe(multiaddress);
});

test("peerIdOf: another one for every address", () => {
  const [one, other] = ["/dns/a/tcp/443/tls/http", "/dns/b/tcp/443/tls/http"].map((at) =>
    peerIdOf(at, nodeSha256),
  );
  expect(one).not.toBe(other);
});

const program = kuboProgram();

describe.skipIf(program === undefined)(
  `a Kubo node that has this server among its routers${program === undefined ? ` (${WHY_SKIPPED})` : ""}`,
  () => {
    test("fetches a whole issue from the gateway, having no block of its own and no peers", async () => {
      const url = await start();
      const kubo = await startKubo(program ?? "", {
        "AutoConf.Enabled": false,
        "HTTPRetrieval.Enabled": true,
        "Routing.Type": "autoclient",
        "Routing.DelegatedRouters": [url],
        "DNS.Resolvers": {},
        Bootstrap: [],
        "Ipns.DelegatedPublishers": [],
      });
      onTestFinished(() => kubo.stop());
      const [publication] = await examples.archive.publications();
      const [issue] = await examples.archive.issues(publication?.id ?? expect.unreachable());
      const root = documentCid(issue?.manifest ?? expect.unreachable());
      expect(() => kubo.run("block", "get", "--offline", root.toString())).toThrow();
      const found = await fetch(`${kubo.url}/api/v0/pin/add?arg=${root.toString()}&timeout=30s`, {
        method: "POST",
      });
      expect(found.status, await found.clone().text()).toBe(200);
      const refs = kubo.run("refs", "--offline", "--recursive", "--unique", root.toString()).toString();
      const blocks = [root.toString(), ...refs.trim().split("\n")];
      expect(blocks.length).toBeGreaterThan(2);
      for (const cid of blocks)
        expect(
          kubo.run("block", "get", "--offline", cid).equals(examples.archive.blocks.get(cid) ?? Buffer.of()),
        ).toBe(true);
    });
  },
);
