import { createHash } from "node:crypto";
import { type IncomingHttpHeaders, request as ask, type RequestOptions } from "node:http";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { type Listening, listen } from "../../src/server/listen.ts";
import { readyJson } from "../../src/server/ready.ts";

const KEPT = { name: "Wendhaven – 岛" };
let server: Listening;
let made = 0;

beforeAll(async () => {
  const app = express();
  const send = readyJson((about: { name: string }) => {
    made += 1;
    return { told: about.name };
  }, nodeSha256);
  app.get("/kept", (request, response) => send(KEPT, request, response));
  app.get("/new", (request, response) => send({ name: "new" }, request, response));
  server = await listen(app, { host: "127.0.0.1", port: 0, strict: true });
});
afterAll(() => server.stop());

const get = (path: string) => fetch(`${server.url}${path}`);

interface Answer {
  readonly status: number | undefined;
  readonly bytes: number;
  readonly headers: IncomingHttpHeaders;
}

/** As a browser asks: Node's fetch adds that it wants nothing that was kept. */
function asked(options: RequestOptions): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  ask(`${server.url}/kept`, options, (response) => {
    let bytes = 0;
    response.on("data", (part: Buffer) => (bytes += part.length));
    response.on("end", () => resolve({ status: response.statusCode, bytes, headers: response.headers }));
  }).end();
  return promise;
}

describe("readyJson", () => {
  test("makes the answer about one object once", async () => {
    made = 0;
    for (let i = 0; i < 3; i++) expect(await (await get("/kept")).json()).toEqual({ told: KEPT.name });
    expect(made).toBe(1);
    for (let i = 0; i < 2; i++) expect(await (await get("/new")).json()).toEqual({ told: "new" });
    expect(made).toBe(3);
  });

  test("tells its type and its length in bytes", async () => {
    const body = JSON.stringify({ told: KEPT.name });
    const { headers } = await get("/kept");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("content-length")).toBe(String(Buffer.byteLength(body)));
    const tag = createHash("sha256").update(body).digest("base64url");
    expect(headers.get("etag")).toBe(`W/"${tag}"`);
  });

  test("is 304 without a body for who has it, and whole for who has another", async () => {
    const { headers } = await asked({});
    const unchanged = await asked({ headers: { "If-None-Match": headers.etag ?? "" } });
    expect(unchanged).toMatchObject({ status: 304, bytes: 0, headers: { etag: headers.etag } });
    expect(unchanged.headers).not.toHaveProperty("content-type");
    expect((await asked({ headers: { "If-None-Match": 'W/"other"' } })).status).toBe(200);
  });

  test("gives HEAD the same headers and no body", async () => {
    const { bytes, headers } = await asked({});
    expect(bytes).toBeGreaterThan(0);
    const only = await asked({ method: "HEAD" });
    expect([only.bytes, only.headers["content-length"]]).toEqual([0, headers["content-length"]]);
  });
});
