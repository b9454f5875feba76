import { createHash } from "node:crypto";
import { get as httpGet } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { documentCid, rawCid } from "../../src/core/cid.ts";
import { decodeManifest } from "../../src/core/manifest/codec.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import type { Listening } from "../../src/server/listen.ts";
import { type ExampleArchive, exampleArchive, exampleFile } from "../support/example-archive.ts";
import { CHAIN, REGISTRY } from "../support/memory-archive.ts";
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
  examples.archive.storesDown = false;
});

const get = (path: string) => fetch(`${verifier.url}${path}`);

async function json(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await get(path);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("GET /healthz", () => {
  test("names the chain, the registry and the final block", async () => {
    expect(await json("/healthz")).toMatchObject({
      status: 200,
      body: { ok: true, chain: CHAIN, registry: REGISTRY, finalBlock: { number: 109 } },
    });
  });

  test("is 503 with the failure when the node is down", async () => {
    examples.archive.chainDown = true;
    expect(await json("/healthz")).toMatchObject({
      status: 503,
      body: { ok: false, failure: { code: "CHAIN_UNREACHABLE" } },
    });
  });
});

describe("GET /api/publications", () => {
  test("lists every publication with its head", async () => {
    const { body } = await json("/api/publications");
    expect(body).toMatchObject({
      chain: CHAIN,
      publications: [
        { id: "1", title: "The Tidewater Letter", issues: 2, entries: 3 },
        { id: "2", title: "Field Notes", issues: 1, entries: 4 },
        { id: "3", title: "The Wendhaven Almanac" },
      ],
    });
    expect(body).not.toHaveProperty("stale");
  });

  test("shows what is known, and that it may be behind, when the node is down", async () => {
    examples.archive.chainDown = true;
    const { status, body } = await json("/api/publications");
    expect(status).toBe(200);
    expect(body).toMatchObject({ stale: { code: "CHAIN_UNREACHABLE" } });
  });
});

describe("GET /api/publications/{id}/issues", () => {
  test("lists the issues with digest, CIDs and times", async () => {
    const { body } = await json("/api/publications/2/issues");
    expect(body).toMatchObject({
      publication: { id: "2" },
      issues: [
        { digest: examples.notes7, label: "7", revision: 1, cid: String(documentCid(examples.notes7)) },
        { digest: examples.notes7corrected, label: "7", revision: 2 },
      ],
    });
  });

  test.for([
    ["9", 404, "PUBLICATION_UNKNOWN"],
    ["0", 400, "PUBLICATION_ID_INVALID"],
    ["x", 400, "PUBLICATION_ID_INVALID"],
  ] as const)("publication %s is %d %s", async ([id, status, code]) => {
    expect(await json(`/api/publications/${id}/issues`)).toMatchObject({ status, body: { status, code } });
  });

  test("an unknown publication is 503 while the node is down: nobody could say", async () => {
    examples.archive.chainDown = true;
    expect(await json("/api/publications/9/issues")).toMatchObject({
      status: 503,
      body: { code: "CHAIN_UNREACHABLE" },
    });
  });
});

describe("GET /api/issues/{digest}", () => {
  test("gives the evidence at the final block and at the tip, the notices and the copies", async () => {
    const { body } = await json(`/api/issues/${examples.notes7}`);
    expect(body).toMatchObject({
      digest: examples.notes7,
      evidence: {
        manifest: { known: true, value: { size: expect.any(Number) as number } },
        final: {
          known: true,
          value: { record: { revision: 1, notice: "correction" }, current: examples.notes7corrected },
        },
        tip: { known: true },
        notices: [{ kind: "correction", reason: "Table 2 gave the count of one transect twice." }],
        revisions: [{ revision: 1 }, { revision: 2 }],
        copies: [{ store: "memory", status: "served" }],
      },
    });
  });

  test("says which parts could not be asked when the node and the stores are down", async () => {
    examples.archive.chainDown = true;
    examples.archive.storesDown = true;
    expect(await json(`/api/issues/${examples.letter42}`)).toMatchObject({
      status: 200,
      body: {
        evidence: {
          manifest: { known: false, failure: { code: "STORE_UNREACHABLE" } },
          final: { known: false, failure: { code: "CHAIN_UNREACHABLE" } },
          copies: [{ status: "unreachable" }],
        },
      },
    });
  });

  test("a digest that was never anchored is NOT_FOUND", async () => {
    expect(await json(`/api/issues/${"0".repeat(63)}1`)).toMatchObject({
      status: 404,
      body: { code: "NOT_FOUND" },
    });
  });

  test("finds the issue that a label names now", async () => {
    expect(await json("/api/issues?label=7")).toMatchObject({
      body: { manifests: [examples.notes7corrected] },
    });
    expect(await json("/api/issues?label=UP")).toMatchObject({
      status: 400,
      body: { code: "LABEL_INVALID" },
    });
  });
});

describe("GET /api/issues/{digest}/manifest", () => {
  test("gives the verbatim bytes: their SHA-256 is the digest asked for", async () => {
    const response = await get(`/api/issues/${examples.letter42}/manifest`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(hex(bytes)).toBe(examples.letter42);
    expect(decodeManifest(bytes, examples.letter42, nodeSha256).issue.label).toBe("42");
    expect(response.headers.get("content-type")).toBe("application/vnd.ipld.dag-json");
    expect(response.headers.get("content-disposition")).toContain('filename="manifest.json"');
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.get("etag")).toBe(`"${examples.letter42}"`);
  });

  test("is 304 for whoever has it, and needs no node", async () => {
    examples.archive.chainDown = true;
    // fetch would add a Cache-Control that asks for the whole answer.
    const headers = { "if-none-match": `"${examples.letter42}"` };
    const status = await new Promise((resolve) => {
      httpGet(`${verifier.url}/api/issues/${examples.letter42}/manifest`, { headers }, (response) => {
        resolve(response.resume().statusCode);
      });
    });
    expect(status).toBe(304);
  });

  test("does not give out a document that is no issue's manifest", async () => {
    const { body } = await json("/api/publications");
    const [first] = body["publications"] as { profile: object }[];
    expect(first?.profile).toBeDefined();
    const profile = (await examples.archive.publications())[0]?.state.profile ?? "";
    expect(await json(`/api/issues/${profile}/manifest`)).toMatchObject({
      status: 404,
      body: { code: "NOT_FOUND" },
    });
  });

  test("is 503 when no store can be asked", async () => {
    examples.archive.storesDown = true;
    expect(await json(`/api/issues/${examples.letter42}/manifest`)).toMatchObject({
      status: 503,
      body: { code: "STORE_UNREACHABLE" },
    });
  });
});

describe("GET /api/files/{sha256}", () => {
  const svg = () => hex(exampleFile("tidewater/42/curlew-count.svg"));

  test("tells where a file stands", async () => {
    expect(await json(`/api/files/${svg()}`)).toMatchObject({
      status: 200,
      body: { placements: [{ manifest: examples.letter42, label: "42", path: "curlew-count.svg" }] },
    });
    expect(await json(`/api/files?sha256=${svg()}`)).toMatchObject({
      body: { placements: [{ label: "42" }] },
    });
  });

  test("is 404 FILE_UNKNOWN when it stands nowhere", async () => {
    expect(await json(`/api/files/${"ab".repeat(32)}`)).toMatchObject({
      status: 404,
      body: { code: "FILE_UNKNOWN" },
    });
  });

  test("is 503 instead while the node is down, and never 404", async () => {
    examples.archive.chainDown = true;
    expect(await json(`/api/files/${"ab".repeat(32)}`)).toMatchObject({
      status: 503,
      body: { code: "CHAIN_UNREACHABLE" },
    });
  });

  test("finds files of the same name", async () => {
    const { body } = await json("/api/files?name=curlew-count.svg&size=1");
    expect(body).toMatchObject({ placements: [{ path: "curlew-count.svg" }] });
    expect(await json("/api/files?size=-1")).toMatchObject({
      status: 400,
      body: { code: "REQUEST_INVALID" },
    });
    expect(await json("/api/files/nonsense")).toMatchObject({
      status: 400,
      body: { code: "DIGEST_INVALID" },
    });
  });
});

describe("GET /api/cids/{cid}", () => {
  test("leads from a manifest's or a content's CID to the manifest", async () => {
    for (const own of [documentCid(examples.letter41), rawCid(examples.letter41)]) {
      const cid = String(own);
      expect(await json(`/api/cids/${cid}`)).toMatchObject({
        status: 200,
        body: { cid, manifest: examples.letter41 },
      });
    }
  });

  test("names no manifest where there is none", async () => {
    const { status, body } = await json(
      "/api/cids/bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
    );
    expect(status).toBe(200);
    expect(body).not.toHaveProperty("manifest");
    expect(await json("/api/cids/nonsense")).toMatchObject({ status: 400, body: { code: "CID_INVALID" } });
  });
});
