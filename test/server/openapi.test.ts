import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Router } from "express";
import { afterAll, describe, expect, test } from "vitest";
import { createStateProofs } from "../../src/adapters/evm/state-proof.ts";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { keptEndorsements } from "../../src/cli/kept-endorsements.ts";
import { keptMirrors } from "../../src/cli/kept-mirrors.ts";
import { apiRoutes } from "../../src/server/app.ts";
import { freshness } from "../../src/server/freshness.ts";
import type { Serving } from "../../src/server/serving.ts";
import { openArchive } from "../../src/verify/open-archive.ts";
import { openSearch } from "../../src/verify/search/archive-search.ts";
import type { Statement } from "../../src/core/endorsement/endorsement.ts";
import { encodeEndorsement } from "../../src/core/endorsement/file.ts";
import { publishTogether } from "../../src/publish/batch.ts";
import { type ApiDocument, type DescribedOperation, openApiDocument } from "../../src/server/api/document.ts";
import { openRig } from "../support/publisher-rig.ts";
import { searchingOf } from "../support/searching.ts";
import { startVerifier } from "../support/verifier.ts";

/* Every call of the description is made of a real archive, and every answer held to the schema that the description has. */

const LIBRARY = keySigner(`0x${"41".repeat(32)}`);
const rig = await openRig();
const folder = await mkdtemp(join(tmpdir(), "colophon-openapi-"));
const catalogue = openCatalogue(join(folder, "catalogue.sqlite"));
const publisher = rig.publisher();
const { batch = expect.unreachable() } = await publishTogether([rig.plan("1"), rig.plan("2")], publisher);
const issue = batch.issues[0] ?? expect.unreachable();
const { chain, registry } = rig.publication;
const archive = openArchive({
  ...{ registry: publisher.registry, chain: rig.chain, stores: [rig.store], sha256: nodeSha256, catalogue },
  ...{ finality: { kind: "depth", blocks: 0 }, name: "the archive of this test" },
  own: () => [rig.publication.id],
});
const searching = searchingOf(archive, folder);
const verifier = await startVerifier(archive, {
  ...{ trust: { chain, registry, sha256: nodeSha256 }, nodes: [rig.chain.node], version: "1.2.3" },
  states: createStateProofs({ url: rig.url }),
  search: openSearch(searching),
  endorsements: keptEndorsements({
    ...{ archive, chain: rig.chain, registry: publisher.registry, folder: join(folder, "endorsements") },
    ...{ finality: { kind: "depth", blocks: 0 }, endorsers: [{ address: LIBRARY.address, name: "Library" }] },
  }),
  mirrorOf: keptMirrors({
    ...{ archive, chain: rig.chain, registry: publisher.registry, stores: [rig.store] },
    ...{ finality: { kind: "depth", blocks: 0 }, folder: join(folder, "mirrors") },
  }),
});
afterAll(async () => {
  await verifier.stop();
  await searching.close();
  catalogue.close();
  await rig[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const statement: Statement = {
  ...{ publication: rig.publication, endorser: LIBRARY.address, entries: 1, head: issue.digest },
  ...{ block: { number: 1, hash: `0x${"0b".repeat(32)}` }, seen: 1_790_000_000, holds: "none" },
};
const endorsement = { ...statement, signature: await LIBRARY.signEndorsement(statement) };

const served = (await (await fetch(`${verifier.url}/api/openapi.json`)).json()) as ApiDocument;
// With no other fields than those that are named: what is answered and not described is found out.
const closed = openApiDocument({ version: "1.2.3", closed: true });
const manifest = new Uint8Array(
  await (await fetch(`${verifier.url}/api/issues/${issue.digest}/manifest`)).arrayBuffer(),
);
const { files = [] } = JSON.parse(new TextDecoder().decode(manifest)) as {
  files?: readonly { readonly path: string; readonly sha256: string; readonly size: number }[];
};
const file = files[0] ?? expect.unreachable();

interface Asked {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly accept?: string;
}

const ofIssue = { path: { digest: issue.digest } };

/** What to ask so that there is an answer; by `operationId`. */
const ASKED: Readonly<Record<string, readonly Asked[]>> = {
  publications: [{}],
  publicationIssues: [{ path: { id: rig.publication.id } }],
  publicationEndorsements: [{ path: { id: rig.publication.id } }],
  endorse: [{ path: { id: rig.publication.id }, body: encodeEndorsement(endorsement) }],
  publicationMirror: [{ path: { id: rig.publication.id } }],
  publicationLabel: [
    { path: { id: rig.publication.id, label: "1" } },
    { path: { id: rig.publication.id, label: "none-such" } },
  ],
  issuesByLabel: [{ query: { label: "1" } }, { query: { label: "none-such" } }],
  issue: [ofIssue],
  issueBatch: [ofIssue],
  issueProof: [ofIssue, { ...ofIssue, query: { path: file.path } }],
  issueManifest: [ofIssue],
  files: [{ query: { sha256: file.sha256 } }, { query: { name: file.path, size: String(file.size) } }, {}],
  file: [{ path: { sha256: file.sha256 } }],
  cid: [{ path: { cid: batch.listCid } }, { path: { cid: issue.cid } }],
  verify: [
    { body: "a file of nobody's", query: { name: "a.txt" } },
    { body: new TextDecoder().decode(manifest) },
    { body: "a file of nobody's", query: { label: "1" } },
  ],
  quotations: [{ body: '{"passage":"nowhere to be found"}' }],
  similar: [{ body: '{"shingles":[1]}' }],
  compare: [{ body: "a file of nobody's", query: { name: "a.txt" } }],
  changes: [{ path: { digest: issue.digest, other: issue.digest } }],
  health: [{}],
  description: [{}],
  block: [
    { path: { cid: issue.cid }, query: { format: "raw" } },
    { path: { cid: issue.cid }, query: { format: "car" } },
  ],
  providers: [{ path: { cid: issue.cid } }, { path: { cid: issue.cid }, accept: "application/x-ndjson" }],
};

/** What a request may hold that no parameter of that name can be. */
const WRONG: Readonly<Record<string, string>> = {
  digest: "12",
  other: "12",
  sha256: "xyz",
  id: "0",
  label: "No Label",
  cid: "nonsense",
  size: "-1",
};

interface Call {
  readonly path: string;
  readonly method: string;
  readonly described: DescribedOperation;
}

const calls: readonly Call[] = Object.entries(closed.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ path, method, described })),
);

