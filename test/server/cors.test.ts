import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening } from "../../src/server/listen.ts";
import { documentCid } from "../../src/core/cid.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
let verifier: Listening;

beforeAll(async () => {
  examples = await exampleArchive();
  verifier = await startVerifier(examples.archive);
});
afterAll(() => verifier.stop());

describe("who may read what", () => {
  test("any page may read the API and the gateway", async () => {
    const cid = String(documentCid(examples.letter42));
    for (const path of ["/api/publications", `/ipfs/${cid}?format=raw`, "/api/nothing"]) {
      const { headers } = await fetch(verifier.url + path);
      expect(headers.get("access-control-allow-origin"), path).toBe("*");
      expect(headers.get("cross-origin-resource-policy"), path).toBe("cross-origin");
    }
  });

  test("no other page may read ours, or post a file for the reader", async () => {
    expect((await fetch(verifier.url)).headers.get("access-control-allow-origin")).toBeNull();
    const posted = await fetch(`${verifier.url}/api/verify`, { method: "POST", body: "x" });
    expect(posted.headers.get("access-control-allow-origin")).toBeNull();
    const preflight = await fetch(`${verifier.url}/api/verify`, { method: "OPTIONS" });
    expect(preflight.headers.get("access-control-allow-methods")).not.toContain("POST");
  });

  test("the gateway gives the manifest's very bytes", async () => {
    const cid = String(documentCid(examples.letter42));
    const blocks = await fetch(`${verifier.url}/ipfs/${cid}?format=raw`);
    const manifest = await fetch(`${verifier.url}/api/issues/${examples.letter42}/manifest`);
    expect(await blocks.bytes()).toEqual(await manifest.bytes());
  });
});
