import type { RequestListener } from "node:http";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createStaging } from "../../../src/adapters/disk/staging.ts";
import {
  type ClusterStore,
  type ClusterStoreOptions,
  createClusterStore,
} from "../../../src/adapters/ipfs/cluster.ts";
import type { Reader } from "../../../src/adapters/ipfs/reader.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { failure } from "../../../src/core/errors/error.ts";
import { serving } from "../../support/serving.ts";
import { bytesOf, carOf, noise, sampleOf, SMALL_FILES, temporaryFolder } from "../disk/sample.ts";

const SAMPLE = await sampleOf(SMALL_FILES);
const ROOT = SAMPLE.root.toString();
const CONFIRMED = `${JSON.stringify({ name: "issue.car", cid: ROOT, bytes: 10 })}\n`;

const car = async (sample = SAMPLE) => await carOf(sample, createStaging(temporaryFolder()));

function storeAt(url: string, more: Partial<ClusterStoreOptions> = {}): ClusterStore {
  const parts = { url, id: "cluster", operator: "o", readers: [], sha256: nodeSha256, patience: 1000 };
  return createClusterStore({ ...parts, ...more });
}

/** What a cluster says of the root, peer by peer: `pin_error: no such block` has an error. */
function statusOf(...states: readonly string[]): string {
  const peers = states.map((state, i) => {
    const [status, error = ""] = state.split(": ");
    return [`peer-id-${i}`, { peername: `peer${i}`, status, error }];
  });
  return JSON.stringify({ cid: ROOT, allocations: [], peer_map: Object.fromEntries(peers) });
}

/** A cluster that takes what it is given, confirms it, and then tells these states one after the other. */
async function clusterSaying(states: readonly string[], add: RequestListener = confirming): Promise<string> {
  const left = [...states];
  return await serving((request, response) => {
    if (request.url?.startsWith("/add") === true) add(request, response);
    else response.end(left.length > 1 ? left.shift() : left[0]);
  });
}

const confirming: RequestListener = (request, response) => {
  request.resume().once("end", () => response.end(CONFIRMED));
};

const BEFORE = statusOf("unpinned", "unpinned");
const DONE = statusOf("pinned", "pinned");

