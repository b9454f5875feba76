import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure } from "../../src/core/errors/error.ts";
import type { Listening } from "../../src/server/listen.ts";
import type { Archive } from "../../src/verify/archive.ts";
import { exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

const SECRET = "/srv/secret-place/data";
const disk = failure("ARCHIVE_DISK", { path: `${SECRET}/catalogue.sqlite`, problem: "it is full" });
const state = failure("ARCHIVE_INVALID", { path: `${SECRET}/chain.json`, problem: "it is cut short" });
const logged: unknown[] = [];
let verifier: Listening;
let digest: string;

/** An archive whose catalogue cannot be written and whose own chain does not come up again. */
beforeAll(async () => {
  const { archive, letter42 } = await exampleArchive();
  digest = letter42;
  const silent = { known: false, failure: state, source: "the chain" } as const;
  const broken: Partial<Archive> = {
    refresh: () => Promise.reject(disk),
    finalBlock: () => Promise.reject(state),
    files: () => Promise.reject(disk),
    issue: async (manifest) => ({ ...(await archive.issue(manifest)), final: silent, tip: silent }),
    block: () => Promise.reject(disk),
  };
  const standIn = new Proxy<Archive>(archive, {
    get: (target, name) => {
      const found: unknown = Reflect.get(broken, name) ?? Reflect.get(target, name);
      return typeof found === "function" ? found.bind(target) : found;
    },
  });
  verifier = await startVerifier(standIn, { onUnexpected: (error) => logged.push(error) });
});
afterAll(() => verifier.stop());

describe("what strangers are told of this machine's disk", () => {
  test.each([
    ["a page", () => "/"],
    ["an issue's page", () => `/issues/${digest}`],
    ["the API", () => `/api/files/${digest}`],
    ["a list that may be behind", () => "/api/publications"],
    ["an issue's evidence", () => `/api/issues/${digest}`],
    ["the gateway", () => `/ipfs/bafkreih3sh42apbafrprmdxpmrg2n4xxasyzvrof7c2mcjhbwc2illkxua?format=raw`],
    ["a manifest", () => `/api/issues/${digest}/manifest`],
    ["an archived file", () => `/read/${digest}/index.html`],
    ["the state of its health", () => "/healthz"],
  ])("%s names no path", async (_, path) => {
    const text = await (await fetch(verifier.url + path())).text();
    expect(text).not.toContain("secret-place");
  });

  test("the failure is INTERNAL, and the log has the whole of it", async () => {
    logged.length = 0;
    const response = await fetch(`${verifier.url}/api/files/${digest}`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([500, "INTERNAL"]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toHaveProperty("cause", disk);
  });
});
