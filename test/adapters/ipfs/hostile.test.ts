import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { openBlockIndex } from "../../../src/adapters/disk/block-index.ts";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createClusterStore } from "../../../src/adapters/ipfs/cluster.ts";
import { allowedDelegates } from "../../../src/adapters/ipfs/delegates.ts";
import { createGatewayStore } from "../../../src/adapters/ipfs/gateway-client.ts";
import { createKuboStore } from "../../../src/adapters/ipfs/kubo.ts";
import { createMirrorSite } from "../../../src/adapters/ipfs/mirror-site.ts";
import { createPinningStore } from "../../../src/adapters/ipfs/pinning.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import type { Store } from "../../../src/core/ports.ts";
import { serving } from "../../support/serving.ts";
import { carOf, sampleOf, SMALL_FILES, temporaryFolder } from "../disk/sample.ts";

/* Servers that are not what they should be, or that mean harm. */

const SAMPLE = await sampleOf(SMALL_FILES);
const sha256 = nodeSha256;
const NAMED = { id: "store", operator: "o", patience: 400 };
const TOKEN = "c4nary-t0ken";

function mirror(url: string, token = TOKEN): Store {
  const index = openBlockIndex(join(temporaryFolder(), "index.sqlite"));
  onTestFinished(() => index.close());
  return createMirrorSite({ ...NAMED, url, index, sha256, token });
}

const KINDS: Readonly<Record<string, (url: string) => Store>> = {
  kubo: (url) => createKuboStore({ ...NAMED, url, token: TOKEN }),
  gateway: (url) => createGatewayStore({ ...NAMED, url }),
  "mirror on a web server": (url) => mirror(url),
};

describe.each(Object.entries(KINDS))("a %s", (_, open) => {
  test("error: a page in the place of an answer is no wrong and no missing block", async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end("<h1>Please log in</h1>");
    });
    await expect(open(url).block(SAMPLE.root)).toFailWith("STORE_UNREACHABLE");
  });

  test("error: an answer that drips is not waited for for ever", async () => {
    const url = await serving((_, response) => {
      response.writeHead(200, { "Content-Type": "application/octet-stream" });
      const drip = setInterval(() => response.write("x"), 20);
      response.once("close", () => clearInterval(drip));
    });
    await expect(open(url).block(SAMPLE.root)).toFailWith("STORE_UNREACHABLE");
  }, 5000);
});

describe("a server that repeats the token that it was sent", () => {
  const car = async () => await carOf(SAMPLE, createStaging(temporaryFolder()));
  const pair = Buffer.from(`name:${TOKEN}`).toString("base64");

  test.each([
    ["a node", (url: string) => createKuboStore({ ...NAMED, url, token: TOKEN })],
    [
      "a node, asked by name and password",
      (url: string) => createKuboStore({ ...NAMED, url, token: `Basic ${pair}` }),
    ],
    ["a cluster", (url: string) => createClusterStore({ ...NAMED, url, token: TOKEN, readers: [], sha256 })],
    ["a pinning service", (url: string) => createPinningStore({ ...NAMED, url, token: TOKEN })],
  ])("%s, is told of without it", async (_, open) => {
    const url = await serving((request, response) => {
      const said = `bad token ${TOKEN} in ${request.headers.authorization ?? ""}`;
      request.resume().once("end", () => {
        const fields = { Message: said, Type: "error", message: said, error: { reason: said } };
        response.writeHead(500, { "Content-Type": "application/json" }).end(JSON.stringify(fields));
      });
    });
    const store = open(url);
    const calls = await Promise.allSettled([store.put(await car()), store.block(SAMPLE.root)]);
    for (const call of calls) {
      expect(call.status).toBe("rejected");
      expect(inspect(call, { depth: 9 })).not.toContain(TOKEN);
      expect(inspect(call, { depth: 9 })).not.toContain(pair);
    }
  });
});

test.each(Object.entries(KINDS))("a redirect of a %s is not followed", async (_, open) => {
  let led = 0;
  const inside = await serving((_, response) => {
    led += 1;
    response.end("{}");
  });
  const url = await serving((_, response) => response.writeHead(307, { Location: inside }).end());
  await expect(open(url).block(SAMPLE.root)).toFailWith("STORE_UNREACHABLE");
  expect(led).toBe(0);
});

test("error: a node that says of its pins for ever is not listened to for ever", async () => {
  const url = await serving((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "X-Chunked-Output": "1" });
    const line = `${JSON.stringify({ Cid: SAMPLE.content.toString(), Type: "recursive" })}\n`.repeat(50);
    const flood = setInterval(() => response.write(line), 5);
    response.once("close", () => clearInterval(flood));
  });
  await expect(createKuboStore({ ...NAMED, url }).claim(SAMPLE.root)).toFailWith("STORE_UNREACHABLE");
}, 5000);

describe("allowedDelegates", () => {
  const peer = "12D3KooWCjfPiojcCUmv78Wd1NJzi4Mraj1moxigp7AfQVQvGLwH";
  const far = new URL("https://pins.example/psa/");
  const at = (address: string) => `${address}/p2p/${peer}`;

  test.each([
    ["/ip4/169.254.169.254/tcp/80", false],
    ["/ip4/10.0.0.7/tcp/22", false],
    ["/ip6/::1/tcp/4001", false],
    ["/ip6/::ffff:192.168.0.1/tcp/4001", false],
    ["/dns4/router.local/tcp/80", false],
    ["/ip4/198.18.0.7/tcp/4001", false],
    ["/ip6/64:ff9b::a00:7/tcp/4001", false],
    ["/ip4/127.0.0.1/tcp/5001", false],
    ["/ip4/192.0.2.1/tcp/4001", true],
    ["/dnsaddr/nodes.pins.example", true],
  ])("a service elsewhere that names %s: %s", (address, isAllowed) => {
    expect(allowedDelegates([at(address)], far)).toEqual(isAllowed ? [at(address)] : []);
  });

  test("a service in the own network may name nodes there", () => {
    expect(allowedDelegates([at("/ip4/10.0.0.7/tcp/4001")], new URL("http://10.0.0.2:9097"))).toHaveLength(1);
    expect(allowedDelegates([at("/ip4/10.0.0.7/tcp/4001")], new URL("http://localhost:9097"))).toHaveLength(
      1,
    );
  });

  test("are few, and peers", () => {
    const many = Array.from({ length: 5000 }, (_, i) => at(`/ip4/192.0.2.${i % 250}/tcp/4001`));
    expect(allowedDelegates(many, far)).toHaveLength(20);
    expect(allowedDelegates(["/ip4/192.0.2.1/tcp/4001", at(`/dns4/${"a".repeat(400)}/tcp/1`)], far)).toEqual(
      [],
    );
  });
});
