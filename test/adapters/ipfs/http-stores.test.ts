import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createGatewayStore } from "../../../src/adapters/ipfs/gateway-client.ts";
import { createKuboStore, type KuboStore } from "../../../src/adapters/ipfs/kubo.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { rawCid } from "../../../src/core/cid.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { failure } from "../../../src/core/errors/error.ts";
import type { Car, Store } from "../../../src/core/ports.ts";
import { serving } from "../../support/serving.ts";
import { bytesOf, carOf, looseCar, noise, sampleOf, temporaryFolder } from "../disk/sample.ts";

const BYTES = noise(1000);
const CID = rawCid(digestFromBytes(nodeSha256(BYTES)));
const CAR = looseCar(CID, BYTES);

/** A node that reads all of a call and then gives this answer. */
async function nodeAnswering(status: number, body: string, trailer?: string): Promise<KuboStore> {
  return kubo(
    await serving((request, response) => {
      request.resume().once("end", () => {
        response.writeHead(status, { "Content-Type": "application/json", Trailer: "X-Stream-Error" });
        response.write(body);
        if (trailer !== undefined) response.addTrailers({ "X-Stream-Error": trailer });
        response.end();
      });
    }),
  );
}

function kubo(url: string, token?: string): KuboStore {
  return createKuboStore({
    url,
    id: "kubo",
    operator: "o",
    patience: 1000,
    ...(token === undefined ? {} : { token }),
  });
}

function gateway(url: string): Store {
  return createGatewayStore({ url, id: "gateway", operator: "o", patience: 1000 });
}

async function gatewayAnswering(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<Store> {
  return gateway(
    await serving((request, response) => {
      answer(response, request);
    }),
  );
}

const pinned = (cid: string, problem = ""): string =>
  `${JSON.stringify({ Root: { Cid: { "/": cid }, PinErrorMsg: problem } })}\n`;
const error = (message: string): string => JSON.stringify({ Message: message, Code: 0, Type: "error" });

describe("createKuboStore: put", () => {
  test("sends the CAR's bytes as one file of a form, with the token", async () => {
    let seen: { body: Promise<Buffer>; url: string; authorization: string } | undefined;
    const url = await serving((request, response) => {
      seen = {
        body: bytesOf(request),
        url: request.url ?? "",
        authorization: request.headers.authorization ?? "",
      };
      request.once("end", () => response.end(pinned(CID.toString())));
    });
    await kubo(url, "s3cret").put(CAR);
    expect((await seen?.body)?.includes(BYTES)).toBe(true);
    expect(seen?.url).toMatch(/^\/api\/v0\/dag\/import\?pin-roots=true/);
    expect(seen?.authorization).toBe("Bearer s3cret");
  });

  test("takes a name and a password from the address", async () => {
    let authorization = "";
    const url = await serving((request, response) => {
      authorization = request.headers.authorization ?? "";
      response.end("x");
    });
    // The second has a `%` that escapes nothing.
    for (const [typed, meant] of [
      ["user:pass%3Aword", "user:pass:word"],
      ["joe:50%", "joe:50%"],
    ] as const) {
      await kubo(url.replace("//", `//${typed}@`)).block(CID);
      expect(Buffer.from(authorization.replace("Basic ", ""), "base64").toString()).toBe(meant);
    }
  });

  test("keeps a path before the RPC's own", async () => {
    let path = "";
    const url = await serving((request, response) => {
      path = request.url ?? "";
      request.resume().once("end", () => response.end(pinned(CID.toString())));
    });
    await kubo(`${url}/node-3`).put(CAR);
    expect(path).toMatch(/^\/node-3\/api\/v0\/dag\/import/);
  });

  const other = rawCid(digestFromBytes(nodeSha256(noise(5)))).toString();
  test.each([
    ["the pin failed", 200, pinned(CID.toString(), "block was not found locally"), "STORE_REFUSED"],
    ["another root was pinned", 200, pinned(other), "STORE_REFUSED"],
    ["nothing is said of a root", 200, "", "STORE_REFUSED"],
    [
      "nothing is said of the pin",
      200,
      JSON.stringify({ Root: { Cid: { "/": CID.toString() } } }),
      "STORE_REFUSED",
    ],
    ["the answer is no JSON", 200, "<html>welcome</html>", "STORE_REFUSED"],
    ["an error follows in the stream", 200, pinned(CID.toString()) + error("import failed"), "STORE_REFUSED"],
    ["the node says no", 500, error("import failed: mismatch in content integrity"), "STORE_REFUSED"],
    ["the node's disk is full", 500, error("write /data/blocks: no space left on device"), "STORE_FULL"],
    ["the token is wrong", 403, "403 - Forbidden", "STORE_REFUSED"],
    ["there is no such call", 404, "404 page not found", "STORE_UNREACHABLE"],
    ["it answers with a redirect", 307, "", "STORE_UNREACHABLE"],
    ["a proxy says that the node is away", 502, "bad gateway", "STORE_UNREACHABLE"],
    ["the answer is endless", 200, "x".repeat(2_000_000), "STORE_UNREACHABLE"],
  ] as const)("error: %s", async (_, status, body, code) => {
    await expect((await nodeAnswering(status, body)).put(CAR)).toFailWith(code);
  });

  test("error: a trailer says that the answer broke off", async () => {
    const store = await nodeAnswering(200, pinned(CID.toString()), "context canceled");
    await expect(store.put(CAR)).toFailWith("STORE_REFUSED", { problem: "context canceled" });
  });

  test("error: the node hangs up in the middle", async () => {
    const url = await serving((request) => {
      request.once("data", () => request.socket.destroy());
    });
    await expect(kubo(url).put(looseCar(CID, noise(3_000_000)))).toFailWith("STORE_UNREACHABLE");
    const sample = await sampleOf({ "large.bin": noise(3_000_000) });
    const onDisk = await carOf(sample, createStaging(temporaryFolder()));
    await expect(kubo(url).put(onDisk)).toFailWith("STORE_UNREACHABLE");
  });

  test("error: the node never answers", async () => {
    const url = await serving((request) => {
      request.resume();
    });
    await expect(kubo(url).put(CAR)).toFailWith("STORE_UNREACHABLE");
  });

  test("error: the CAR itself cannot be read", async () => {
    const broken: Car = {
      ...CAR,
      async *read() {
        await Promise.resolve();
        throw failure("CAR_MALFORMED", { name: "x", problem: "gone" });
      },
    };
    await expect((await nodeAnswering(200, pinned(CID.toString()))).put(broken)).toFailWith("CAR_MALFORMED");
  });

  test.each(["http://127.0.0.1:1", "http://no-such-host.invalid:5001"])(
    "error: nothing is at %s",
    async (url) => {
      await expect(kubo(url).put(CAR)).toFailWith("STORE_UNREACHABLE");
      await expect(kubo(url).block(CID)).toFailWith("STORE_UNREACHABLE");
      await expect(kubo(url).version()).toFailWith("STORE_UNREACHABLE");
      await expect(kubo(url).pinned(CID)).toFailWith("STORE_UNREACHABLE");
    },
  );

  test.each(["", "localhost:5001", "file:///etc/passwd", "ftp://x"])("error: the address %j", (url) => {
    expect(() => kubo(url)).toThrow(expect.objectContaining({ code: "STORE_UNREACHABLE" }));
    expect(() => gateway(url)).toThrow(expect.objectContaining({ code: "STORE_UNREACHABLE" }));
  });

  test("error: no failure shows the address or the token", async () => {
    const url = "http://user:hunter2@127.0.0.1:1/path?key=hunter2";
    const store = kubo(url, "hunter2");
    const calls = [store.put(CAR), store.block(CID), store.version(), gateway(url).block(CID)];
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome.status).toBe("rejected");
      expect(inspect(outcome, { depth: 9 })).not.toContain("hunter2");
    }
  });
});