describe("createClusterStore: put", () => {
  test("waits until every peer that is to hold it has pinned it, and says how far they are", async () => {
    const states = [
      BEFORE,
      BEFORE,
      statusOf("pinned", "pinning", "remote"),
      statusOf("pinned", "pinned", "remote"),
    ];
    const notes: string[] = [];
    await storeAt(await clusterSaying(states)).put(await car(), (message) => notes.push(message));
    expect(notes).toEqual(["pinned by 0 of 2 peers", "pinned by 1 of 2 peers"]);
  });

  test("says what it asks for: replication, and that who holds it keeps it", async () => {
    let asked = new URLSearchParams();
    const before = BEFORE.replace('"allocations":[]', '"allocations":["a","b"]');
    const url = await clusterSaying([before, DONE], (request, response) => {
      asked = new URL(request.url ?? "", "http://x").searchParams;
      confirming(request, response);
    });
    await storeAt(url, { replication: { min: 1, max: 2 } }).put(await car());
    expect(Object.fromEntries(asked)).toMatchObject({
      format: "car",
      "replication-min": "1",
      "replication-max": "2",
      "user-allocations": "a,b",
    });
  });

  test("names every block as raw bytes and keeps the root in the header: a cluster knows no documents", async () => {
    let body: Buffer = Buffer.of();
    const url = await clusterSaying([BEFORE, DONE], (request, response) => {
      void bytesOf(request).then((bytes) => {
        body = bytes;
        response.end(CONFIRMED);
      });
    });
    await storeAt(url).put(await car());
    expect(body.indexOf(SAMPLE.root.bytes)).toBe(body.lastIndexOf(SAMPLE.root.bytes));
    for (const { bytes } of SAMPLE.blocks) expect(body.includes(bytes)).toBe(true);
  });

  test("asks once for another try where a peer failed", async () => {
    const failed = statusOf("pinned", "pin_error: timed out");
    const calls: string[] = [];
    const left = [BEFORE, failed, statusOf("pinned", "pinning"), DONE];
    const url = await serving((request, response) => {
      calls.push(`${request.method ?? ""} ${request.url ?? ""}`);
      if (request.url?.startsWith("/add") === true) confirming(request, response);
      else response.end(request.method === "POST" || left.length === 1 ? DONE : left.shift());
    });
    await storeAt(url).put(await car());
    expect(calls.filter((call) => call.endsWith("/recover"))).toEqual([`POST /pins/${ROOT}/recover`]);
  });

  test("error: a peer cannot pin it", async () => {
    const url = await clusterSaying([BEFORE, statusOf("pinned", "pin_error: disk on fire")]);
    const problem = "pinned by 1 of 2 peers; peer1: disk on fire";
    await expect(storeAt(url).put(await car())).toFailWith("STORE_REFUSED", { problem });
  });

  test("error: pinning takes longer than it is waited for", async () => {
    const url = await clusterSaying([BEFORE, statusOf("pinned", "pin_queued")]);
    const problem = "pinned by 1 of 2 peers";
    await expect(storeAt(url, { patience: 500 }).put(await car())).toFailWith("STORE_REFUSED", { problem });
  });

  const answering =
    (status: number, body: string, trailer?: string): RequestListener =>
    (request, response) => {
      request.resume().once("end", () => {
        response.writeHead(status, { Trailer: "X-Stream-Error" }).write(body);
        if (trailer !== undefined) response.addTrailers({ "X-Stream-Error": trailer });
        response.end();
      });
    };
  test.each([
    [
      "a trailer says that it failed, and nothing else does",
      answering(200, "", "no decoder"),
      "STORE_REFUSED",
    ],
    [
      "a trailer says that it failed after it confirmed the root",
      answering(200, CONFIRMED, "x"),
      "STORE_REFUSED",
    ],
    ["a trailer says that a disk is full", answering(200, "", "no space left on device"), "STORE_FULL"],
    ["a line says that it failed", answering(200, '{"code":500,"message":"oh"}\n'), "STORE_REFUSED"],
    ["nothing is said of the root", answering(200, '{"name":"x","cid":"bafkqaaa"}\n'), "STORE_REFUSED"],
    ["it answers nothing at all", answering(200, ""), "STORE_REFUSED"],
    ["it says no", answering(500, '{"code":500,"message":"no"}'), "STORE_REFUSED"],
    ["the token is wrong", answering(401, '{"code":401,"message":"unauthorized"}'), "STORE_REFUSED"],
    ["it is away", answering(502, "bad gateway"), "STORE_UNREACHABLE"],
    ["there is no such call", answering(404, "404"), "STORE_UNREACHABLE"],
    ["it redirects", answering(307, ""), "STORE_UNREACHABLE"],
    ["the answer is endless", answering(200, "x".repeat(5_000_000)), "STORE_UNREACHABLE"],
    [
      "it hangs up in the middle",
      (request) => void request.once("data", () => request.socket.destroy()),
      "STORE_UNREACHABLE",
    ],
    ["it never answers", (request) => void request.resume(), "STORE_UNREACHABLE"],
    ["it falls silent and takes no more", () => undefined, "STORE_UNREACHABLE"],
  ] as [string, RequestListener, "STORE_REFUSED"][])("error: %s", async (_, add, code) => {
    const large = await sampleOf({ "large.bin": noise(8_000_000) });
    const url = await clusterSaying([BEFORE, DONE], add);
    await expect(storeAt(url).put(await car(large))).toFailWith(code);
  });

  test.each([
    ["its word on the root is none", "{}", "STORE_REFUSED"],
    ["its word on the root is no JSON", "<html>", "STORE_REFUSED"],
  ] as const)("error: %s", async (_, said, code) => {
    await expect(storeAt(await clusterSaying([said])).put(await car())).toFailWith(code);
    await expect(storeAt(await clusterSaying([said])).claim(SAMPLE.root)).toFailWith(code);
  });

  test("error: no failure shows the address or the token", async () => {
    const store = storeAt("http://user:hunter2@127.0.0.1:1/x?key=hunter2", { token: "hunter2" });
    for (const call of await Promise.allSettled([store.put(await car()), store.claim(SAMPLE.root)])) {
      expect(call).toMatchObject({ status: "rejected", reason: { code: "STORE_UNREACHABLE" } });
      expect(inspect(call, { depth: 9 })).not.toContain("hunter2");
    }
  });
});

