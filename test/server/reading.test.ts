import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Digest } from "../../src/core/digest.ts";
import type { Listening } from "../../src/server/listen.ts";
import { type ExampleArchive, exampleArchive, exampleFile } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
let verifier: Listening;
let odd: Digest;
const large = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 31) % 251);

beforeAll(async () => {
  examples = await exampleArchive();
  const file = (type: string, bytes: string | Uint8Array) => ({ type, bytes: Buffer.from(bytes) });
  odd = await examples.archive.anchor(examples.archive.register("Odds"), {
    label: "1",
    title: "Odds and ends",
    files: {
      "a folder/über.txt": file("text/plain", "ü"),
      "latin1.html": file("text/html", Buffer.from("<p>caf\u00e9", "latin1")),
      "large.png": file("image/png", large),
      "notes.md": file("text/markdown", "# <script>"),
      "program.xht": file("application/xhtml+xml", "<html xmlns='http://www.w3.org/1999/xhtml'/>"),
      "run.js": file("text/javascript", "alert(1)"),
      "strange.bin": file("application/x-strange", "x"),
    },
  });
  verifier = await startVerifier(examples.archive);
});
afterAll(() => verifier.stop());
beforeEach(() => {
  examples.archive.chainDown = false;
  examples.archive.storesDown = false;
});

const read = (digest: Digest, path: string) => fetch(`${verifier.url}/read/${digest}/${path}`);

describe("GET /read/{digest}/{path}", () => {
  test("gives an archived file byte for byte, in a sandbox", async () => {
    const response = await read(examples.letter42, "index.html");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(exampleFile("tidewater/42/index.html"));
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^sandbox; default-src 'none';/);
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/script-src|allow-|connect-src|https?:/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.for([
    ["a%20folder/%C3%BCber.txt", "text/plain; charset=utf-8", false],
    ["latin1.html", "text/html", false],
    ["large.png", "image/png", false],
    ["notes.md", "text/plain; charset=utf-8", false],
    ["program.xht", "application/octet-stream", true],
    ["run.js", "application/octet-stream", true],
    ["strange.bin", "application/octet-stream", true],
  ] as const)("sends %s as %s", async ([path, type, attachment]) => {
    const { headers } = await read(odd, path);
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")?.startsWith("attachment") ?? false).toBe(attachment);
    expect(headers.get("content-security-policy")).toMatch(/^sandbox;/);
  });

  test("hands a PDF over as a download", async () => {
    const { headers } = await read(examples.almanac, "almanac-2026-q4.pdf");
    expect(headers.get("content-disposition")).toContain("almanac-2026-q4.pdf");
  });

  test("streams a file of several leaves whole", async () => {
    const response = await read(odd, "large.png");
    expect(response.headers.get("content-length")).toBe(String(large.length));
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(large));
  });

  test("knows nothing of an issue that is not anchored, nor of a file that the manifest does not list", async () => {
    expect((await read("0".repeat(64) as Digest, "index.html")).status).toBe(404);
    expect((await read(examples.letter42, "issue.yaml")).status).toBe(404);
  });

  test("reads on while the node is down, and says so when no store answers", async () => {
    examples.archive.chainDown = true;
    expect((await read(examples.letter42, "index.html")).status).toBe(200);
    examples.archive.storesDown = true;
    const response = await read(examples.letter42, "index.html");
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("STORE_UNREACHABLE");
  });
});