describe("createKuboStore: block", () => {
  test("gives the node's bytes, also wrong ones, for others to hash", async () => {
    expect(Buffer.from((await (await nodeAnswering(200, "other")).block(CID)) ?? []).toString()).toBe(
      "other",
    );
  });

  test("asks the node to look at home only", async () => {
    let asked = "";
    const url = await serving((request, response) => {
      asked = request.url ?? "";
      response.end("x");
    });
    await kubo(url).block(CID);
    expect(asked).toBe(`/api/v0/block/get?arg=${CID.toString()}&offline=true`);
  });

  test.each([
    ["a trailer says that the block broke off", 200, "half", "unexpected EOF"],
    ["there is no such call", 404, "404 page not found", undefined],
    ["the token is wrong", 403, "403 - Forbidden", undefined],
    ["the node fails otherwise", 500, error("datastore closed"), undefined],
    ["the answer is longer than any block", 200, "x".repeat(2_200_000), undefined],
  ] as const)("error: %s", async (_, status, body, trailer) => {
    await expect((await nodeAnswering(status, body, trailer)).block(CID)).toFailWith("STORE_UNREACHABLE");
  });

  test("error: the node closes the connection after the headers", async () => {
    const url = await serving((request, response) => {
      response.writeHead(200, { "Content-Length": "100" }).write("x", () => request.socket.destroy());
    });
    await expect(kubo(url).block(CID)).toFailWith("STORE_UNREACHABLE");
  });
});