test("createClusterStore: places: the IDs of its peers' nodes, whoever does not tell", async () => {
  const peers = [
    { id: "c1", ipfs: { id: "n1" } },
    { id: "c2", ipfs: { error: "away" } },
    { ipfs: { id: "n3" } },
  ];
  const url = await serving((_, response) =>
    response.end(peers.map((one) => JSON.stringify(one)).join("\n")),
  );
  expect(await storeAt(url).places()).toEqual(["n1", "n3"]);
});

describe("createClusterStore: claim", () => {
  test.each([
    [["pinned", "pinned"], "pinned"],
    [["pinned", "pinned", "remote"], "pinned"],
    [["pinned", "unpinned"], "pending"],
    [["pin_queued", "pinning"], "pending"],
    [["pinned", "pin_error: x"], "failed"],
    [["cluster_error: x"], "failed"],
    [["unexpectedly_unpinned"], "failed"],
    [["unpinned", "unpinned"], "absent"],
    [["a word of tomorrow"], "absent"],
    [[], "absent"],
  ] as const)("%j is %s", async (states, claim) => {
    expect(await storeAt(await clusterSaying([statusOf(...states)])).claim(SAMPLE.root)).toBe(claim);
  });

  test("one of two is enough where the replication says so", async () => {
    const url = await clusterSaying([statusOf("pinned", "pin_error: x")]);
    expect(await storeAt(url, { replication: { min: 1, max: 2 } }).claim(SAMPLE.root)).toBe("pinned");
  });
});

describe("createClusterStore: block", () => {
  const { cid, bytes } = SAMPLE.blocks[0] ?? expect.unreachable();
  const reader = (block: Reader["block"]): Reader => ({ id: "peer", block });
  const intact = reader(async () => await Promise.resolve(bytes));
  const wrong = reader(async () => await Promise.resolve(noise(10)));
  const absent = reader(async () => await Promise.resolve(undefined));
  const silent = reader(() =>
    Promise.reject(failure("STORE_UNREACHABLE", { store: "peer", problem: "silent" })),
  );
  const from = async (readers: readonly Reader[], min?: number) =>
    await storeAt("http://127.0.0.1:1", {
      readers,
      ...(min === undefined ? {} : { replication: { min, max: 3 } }),
    }).block(cid);

  test("gives what as many peers as promised give intact, whatever the others do", async () => {
    expect(await from([intact, intact])).toBe(bytes);
    expect(await from([wrong, intact, silent], 1)).toBe(bytes);
    expect(await from([absent, intact, intact], 2)).toBe(bytes);
  });

  test("gives the worst else: wrong bytes before none", async () => {
    expect(await from([intact, absent])).toBeUndefined();
    expect(await from([absent, intact, wrong])).toEqual(noise(10));
    expect(await from([intact, wrong, intact], 3)).toEqual(noise(10));
  });

  test("error: a peer is silent, or fewer are named than have to give it", async () => {
    await expect(from([intact, silent])).toFailWith("STORE_UNREACHABLE");
    await expect(from([intact], 2)).toFailWith("STORE_UNREACHABLE");
  });

  test("error: a peer that is silent may have what another need not have, by the replication", async () => {
    await expect(from([intact, silent, absent], 2)).toFailWith("STORE_UNREACHABLE");
    await expect(from([intact, silent, wrong], 2)).toFailWith("STORE_UNREACHABLE");
    expect(await from([absent, silent, absent], 2)).toBeUndefined();
    expect(await from([intact, silent, absent])).toBeUndefined();
  });

  test("leaves a silent peer alone for a while", async () => {
    let asked = 0;
    const counting = reader(async () => {
      asked++;
      return await Promise.reject(failure("STORE_UNREACHABLE", { store: "peer", problem: "silent" }));
    });
    const readers = [intact, counting];
    const store = storeAt("http://127.0.0.1:1", { readers, replication: { min: 1, max: 2 } });
    for (let i = 0; i < 5; i++) expect(await store.block(cid)).toBe(bytes);
    expect(asked).toBe(1);
  });

  test("error: a peer that is read through its gateway cannot be told to drop a block", async () => {
    const store = storeAt("http://127.0.0.1:1", { readers: [intact, wrong] });
    await expect(store.drop([cid])).toFailWith("STORE_REFUSED");
  });
});
