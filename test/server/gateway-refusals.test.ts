import * as dagPb from "@ipld/dag-pb";
import { createServer, request as httpRequest } from "node:http";
import { CID } from "multiformats/cid";
import { identity } from "multiformats/hashes/identity";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { type CID as Cid, rawCid } from "../../src/core/cid.ts";
import { gateway } from "../../src/server/gateway.ts";
import { noise, type Sample, sampleOf, SMALL_FILES } from "../adapters/disk/sample.ts";
import {
  ABSENT,
  block,
  carCids,
  cidOf,
  codeOf,
  get,
  held,
  hold,
  isCutOff,
  listening,
  statusOf,
} from "./gateway-fixture.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await sampleOf(SMALL_FILES);
});
beforeEach(() => {
  hold(sample);
});

describe("what is refused", () => {
  const root = (): string => sample.root.toString();
  test.each([
    ["neither format nor Accept", () => root(), 400, "REQUEST_INVALID"],
    ["a format that needs conversion", () => `${root()}?format=dag-cbor`, 406, "REQUEST_INVALID"],
    [
      "a format of another codec",
      () => `${sample.content.toString()}?format=dag-json`,
      406,
      "REQUEST_INVALID",
    ],
    ["a format of the language's own", () => `${root()}?format=constructor`, 406, "REQUEST_INVALID"],
    ["an archive that is no block", () => `${root()}?format=tar`, 406, "REQUEST_INVALID"],
    ["a raw block with a path", () => `${root()}/content?format=raw`, 400, "REQUEST_INVALID"],
    ["a CAR of another version", () => `${root()}?format=car&car-version=2`, 400, "REQUEST_INVALID"],
    ["a CAR in another order", () => `${root()}?format=car&car-order=bfs`, 400, "REQUEST_INVALID"],
    [
      "duplicates that are neither y nor n",
      () => `${root()}?format=car&car-dups=maybe`,
      400,
      "REQUEST_INVALID",
    ],
    ["a scope that there is not", () => `${root()}?format=car&dag-scope=some`, 400, "REQUEST_INVALID"],
    ["a range that is none", () => `${root()}?format=car&entity-bytes=a:b`, 400, "REQUEST_INVALID"],
    ["a CID that is none", () => "nonsense?format=raw", 400, "CID_INVALID"],
    ["no CID", () => "?format=raw", 400, "CID_INVALID"],
    [
      "a CID with another hash",
      () =>
        "bafkrgqe3ohjcjplc6n4f3fwunlj6upltggn7xqujbsvnvyw764srszz4u4rshq6ztos4chl4plgg4ffyyxnayrtdi5oc4xb2332g645433aeg?format=raw",
      400,
      "CID_INVALID",
    ],
    ["a path that is not UTF-8", () => `${root()}/%ff?format=car`, 400, "REQUEST_INVALID"],
    ["a block that is not here", () => `${ABSENT.toString()}?format=raw`, 404, "BLOCK_MISSING"],
    ["a DAG that is not here", () => `${ABSENT.toString()}?format=car`, 404, "BLOCK_MISSING"],
    ["a name that is not there", () => `${root()}/content/none.html?format=car`, 404, "NOT_FOUND"],
    ["a key that is not there", () => `${root()}/constructor?format=car`, 404, "NOT_FOUND"],
    ["a path below a file", () => `${root()}/content/index.html/x?format=car`, 404, "NOT_FOUND"],
  ])("error: %s", async (_, path, status, code) => {
    const response = await get(path());
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("error: dots lead nowhere", async () => {
    for (const dots of ["..", "%2e%2e", "."])
      expect(await statusOf(`/ipfs/${root()}/content/art/${dots}/index.html?format=car`)).toBe(404);
  });

  test("error: only-if-cached and not here is 412", async () => {
    const response = await get(`${ABSENT.toString()}?format=raw`, { "Cache-Control": "only-if-cached" });
    expect(response.status).toBe(412);
  });

  test("error: a damaged block is 502 and not sent", async () => {
    held.set(sample.root.toString(), noise(10));
    const response = await get(`${sample.root.toString()}?format=raw`);
    expect([response.status, await codeOf(response)]).toEqual([502, "BLOCK_MISMATCH"]);
  });

  test("error: another method is 405", async () => {
    const response = await get(`${sample.root.toString()}?format=raw`, {}, "POST");
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });

  test("a browser's question before it asks is answered", async () => {
    const response = await get(sample.root.toString(), {}, "OPTIONS");
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-headers")).toMatch(/Range/);
  });
});

describe("hostile DAGs", () => {
  function holdNode(bytes: Uint8Array): Cid {
    const cid = CID.createV1(dagPb.code, rawCid(digestFromBytes(nodeSha256(bytes))).multihash);
    held.set(cid.toString(), bytes);
    return cid;
  }

  function file(...children: readonly Cid[]): Cid {
    const sizes = children.flatMap(() => [0x20, 0x80, 0x80, 0x40]);
    const Data = Uint8Array.from([0x08, 0x02, 0x18, 0x80, 0x80, 0x80, 0x80, 0x04, ...sizes]);
    return holdNode(dagPb.encode({ Data, Links: children.map((Hash) => ({ Hash, Name: "", Tsize: 1 })) }));
  }

  /** 30 blocks, each linking twice to the next: a gigabyte and more, if all were told. */
  function bomb(): Cid {
    let top = file();
    for (let i = 0; i < 30; i++) top = file(top, top);
    return top;
  }

  test("blocks that link twice to the next are given once each, at once", async () => {
    const began = performance.now();
    expect(await carCids(await get(`${bomb().toString()}?format=car`))).toHaveLength(31);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test.each(["car-dups=y", "dag-scope=entity&entity-bytes=0:*", "dag-scope=entity&entity-bytes=1:-2"])(
    "with %s they are given once each too",
    async (parameters) => {
      const began = performance.now();
      expect(await carCids(await get(`${bomb().toString()}?format=car&${parameters}`))).toHaveLength(31);
      expect(performance.now() - began).toBeLessThan(2000);
    },
  );

  test("error: a root that holds its block within itself, and in it many links to one block", async () => {
    const bytes = noise(100_000);
    held.set(cidOf(bytes), bytes);
    const links = Array.from({ length: 90 }, () => ({ Hash: CID.parse(cidOf(bytes)), Name: "", Tsize: 1 }));
    const root = CID.createV1(dagPb.code, identity.digest(dagPb.encode({ Links: links })));
    const response = await get(`${root.toString()}?format=car&car-dups=y`);
    expect([response.status, await codeOf(response)]).toEqual([400, "REQUEST_INVALID"]);
  });

  test("nodes that hold others within their links end at a limit", async () => {
    // 300 times 300 different nodes, all of them within two blocks.
    const inline = (node: Parameters<typeof dagPb.encode>[0]): Cid =>
      CID.createV1(dagPb.code, identity.digest(dagPb.encode(node)));
    const link = (Hash: Cid) => ({ Hash, Name: "", Tsize: 1 });
    const tops = Array.from({ length: 300 }, (_, i) => {
      const leaves = Array.from({ length: 300 }, (_each, j) =>
        link(inline({ Data: Uint8Array.of(i, j, j >> 8, i >> 8), Links: [] })),
      );
      return link(holdNode(dagPb.encode({ Links: leaves })));
    });
    expect(await isCutOff(`${holdNode(dagPb.encode({ Links: tops })).toString()}?format=car`)).toBe(true);
  });

  test.each([
    ["no protobuf", Buffer.from("hello")],
    ["UnixFS data that is cut short", dagPb.encode({ Data: Uint8Array.of(0x08), Links: [] })],
    ["UnixFS data with a length past its end", dagPb.encode({ Data: Uint8Array.of(0x12, 0x7f), Links: [] })],
    ["UnixFS data with an unknown field", dagPb.encode({ Data: Uint8Array.of(0x0d), Links: [] })],
    ["a number without end", dagPb.encode({ Data: new Uint8Array(40).fill(0xff), Links: [] })],
  ])("error: %s", async (_, bytes) => {
    const response = await get(`${holdNode(bytes).toString()}/name?format=car`);
    expect([response.status, await codeOf(response)]).toEqual([422, "BLOCK_MALFORMED"]);
  });

  test("a reader who leaves half way does not keep the gateway at work", async () => {
    let reads = 0;
    const counting = async (cid: Cid) => {
      reads++;
      return await block(cid);
    };
    const leaves = Array.from({ length: 200 }, (_, i) => {
      const bytes = noise(200_000, i);
      held.set(cidOf(bytes), bytes);
      return CID.parse(cidOf(bytes));
    });
    const url = await listening(createServer(gateway({ block: counting, sha256: nodeSha256 })));
    await new Promise<void>((resolve, reject) => {
      const asking = httpRequest(`${url}/ipfs/${file(...leaves).toString()}?format=car`, (response) => {
        response.once("data", () => {
          response.destroy();
          resolve();
        });
      });
      asking.once("error", reject).end();
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(reads).toBeLessThan(150);
  });
});