describe("createKuboStore: drop", () => {
  /** A node that gives the block until it was asked this. */
  async function dropping(asked: string, body = "{}"): Promise<{ store: KuboStore; calls: string[] }> {
    const calls: string[] = [];
    const url = await serving((request, response) => {
      const call = /v0\/(\w+\/\w+)/.exec(request.url ?? "")?.[1] ?? "";
      const gone = calls.includes(asked);
      calls.push(call);
      if (call !== "block/get") response.end(body);
      else response.writeHead(gone ? 500 : 200).end(gone ? error("block was not found locally") : BYTES);
    });
    return { store: kubo(url), calls };
  }

  test("asks for the block under a codec by which nothing is pinned", async () => {
    const { store, calls } = await dropping("block/rm");
    await store.drop([CID]);
    expect(calls).toEqual(["block/rm", "block/get"]);
  });

  /** A node that gives the block until it was asked to drop all damaged ones, of which it tells so. */
  async function checking(
    said: string,
    end: string | undefined,
  ): Promise<{ store: KuboStore; drops(): number }> {
    let drops = 0;
    const url = await serving((request, response) => {
      const path = request.url ?? "";
      if (path.includes("drop=true")) drops += 1;
      if (!path.includes("repo/verify")) {
        const gone = drops > 0 && path.includes("block/get");
        return void response
          .writeHead(gone ? 500 : 200)
          .end(gone ? error("block was not found locally") : BYTES);
      }
      response.writeHead(200, { Trailer: "X-Stream-Error" });
      response.write(`${said}\n`);
      if (end !== undefined) response.addTrailers({ "X-Stream-Error": end });
      response.end();
    });
    return { store: kubo(url), drops: () => drops };
  }

  const corrupt = (cid: unknown) =>
    JSON.stringify({ Msg: `block ${String(cid)} was corrupt (bad)`, Progress: 0 });
  const ONE = "verify complete, 1 blocks corrupt";

  test("has the node check all its blocks where that did not help, however much it has to say", async () => {
    const chatter = `${JSON.stringify({ Msg: "", Progress: 1 })}\n`.repeat(200_000);
    const { store, drops } = await checking(`${chatter}${corrupt(CID)}`, ONE);
    await store.drop([CID]);
    expect(drops()).toBe(1);
  });

  const other = rawCid(digestFromBytes(nodeSha256(Buffer.from("of somebody else"))));

  test.each([
    [
      "another block is damaged, too",
      `${corrupt(CID)}\n${corrupt(other)}`,
      "verify complete, 2 blocks corrupt",
    ],
    ["only another block is", corrupt(other), ONE],
    ["it does not say which", JSON.stringify({ Msg: "one is bad" }), ONE],
    ["it counts more than it names", corrupt(CID), "verify complete, 2 blocks corrupt"],
    ["it breaks off", corrupt(CID), "context canceled"],
    ["none is damaged", JSON.stringify({ Msg: "verify complete, all blocks validated." }), undefined],
  ])("error: drops nothing by that check where %s", async (_, said, end) => {
    const { store, drops } = await checking(said, end);
    await expect(store.drop([CID])).toFailWith("STORE_REFUSED");
    expect(drops()).toBe(0);
  });

  test("error: the node gives the block all the same", async () => {
    await expect((await dropping("nothing")).store.drop([CID])).toFailWith("STORE_REFUSED");
  });

  test("error: the node refuses", async () => {
    await expect((await nodeAnswering(403, "403 - Forbidden")).drop([CID])).toFailWith("STORE_UNREACHABLE");
  });
});

describe("createGatewayStore", () => {
  test("gives the gateway's bytes and asks for what it has at home", async () => {
    let headers: IncomingMessage["headers"] = {};
    const store = await gatewayAnswering((response, request) => {
      headers = request.headers;
      response.end(BYTES);
    });
    expect(Buffer.compare((await store.block(CID)) ?? Buffer.of(), BYTES)).toBe(0);
    expect(headers).toMatchObject({ accept: "application/vnd.ipld.raw", "cache-control": "only-if-cached" });
  });

  test.each([404, 410, 412])("takes status %d for an answer: it has none", async (status) => {
    expect(
      await (await gatewayAnswering((response) => response.writeHead(status).end("x"))).block(CID),
    ).toBeUndefined();
  });

  test.each([400, 429, 500, 503, 504])("error: status %d", async (status) => {
    const store = await gatewayAnswering((response) => response.writeHead(status).end("x"));
    await expect(store.block(CID)).toFailWith("STORE_UNREACHABLE");
  });

  test("error: a redirect is not followed", async () => {
    let followed = false;
    const inside = await serving((_, response) => {
      followed = true;
      response.end(BYTES);
    });
    const store = await gatewayAnswering((response) => response.writeHead(302, { Location: inside }).end());
    await expect(store.block(CID)).toFailWith("STORE_UNREACHABLE");
    expect(followed).toBe(false);
  });

  test("error: the answer is longer than any block, or never ends, or breaks off", async () => {
    const long = await gatewayAnswering((response) => response.end(Buffer.alloc(2 * 1024 * 1024 + 1)));
    await expect(long.block(CID)).toFailWith("STORE_UNREACHABLE");
    const silent = await gatewayAnswering((response) => response.write("x"));
    await expect(silent.block(CID)).toFailWith("STORE_UNREACHABLE");
    const broken = await gatewayAnswering((response, request) => {
      response.writeHead(200, { "Content-Length": "1000" }).write("x", () => request.socket.destroy());
    });
    await expect(broken.block(CID)).toFailWith("STORE_UNREACHABLE");
  });

  test("error: it cannot be written to", async () => {
    await expect(gateway("http://127.0.0.1:1").put(CAR)).toFailWith("STORE_REFUSED");
  });

  test("error: nothing is there", async () => {
    await expect(gateway("http://127.0.0.1:1").block(CID)).toFailWith("STORE_UNREACHABLE");
  });
});
