import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { asFailure, failure } from "../../src/core/errors/error.ts";
import type { Agreement } from "../../src/core/quorum/agreement.ts";
import { discreet } from "../../src/server/discretion.ts";
import type { Listening } from "../../src/server/listen.ts";
import type { Archive } from "../../src/verify/archive.ts";
import type { IssueEvidence } from "../../src/verify/evidence.ts";
import { openSearch } from "../../src/verify/search/archive-search.ts";
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

describe("a path within a sentence", () => {
  const HIDDEN = "(a file of this server)";
  const told = (problem: string) =>
    discreet(failure("STORE_UNREACHABLE", { store: "disk", problem })).parameters["problem"];

  test.each([
    ["open /srv/my old archive/blocks/aa: no such file", `open ${HIDDEN}: no such file`],
    ["open /srv/my archive/the catalogue.sqlite", `open ${HIDDEN}`],
    ["ipc /srv/Ada's Archive/chain.ipc is gone", `ipc ${HIDDEN} is gone`],
    ["open '/srv/Ada's Archive/aa', and no more", `open ${HIDDEN}, and no more`],
    ['open "/srv/my archive/all blocks"', `open ${HIDDEN}`],
    ["rename '/srv/a/b' -> '/srv/my a/c'", `rename ${HIDDEN} -> ${HIDDEN}`],
    ["open C:\\Ada Quill\\my archive\\aa", `open ${HIDDEN}`],
    ["connect unix:/run/my kubo/api.sock", `connect unix:${HIDDEN}`],
    ["open /资料/我的 档案/块", `open ${HIDDEN}`],
  ])("is hidden with its blanks and apostrophes: %s", (problem, left) => {
    expect(told(problem)).toBe(left);
  });

  test.each([
    ["/srv/a/b and the node answers in 4/5 of cases", `${HIDDEN} and the node answers in 4/5 of cases`],
    ["/srv/a/b is not manifest.json", `${HIDDEN} is not manifest.json`],
    ["/srv/a/b, which every read/write needs, is full", `${HIDDEN}, which every read/write needs, is full`],
    ["moved from /srv/a/b to /srv/c/d today", `moved from ${HIDDEN} to ${HIDDEN} today`],
    ["https://node.example/a key/b answers 5/6", "https://node.example/a key/b answers 5/6"],
    ["it's 3 of 4 and/or 'none' / \"nothing\"", "it's 3 of 4 and/or 'none' / \"nothing\""],
  ])("takes no prose with it: %s", (problem, left) => {
    expect(told(problem)).toBe(left);
  });

  test("costs no more than its length, whatever stands in it", () => {
    const started = performance.now();
    for (const hostile of ["/a b", "/a' ", "a b ", "'/", "/ / ", "C:\\a "])
      told(`/x/${hostile.repeat(20_000)}`);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

/*
 * Every question that the archive answers fails in turn, with every kind of failure, and every page and answer is read.
 */
describe("whatever fails", () => {
  const HOME = "/home/x/archive";
  const denied = `EACCES: permission denied, open '${HOME}/my blocks/aa'`;
  const failures: readonly (readonly [string, Error])[] = [
    ["a store", failure("STORE_UNREACHABLE", { store: "disk", problem: denied })],
    [
      "the chain",
      failure("CHAIN_UNREACHABLE", { node: "the node", problem: `ipc ${HOME}/chain.ipc is gone` }),
    ],
    ["the catalogue", failure("ARCHIVE_DISK", { path: `${HOME}/catalogue.sqlite`, problem: "it is full" })],
    ["a block", failure("BLOCK_MALFORMED", { cid: "bafy", problem: `in file://${HOME}/blocks/aa` })],
    ["a library", Object.assign(new Error(denied), { code: "EACCES", path: `${HOME}/my blocks/aa` })],
  ];
  const methods: readonly (keyof Archive)[] = [
    ...(["refresh", "finalBlock", "finalHistory", "files", "similar", "labelled", "byCid", "issue"] as const),
    ...(["block", "publications", "publication", "issues", "catalogued", "revisions"] as const),
    ...(["entries", "batch"] as const),
  ];
  let broken: keyof Archive | undefined;
  let thrown: Error;
  let other: Listening;
  let paths: readonly string[];

  beforeAll(async () => {
    const { archive, letter41, notes7, notes7corrected } = await exampleArchive();
    const search = openSearch(searchingOfNothing(() => thrown));
    const standIn = new Proxy<Archive>(archive, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (name === broken && name === "issue") return () => evidenceOf(archive, letter41, thrown);
        if (name === "nodes") return () => silentNodes(thrown);
        if (name === broken) return () => Promise.reject(thrown);
        return typeof found === "function" ? found.bind(target) : found;
      },
    });
    other = await startVerifier(standIn, { search, onUnexpected: () => undefined });
    const label = "/publications/2/issues/57";
    const cid = String(documentCid(letter41));
    paths = [
      ...["/", "/publications/1", "/publications/2/feed.atom", label, `${label}/timemap`, "/badges"],
      ...["/publications/2/issues/7", "/publications/2/issues/7/timemap", "/search", "/nothing"],
      ...["", "/certificate", `/changes/${notes7corrected}`].map((more) => `/issues/${notes7}${more}`),
      ...[`/issues/${letter41}`, `/read/${letter41}/index.html`, "/healthz"],
      ...["/api/publications", "/api/publications/1/issues", `/api${label}`, "/api/issues?label=7"],
      ...["", "/batch", "/manifest", "/proof", `/changes/${notes7}`].map(
        (more) => `/api/issues/${letter41}${more}`,
      ),
      ...[`/api/files/${letter41}`, `/api/files?sha256=${letter41}`, `/api/cids/${cid}`],
      ...[`/ipfs/${cid}?format=raw`, `/badge/issues/${letter41}.json`],
      ...["/badge/publications/1.svg", `/routing/v1/providers/${cid}`],
    ];
  });
  afterAll(() => other.stop());

  const asked = async (path: string, body?: string): Promise<string> => {
    const response = await fetch(other.url + path, {
      ...(body === undefined ? {} : { method: "POST", body }),
      redirect: "manual",
    });
    return `${JSON.stringify([...response.headers])} ${await response.text()}`;
  };

  test.for(failures)("%s: no page and no answer names a path", async ([, error]) => {
    thrown = error;
    for (const method of methods) {
      broken = method;
      const answers = await Promise.all([
        ...paths.map((path) => asked(path)),
        asked("/search", "passage=Three+springs+in+a+row"),
        asked("/api/verify", "some bytes"),
        asked("/api/quotations", JSON.stringify({ passage: "Three springs in a row" })),
      ]);
      for (const [i, answer] of answers.entries())
        expect(answer, `${method}: ${paths[i] ?? "a form"}`).not.toMatch(/\/home\/x|my blocks/);
    }
  });
});

/** Evidence whose every part failed. */
async function evidenceOf(archive: Archive, digest: Digest, thrown: Error): Promise<IssueEvidence> {
  const told = await archive.issue(digest);
  const silent = { known: false, failure: asFailure(thrown), source: "it" } as const;
  const { message } = asFailure(thrown);
  return {
    ...{ ...told, manifest: silent, final: silent, tip: silent, archivedIdentity: silent },
    copies: [{ store: "disk", status: "unreachable", problem: message }],
    vouching: { domain: "tidewater.example", txt: silent, file: silent },
    nodes: silentNodes(thrown),
  };
}

function silentNodes(thrown: Error): Agreement {
  const asked = { needed: 1, nodes: ["a"], agreed: [], proved: false, dissent: [] };
  return { ...asked, silent: [{ node: "a", problem: asFailure(thrown).message }] };
}

/** A search whose index fails. */
function searchingOfNothing(thrown: () => Error): Parameters<typeof openSearch>[0] {
  const fails = () => Promise.reject(thrown());
  const failing = new Proxy({}, { get: () => fails }) as never;
  return { archive: failing, index: failing, reader: failing, differenceOf: fails, sha256: nodeSha256 };
}
