import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import { createKuboStore } from "../../../src/adapters/ipfs/kubo.ts";
import {
  createPinningStore,
  type PinningStore,
  type PinningStoreOptions,
} from "../../../src/adapters/ipfs/pinning.ts";
import { createReader } from "../../../src/adapters/ipfs/reader.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { isWhole, readBack } from "../../../src/core/retrieval.ts";
import { type Cluster, clusterPrograms, startCluster, WHY_NO_CLUSTER } from "../../support/cluster-node.ts";
import { type KuboNode, startKubo } from "../../support/kubo-node.ts";
import { type PinningServiceOptions, startPinningService } from "../../support/pinning-service.ts";
import { serving } from "../../support/serving.ts";
import { carOf, noise, sampleOf, SMALL_FILES, temporaryFolder } from "../disk/sample.ts";

const ORIGIN = "/ip4/192.0.2.1/tcp/4001/p2p/12D3KooWCjfPiojcCUmv78Wd1NJzi4Mraj1moxigp7AfQVQvGLwH";

async function issue(title = "Issue") {
  const sample = await sampleOf(SMALL_FILES, title);
  return { ...sample, car: await carOf(sample, createStaging(temporaryFolder())) };
}

function storeAt(url: string, more: Partial<PinningStoreOptions> = {}): PinningStore {
  const parts = { url, id: "service", operator: "o", token: "s3cret", patience: 1000, fetching: 3000 };
  return createPinningStore({ ...parts, ...more });
}

describe("a pinning service (of our own: what the specification says, without blocks)", () => {
  async function started(options: PinningServiceOptions = {}) {
    const service = await startPinningService(options);
    return { service, store: storeAt(service.url) };
  }

  test("is asked to pin the document and the content that it links to, and waited for", async () => {
    const { service, store } = await started();
    const { car, root, content } = await issue();
    expect(await store.claim(root)).toBe("absent");
    const notes: string[] = [];
    await store.put(car, (message) => notes.push(message));
    expect(service.pins.map(({ pin }) => pin.cid).toSorted()).toEqual([root, content].map(String).toSorted());
    expect(await store.claim(root)).toBe("pinned");
    expect(notes).toContain(`pinning ${root.toString()}`);
  });

  test("is asked once: what it has, or is about to have, is not asked for again", async () => {
    const { service, store } = await started();
    const { car } = await issue();
    await store.put(car);
    await store.put(car);
    expect(service.calls.filter((call) => call === "POST /pins")).toHaveLength(2);
    for (const pin of service.pins) pin.status = "queued";
    await store.put(car);
    expect(service.pins).toHaveLength(2);
  });

  test("is asked anew for what failed before, and the failed wish is withdrawn", async () => {
    const { service, store } = await started();
    const { car, root } = await issue();
    await store.put(car);
    for (const pin of service.pins) pin.status = "failed";
    expect(await store.claim(root)).toBe("failed");
    await store.put(car);
    expect(service.pins.map(({ status }) => status)).toEqual(["pinned", "pinned"]);
  });

  test("is told where the blocks are, and its own nodes are connected to", async () => {
    const service = await startPinningService({ delegates: ["/dns4/a/tcp/1/p2p/x"] });
    const connected: string[] = [];
    const feed = {
      addresses: async () => await Promise.resolve(Array.from({ length: 30 }, () => ORIGIN)),
      connect: async (addresses: readonly string[]) => {
        await Promise.resolve(connected.push(...addresses));
      },
    };
    await storeAt(service.url, { feed }).put((await issue()).car);
    expect(connected).toContain("/dns4/a/tcp/1/p2p/x");
    // The specification allows 20.
    for (const { pin } of service.pins)
      expect(pin).toMatchObject({ name: "colophon", origins: Array(20).fill(ORIGIN) });
  });

  test("error: it fails, and says why", async () => {
    const { store } = await started({
      next: (pin) => Object.assign(pin, { status: "failed", details: "no provider found" }),
    });
    const { car, root } = await issue();
    const problem = `it could not pin ${root.toString()}: no provider found`;
    await expect(store.put(car)).toFailWith("STORE_REFUSED", { problem });
  });

  test("error: it never gets to it", async () => {
    const service = await startPinningService({ next: () => undefined });
    const { car, root } = await issue();
    await expect(storeAt(service.url, { fetching: 400 }).put(car)).toFailWith("STORE_REFUSED");
    expect(await storeAt(service.url).claim(root)).toBe("pending");
  });

  test("error: the token is wrong, and no failure shows it", async () => {
    const service = await startPinningService();
    const store = storeAt(service.url, { token: "hunter2" });
    const { car, root } = await issue();
    const calls = await Promise.allSettled([store.put(car), store.claim(root)]);
    for (const call of calls) {
      expect(call).toMatchObject({ status: "rejected", reason: { code: "STORE_REFUSED" } });
      expect(inspect(call, { depth: 9 })).not.toContain("hunter2");
    }
  });

  test("error: nothing says where its bytes are read", async () => {
    const { store } = await started();
    await expect(store.block((await issue()).root)).toFailWith("STORE_UNREACHABLE");
  });

  test.each([
    [
      "it has no room",
      409,
      '{"error":{"reason":"INSUFFICIENT_FUNDS","details":"storage limit reached"}}',
      "STORE_FULL",
    ],
    [
      "it says no",
      400,
      '{"error":{"reason":"BAD_REQUEST","details":"codec not supported"}}',
      "STORE_REFUSED",
    ],
    ["there is no such call", 404, "not found", "STORE_UNREACHABLE"],
    ["it is overloaded", 429, "", "STORE_UNREACHABLE"],
    ["it is away", 503, "", "STORE_UNREACHABLE"],
    ["it redirects", 302, "", "STORE_UNREACHABLE"],
    ["the answer is no JSON", 200, "<html>", "STORE_REFUSED"],
    ["the answer has no list", 200, "{}", "STORE_REFUSED"],
    ["the list holds something else", 200, '{"count":1,"results":[{"status":"pinned"}]}', "STORE_REFUSED"],
    ["the status is none", 200, '{"count":1,"results":[{"requestid":"1","status":"fine"}]}', "STORE_REFUSED"],
    ["the answer is endless", 200, "x".repeat(5_000_000), "STORE_UNREACHABLE"],
  ] as const)("error: %s", async (_, status, body, code) => {
    const url = await serving((request, response) => {
      request.resume();
      response.writeHead(status).end(body);
    });
    const { car, root } = await issue();
    await expect(storeAt(url).put(car)).toFailWith(code);
    await expect(storeAt(url).claim(root)).toFailWith(code);
  });

  test("error: it hangs, or hangs up half way", async () => {
    const { car } = await issue();
    const silent = await serving((request) => void request.resume());
    await expect(storeAt(silent).put(car)).toFailWith("STORE_UNREACHABLE");
    const broken = await serving((request, response) => {
      response.writeHead(200, { "Content-Length": "100" }).write("{", () => request.socket.destroy());
    });
    await expect(storeAt(broken).put(car)).toFailWith("STORE_UNREACHABLE");
  });
});

