import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let verifier: Listening;
let digest: string;
const unexpected: unknown[] = [];

beforeAll(async () => {
  const { archive, letter42 } = await exampleArchive();
  digest = letter42;
  verifier = await startVerifier(archive, { onUnexpected: (error) => unexpected.push(error) });
});
afterAll(() => verifier.stop());

/** The target as it is, which fetch would tidy up first. */
function raw(target: string, method = "GET"): Promise<{ status: number; head: string; body: string }> {
  const { hostname, port } = new URL(verifier.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("end", () => {
      const [head = "", body = ""] = text.split("\r\n\r\n");
      resolve({ status: Number(head.slice(9, 12)), head: head.toLowerCase(), body });
    });
    socket.on("error", reject);
    socket.write(`${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  });
}

const SUFFIXES = [
  "%",
  "%zz",
  "%ff",
  "%c0%ae%c0%ae",
  "%00",
  "a%00b",
  "..",
  "../..",
  "%2e%2e",
  "..%2f..%2fetc%2fpasswd",
  "%2e%2e%2f",
  "..\\..\\x",
  "%5c..%5c",
  "//",
  "/./",
  "a//b",
  "%0d%0aset-cookie:x=1",
  "<script>",
  "%3Cscript%3E",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "\u00ff",
  "x".repeat(4000),
  "%F0%9F%92%A9",
  "?x[__proto__]=1",
  "?label[]=1",
];
const PREFIXES = [
  "/",
  "/api/",
  "/api/issues/",
  "/api/files/",
  "/api/cids/",
  "/api/publications/",
  "/ipfs/",
  "/issues/",
  "/publications/",
  "/read/",
  "/assets/",
];

describe("hostile addresses", () => {
  test.for(PREFIXES)("below %s are a 4xx with a reason, and never a 500", async (prefix) => {
    for (const suffix of SUFFIXES) {
      const { status, head } = await raw(prefix + suffix);
      expect([200, 302, 400, 404], `${prefix}${suffix}`).toContain(status);
      expect(head).not.toContain("set-cookie");
      // Bytes that HTTP itself forbids are refused before the app sees them, with an empty answer.
      if (!head.includes("content-type")) continue;
      expect(head).toContain("x-content-type-options: nosniff");
      if (prefix.startsWith("/api/") && status !== 200) expect(head).toContain("application/problem+json");
    }
    expect(unexpected).toEqual([]);
  });

  test("inside an issue reach only what its manifest lists", async () => {
    for (const suffix of SUFFIXES) {
      const { status } = await raw(`/read/${digest}/${suffix}`);
      expect([400, 404], suffix).toContain(status);
    }
    expect((await raw(`/read/${digest}/index.html`)).status).toBe(200);
    expect((await raw(`/read/${digest}/INDEX.HTML`)).status).toBe(404);
    expect((await raw(`/read/${digest}/x/../index.html`)).status).toBe(404);
  });

  test("an address longer than the limit is refused before it is read", async () => {
    expect((await raw(`/${"x".repeat(10_000)}`)).status).toBe(431);
  });

  test("show nothing of themselves as markup", async () => {
    const { body } = await raw("/<script>alert(1)</script>");
    expect(body).not.toContain("<script>alert");
  });

  test.for(["PUT", "DELETE", "PATCH", "TRACE"])("%s changes nothing and is no 500", async (method) => {
    expect([400, 404, 405]).toContain((await raw("/api/publications", method)).status);
  });
});