async function ask({ path, method }: Call, { path: fields = {}, query = {}, body, accept }: Asked) {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(fields[name] ?? ""));
  const search = new URLSearchParams(query).toString();
  return fetch(`${verifier.url}${filled}${search === "" ? "" : `?${search}`}`, {
    method: method.toUpperCase(),
    ...(body === undefined ? {} : { body }),
    headers: { ...(accept === undefined ? {} : { accept }), "content-type": "application/octet-stream" },
  });
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema({ $id: "api", components: closed.components });

/** What is wrong with an answer, by the description alone. */
async function faultsOf({ described }: Call, response: Response): Promise<readonly string[]> {
  const answer = described.responses[String(response.status)] as
    { readonly content?: Readonly<Record<string, { readonly schema?: object }>> } | undefined;
  if (answer === undefined) return [`${response.status} is not described: ${await response.text()}`];
  const media = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
  if (answer.content === undefined) return [];
  const form = answer.content[media];
  if (form === undefined) return [`${media} is not described`];
  if (form.schema === undefined || !/[/+]json$/.test(media)) return [];
  const text = JSON.stringify(form.schema).replaceAll('"#/components', '"api#/components');
  const validate = ajv.compile(JSON.parse(text) as object);
  validate(await response.json());
  return (validate.errors ?? []).map(
    (one) => `${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`,
  );
}

describe("the description of the API", () => {
  test("is OpenAPI 3.1, open to fields of later versions, and says nothing that is not in the schemas", () => {
    expect(served.openapi).toBe("3.1.1");
    expect(served.info["version"]).toBe("1.2.3");
    expect(JSON.stringify(served)).not.toContain('"additionalProperties":false');
    expect(Object.keys(served.paths)).toEqual(Object.keys(closed.paths));
    const ids = calls.map(({ described }) => described.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("leads from every reference to a schema that is there", () => {
    const text = JSON.stringify(served);
    const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !(name in served.components.schemas))).toEqual([]);
  });

  test("describes every route under /api, and no other", () => {
    const serving = {
      archive,
      freshness: freshness(archive),
      trust: { chain, registry },
    } as unknown as Serving;
    const found = routersOf(apiRoutes(serving)).map((path) =>
      `/api${path.replaceAll(/:(\w+)/g, "{$1}")}`.replace(/\/$/, ""),
    );
    const described = calls.map(({ path }) => path).filter((path) => path.startsWith("/api"));
    expect(found.filter((path) => path !== "/api").toSorted()).toEqual(described.toSorted());
  });

  test("is asked here for every call that it has", () => {
    expect(Object.keys(ASKED).toSorted()).toEqual(
      calls.map(({ described }) => described.operationId).toSorted(),
    );
  });

  test("can be browsed, with every call in it", async () => {
    const page = await (await fetch(`${verifier.url}/api`, { headers: { accept: "text/html" } })).text();
    for (const { path, method } of calls) expect(page).toContain(`${method.toUpperCase()} ${path}`);
  });
});

describe.each(calls)("$method $path", (call) => {
  test.each(ASKED[call.described.operationId] ?? [])("answers as described: %j", async (asked) => {
    const response = await ask(call, asked);
    expect(response.status).toBe(200);
    expect(await faultsOf(call, response)).toEqual([]);
  });

  const parameters = call.described.parameters as unknown as readonly {
    readonly name: string;
    readonly in: string;
  }[];
  const wrong = parameters.filter(({ name }) => name in WRONG);
  test.runIf(wrong.length > 0).each(wrong)(
    "refuses a $name that is none, as described",
    async ({ name, in: where }) => {
      const [good = {}] = ASKED[call.described.operationId] ?? [];
      const bad = { [name]: WRONG[name] ?? "" };
      const response = await ask(
        call,
        where === "path"
          ? { ...good, path: { ...good.path, ...bad } }
          : { ...good, query: { ...good.query, ...bad } },
      );
      expect(response.status).toBe(400);
      expect(await faultsOf(call, response)).toEqual([]);
    },
  );
});

function routersOf(routers: readonly Router[]): readonly string[] {
  return routers.flatMap((router) =>
    router.stack.flatMap(({ route }) => (route === undefined ? [] : [route.path])),
  );
}
