import express from "express";
import { createServer } from "node:http";
import { CID } from "multiformats/cid";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGatewayStore } from "../../src/adapters/ipfs/gateway-client.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { gateway } from "../../src/server/gateway.ts";
import { noise, type Sample, sampleOf, SMALL_FILES } from "../adapters/disk/sample.ts";
import { ABSENT, block, carCids, cidOf, get, held, hold, listening, MIB, start } from "./gateway-fixture.ts";

const LARGE = noise(3 * MIB + 500);

let sample: Sample;
beforeAll(async () => {
  sample = await sampleOf({ ...SMALL_FILES, "large.bin": LARGE, "repeats.bin": Buffer.alloc(3 * MIB, 7) });
});
beforeEach(() => {
  hold(sample);
});

describe("format=raw", () => {
  test("gives a block with everything that the specification asks for", async () => {
    const cid = sample.content.toString();
    const response = await get(`${cid}?format=raw`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(held.get(cid) ?? Buffer.of())).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/vnd.ipld.raw",
      "content-disposition": `attachment; filename="${cid}.bin"`,
      "content-length": String(held.get(cid)?.length),
      "cache-control": "public, max-age=29030400, immutable",
      etag: `"${cid}.raw"`,
      "x-content-type-options": "nosniff",
      "x-ipfs-path": `/ipfs/${cid}`,
      "x-ipfs-roots": cid,
      "accept-ranges": "bytes",
      "access-control-allow-origin": "*",
    });
  });

  test("is asked for by Accept too, but the query counts first", async () => {
    const cid = sample.root.toString();
    const raw = await get(cid, { Accept: "text/html, application/vnd.ipld.raw" });
    expect(raw.headers.get("content-type")).toBe("application/vnd.ipld.raw");
    const car = await get(`${cid}?format=car`, { Accept: "application/vnd.ipld.raw" });
    expect(car.headers.get("content-type")).toMatch(/^application\/vnd\.ipld\.car/);
    const heavier = await get(cid, {
      Accept: "application/vnd.ipld.car;q=0.5, application/vnd.ipld.raw;q=0.9",
    });
    expect(heavier.headers.get("content-type")).toBe("application/vnd.ipld.raw");
  });

  test("HEAD gives the same headers and no body", async () => {
    const response = await get(`${sample.root.toString()}?format=raw`, {}, "HEAD");
    expect(response.headers.get("content-length")).toBe(String(held.get(sample.root.toString())?.length));
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  test("answers 304 to one who has it, also before the block is looked for", async () => {
    held.clear();
    const etag = `"${sample.root.toString()}.raw"`;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const response = await get(`${sample.root.toString()}?format=raw`, { "If-None-Match": known });
      expect(response.status).toBe(304);
      expect(response.headers.get("etag")).toBe(etag);
    }
    expect((await get(`${sample.root.toString()}?format=raw`, { "If-None-Match": '"other"' })).status).toBe(
      404,
    );
  });

  test.each([
    ["bytes=0-3", 206, "bytes 0-3/N", [0, 4]],
    ["bytes=5-", 206, "bytes 5-L/N", [5, Infinity]],
    ["bytes=-4", 206, "bytes F-L/N", [-4, Infinity]],
    ["bytes=2-999999", 206, "bytes 2-L/N", [2, Infinity]],
    ["bytes=0-1,3-4", 200, null, [0, Infinity]],
    ["bytes=4-2", 200, null, [0, Infinity]],
    ["lines=1-2", 200, null, [0, Infinity]],
  ])("Range: %s answers %d", async (range, status, contentRange, part) => {
    const bytes = SMALL_FILES["index.html"];
    const expected = contentRange
      ?.replace("F", String(bytes.length - 4))
      .replace("L", String(bytes.length - 1))
      .replace("N", String(bytes.length));
    const response = await get(`${cidOf(bytes)}?format=raw`, { Range: range });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-range") ?? undefined).toBe(expected);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(...part))).toBe(true);
  });

  test("If-Range with another tag gives the whole block", async () => {
    const bytes = SMALL_FILES["index.html"];
    expect(
      (await get(`${cidOf(bytes)}?format=raw`, { Range: "bytes=0-1", "If-Range": '"other"' })).status,
    ).toBe(200);
  });

  test("error: a range past the end is 416", async () => {
    const response = await get(`${cidOf(SMALL_FILES["notes.txt"])}?format=raw`, { Range: "bytes=500-" });
    expect(response.status).toBe(416);
    expect(response.headers.get("content-range")).toBe(`bytes */${SMALL_FILES["notes.txt"].length}`);
  });

  test("gives the probe block, which is within its CID", async () => {
    for (const method of ["GET", "HEAD"]) {
      const response = await get("bafkqaaa?format=raw", {}, method);
      expect([response.status, response.headers.get("content-length")]).toEqual([200, "0"]);
    }
  });

  test("gives a block under the old spelling of its CID", async () => {
    const old = CID.createV0(sample.content.multihash as Parameters<typeof CID.createV0>[0]);
    expect((await get(`${old.toString()}?format=raw`)).status).toBe(200);
  });

  test("a codec's own format is the block as it is", async () => {
    const response = await get(`${sample.root.toString()}?format=dag-json`);
    expect(response.headers.get("content-type")).toBe("application/vnd.ipld.dag-json");
    expect(digestFromBytes(nodeSha256(new Uint8Array(await response.arrayBuffer())))).toBe(
      digestFromBytes(sample.root.multihash.digest),
    );
  });

  test("a file name of the asker's cannot break out of its header", async () => {
    const name = encodeURIComponent('a"\r\nX-Evil: 1; \u202e\u00e9.bin');
    const response = await get(`${sample.root.toString()}?format=raw&filename=${name}`);
    expect(response.headers.get("x-evil")).toBeNull();
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="a___X-Evil: 1; __.bin"; filename*=UTF-8''a%22%0D%0AX-Evil%3A%201%3B%20%E2%80%AE%C3%A9.bin`,
    );
  });
});

describe("mounted", () => {
  test("in Express at /ipfs", async () => {
    const app = express().use("/ipfs", gateway({ block, sha256: nodeSha256 }));
    const url = await listening(createServer(app));
    const response = await fetch(`${url}/ipfs/${sample.root.toString()}/content?format=car&dag-scope=block`);
    expect(await carCids(response)).toEqual([sample.root.toString(), sample.content.toString()]);
    expect((await fetch(`${url}/ipfs/${ABSENT.toString()}?format=raw`)).status).toBe(404);
  });

  test("is read back by the gateway store", async () => {
    const store = createGatewayStore({ url: await start(), id: "gateway", operator: "o" });
    for (const { cid, bytes } of sample.blocks)
      expect(Buffer.compare((await store.block(cid)) ?? Buffer.of(), bytes)).toBe(0);
    expect(await store.block(ABSENT)).toBeUndefined();
  });
});
