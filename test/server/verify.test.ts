import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import type { VerdictReport } from "../../src/verify/report.ts";
import { type ExampleArchive, exampleArchive, exampleFile } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
let verifier: Listening;

beforeAll(async () => {
  examples = await exampleArchive();
  verifier = await startVerifier(examples.archive);
});
afterAll(() => verifier.stop());
beforeEach(() => {
  examples.archive.chainDown = false;
  examples.archive.notFinal = 0;
});

async function verify(
  body: Uint8Array,
  query = "",
  headers: Record<string, string> = {},
): Promise<VerdictReport> {
  const response = await fetch(`${verifier.url}/api/verify${query}`, {
    method: "POST",
    body: Buffer.from(body),
    headers,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as VerdictReport;
}

const letter = () => exampleFile("tidewater/42/index.html");

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
}

describe("POST /api/verify", () => {
  test("an archived file is authentic, with every check answered in words", async () => {
    const report = await verify(letter(), "?name=index.html");
    expect(report).toMatchObject({
      verdict: "authentic",
      issue: { digest: examples.letter42, path: "index.html" },
    });
    expect(report.checks.map(({ check }) => check)).toEqual([
      "integrity",
      "anchored",
      "final",
      "time",
      "identity",
      "standing",
      "available",
    ]);
    expect(report.checks.every(({ says }) => says.length > 0)).toBe(true);
  });

  test("a file of a superseded revision is authentic, but", async () => {
    const report = await verify(exampleFile("field-notes/7/article.md"));
    expect(report).toMatchObject({ verdict: "authentic-but", standing: "superseded" });
    expect(report.notices).toMatchObject([{ kind: "correction" }]);
  });

  test("one flipped bit is altered, and where is told", async () => {
    const report = await verify(flipped(letter(), 1234), "", { "x-file-name": "index.html" });
    expect(report).toMatchObject({
      verdict: "altered",
      difference: { commonStart: 1234, held: { path: "index.html" }, archived: { path: "index.html" } },
    });
  });

  test("an unlike file is not anchored", async () => {
    expect(await verify(Buffer.from("nobody's"), "?name=a.txt")).toMatchObject({ verdict: "not-anchored" });
  });

  test("nothing can be checked while the node is down", async () => {
    examples.archive.chainDown = true;
    expect(await verify(letter())).toMatchObject({ verdict: "could-not-check" });
    expect(await verify(Buffer.from("nobody's"))).toMatchObject({ verdict: "could-not-check" });
  });

  test("what is anchored in a block that is not final yet could not be checked", async () => {
    examples.archive.notFinal = 1;
    expect(await verify(exampleFile("almanac/2026-q4/almanac-2026-q4.pdf"))).toMatchObject({
      verdict: "could-not-check",
    });
  });

  test("the manifest itself is authentic", async () => {
    const response = await fetch(`${verifier.url}/api/issues/${examples.letter42}/manifest`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const report = await verify(bytes);
    expect(report.verdict).toBe("authentic");
    expect(report.checks[0]?.reason).toBe("manifest-intact");
  });

  test("takes a file name in percent-encoded UTF-8, without its folders", async () => {
    const name = encodeURIComponent("../überall/index.html");
    expect(await verify(flipped(letter(), 5), "", { "x-file-name": name })).toMatchObject({
      difference: { held: { path: "index.html" } },
    });
  });

  test.for([
    ["?label=NO", {}, "LABEL_INVALID"],
    ["", { "x-file-name": "%ff%fe" }, "REQUEST_INVALID"],
  ] as const)("refuses %s %o with %s", async ([query, headers, code]) => {
    const response = await fetch(`${verifier.url}/api/verify${query}`, {
      method: "POST",
      body: "x",
      headers,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
  });

  test("an empty body is a file like any other", async () => {
    expect(await verify(new Uint8Array(0), "?name=empty")).toMatchObject({ verdict: "not-anchored" });
  });
});

describe("the upload limit", () => {
  const LIMIT = 8 * 1024 * 1024;

  test("refuses an announced length at once, with a whole answer and a closed connection", async () => {
    const answer = await send({ "content-length": String(LIMIT + 1) }, Buffer.alloc(LIMIT + 1));
    expect(answer).toMatchObject({
      status: 413,
      connection: "close",
      body: { code: "UPLOAD_TOO_LARGE", parameters: { limit: LIMIT } },
    });
  });

  test("refuses a stream of unknown length when it grows too long", async () => {
    const answer = await send({ "transfer-encoding": "chunked" }, Buffer.alloc(LIMIT + 1));
    expect(answer).toMatchObject({ status: 413, body: { code: "UPLOAD_TOO_LARGE" } });
  });

  test("takes a file of exactly the limit", async () => {
    expect(await verify(new Uint8Array(LIMIT))).toMatchObject({ verdict: "not-anchored" });
  });

  test("a client that goes away in the middle leaves the server well", async () => {
    const { hostname, port } = new URL(verifier.url);
    const socket = connect(Number(port), hostname);
    socket.write("POST /api/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect(await verify(letter())).toMatchObject({ verdict: "authentic" });
  });
});

describe("the rate limit", () => {
  test("refuses the next upload with 429, and lets reading go on", async () => {
    const strict = await startVerifier(examples.archive, { uploadsPerMinute: 2 });
    const post = () => fetch(`${strict.url}/api/verify`, { method: "POST", body: "x" });
    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    const third = await post();
    expect(third.status).toBe(429);
    expect(third.headers.get("cache-control")).toBe("no-store");
    expect(third.headers.get("vary")).toMatch(/(^|, )Accept(,|$)/);
    expect(await third.json()).toMatchObject({ code: "REQUESTS_TOO_MANY" });
    expect((await fetch(`${strict.url}/api/publications`)).status).toBe(200);
    await strict.stop();
  });
});

/** A bare client, which sees the answer however the connection ends. */
function send(headers: Record<string, string>, body: Buffer) {
  return new Promise<{ status: number | undefined; connection: string | undefined; body: unknown }>(
    (resolve, reject) => {
      const request = httpRequest(`${verifier.url}/api/verify`, { method: "POST", headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode,
            connection: response.headers.connection,
            body: JSON.parse(text),
          });
        });
      });
      request.on("error", reject);
      request.end(body);
    },
  );
}