const programs = clusterPrograms();
const reason = programs === undefined ? ` (${WHY_NO_CLUSTER})` : "";

describe.skipIf(programs === undefined)(`the pinning service of a real IPFS Cluster${reason}`, () => {
  let cluster: Cluster;
  let feeding: KuboNode;
  beforeAll(async () => {
    cluster = await startCluster(programs ?? expect.unreachable(), 1);
    feeding = await startKubo(programs?.kubo ?? "");
  });
  afterAll(async () => {
    await cluster.stop();
    await feeding.stop();
  });

  function stores() {
    const [peer] = cluster.peers;
    const feed = createKuboStore({ url: feeding.url, id: "kubo", operator: "self" });
    const reader = createReader({
      url: peer?.kubo.gateway ?? "",
      id: "service",
      operator: "o",
      patience: 10_000,
    });
    const store = storeAt(peer?.pinning ?? "", { feed, reader, fetching: 30_000, patience: 10_000 });
    return { feed, store, kubo: peer?.kubo };
  }

  test("fetches an issue from the Kubo node that it is told of, and gives every block back", async () => {
    const { feed, store, kubo } = stores();
    const sample = await sampleOf({ ...SMALL_FILES, "big.bin": noise(2_500_000, 9) }, "fed");
    const car = await carOf(sample, createStaging(temporaryFolder()));
    await feed.put(car);
    expect(await store.claim(sample.root)).toBe("absent");
    await store.put(car);
    expect(await store.claim(sample.root)).toBe("pinned");
    expect(isWhole(await readBack(store, sample.root, { sha256: nodeSha256 }))).toBe(true);
    const pins = kubo?.run("pin", "ls", "--type=recursive").toString() ?? "";
    for (const cid of [sample.root, sample.content]) expect(pins).toContain(cid.toString());
    expect(
      kubo?.run("cat", "--offline", `/ipfs/${sample.root.toString()}/content/index.html`).toString(),
    ).toBe(SMALL_FILES["index.html"].toString());
    await store.put(car);
  });

  test("error: nobody has the blocks, and it does not say that it pinned them", async () => {
    const { store } = stores();
    const { car, root } = await issue("nowhere");
    const impatient = storeAt(cluster.peers[0]?.pinning ?? "", { fetching: 1500, patience: 5000 });
    await expect(impatient.put(car)).toFailWith("STORE_REFUSED");
    expect(await store.claim(root)).toBe("pending");
  });
});
