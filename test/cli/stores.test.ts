import { cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKuboStore } from "../../src/adapters/ipfs/kubo.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { readArchive } from "../../src/cli/config.ts";
import { parseCid } from "../../src/core/cid.ts";
import { isWhole, readBack } from "../../src/core/retrieval.ts";
import { answered, openWorkshop, SMALL_ISSUE } from "../support/archive-fixture.ts";
import { type Cluster, clusterPrograms, startCluster, WHY_NO_CLUSTER } from "../support/cluster-node.ts";
import { fileServer } from "../support/file-server.ts";
import { type KuboNode, startKubo } from "../support/kubo-node.ts";
import { startPinningService } from "../support/pinning-service.ts";

/* The stores that colophon.json names, as the command line uses them. */

const workshop = await openWorkshop();
afterAll(async () => {
  await workshop[Symbol.asyncDispose]();
});

const EMBEDDED = { type: "embedded", id: "embedded", operator: "self" };

/** An archive of its own whose file says so. */
async function archiveWith(name: string, settings: object): Promise<string> {
  const archive = await workshop.archive(name);
  const file = join(archive, "colophon.json");
  const config = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...config, ...settings }));
  return archive;
}

const publish = async (archive: string, status = 0, env: Readonly<Record<string, string>> = {}) =>
  await answered(["publish", await workshop.issue("95", SMALL_ISSUE), "--archive", archive], status, { env });

const published = async (archive: string, env: Readonly<Record<string, string>> = {}) => {
  const { issues } = (await publish(archive, 0, env)) as {
    issues: readonly { readonly cid: string; readonly contentCid: string }[];
  };
  return issues[0] ?? expect.unreachable();
};

const audited = async (archive: string, status = 0, env: Readonly<Record<string, string>> = {}) =>
  await answered(["audit", "--archive", archive], status, { env });

/** A store that came later lacks what was there before: the publication's own profile. */
const repaired = async (archive: string, env: Readonly<Record<string, string>> = {}) =>
  await answered(["repair", "--archive", archive], 0, { env });

/** Nothing is in the registry, and no transaction was sent: the archive's own, and that of whoever asks it. */
async function assertNothingAnchored(archive: string): Promise<void> {
  expect(await answered(["status", "--archive", archive], 0)).toMatchObject({
    publications: [{ issues: [] }],
  });
}

describe("colophon.json refuses", () => {
  const minimal = {
    type: "colophon/archive/1",
    chain: { type: "embedded", id: "eip155:31337" },
    signer: { type: "embedded" },
    targets: [EMBEDDED],
  };
  async function assertRefused(settings: object): Promise<void> {
    const folder = await workshop.issue("refused", { "colophon.json": JSON.stringify(minimal) });
    expect(readArchive(folder).config.targets).toEqual([EMBEDDED]);
    await writeFile(join(folder, "colophon.json"), JSON.stringify({ ...minimal, ...settings }));
    expect(() => readArchive(folder)).toThrow(expect.objectContaining({ code: "ARCHIVE_INVALID" }));
  }

  const kubo = { type: "kubo", id: "kubo", url: "http://127.0.0.1:5001" };
  const psa = { type: "psa", id: "p", url: "https://p.example", operator: "p" };
  test.each([
    ["no store at all", []],
    ["two stores of one name", [EMBEDDED, { ...kubo, id: "embedded" }]],
    ["a service that is fed by nobody", [EMBEDDED, { ...psa, feedFrom: "kubo" }]],
    ["a service that is fed by a store which has no node", [EMBEDDED, { ...psa, feedFrom: "embedded" }]],
    ["a service without an operator", [EMBEDDED, { ...psa, operator: undefined }]],
    [
      "a mirror in two places",
      [EMBEDDED, { type: "car-mirror", id: "m", folder: "m", url: "https://m.example" }],
    ],
    ["a mirror nowhere", [EMBEDDED, { type: "car-mirror", id: "m" }]],
    [
      "more peers at least than at most",
      [{ type: "cluster", id: "c", url: "http://c", replication: { min: 3, max: 2 } }],
    ],
    ["the embedded store under two names", [EMBEDDED, { ...EMBEDDED, id: "other", operator: "o" }]],
    ["one node under two names", [kubo, { ...kubo, id: "other", url: "http://localhost:5001/" }]],
    ["the node of the environment twice", ["a", "b"].map((name) => ({ type: "kubo", id: name }))],
    [
      "a node that is read as a cluster's peer, too",
      [kubo, { type: "cluster", id: "c", url: "http://c", readUrl: `${kubo.url}/api/v0` }],
    ],
    [
      "a peer that is named twice",
      [{ type: "cluster", id: "c", url: "http://c", readUrl: ["http://p:8080", "http://p:8080/"] }],
    ],
    [
      "one folder under two names",
      ["m", "./m/"].map((folder) => ({ type: "car-mirror", id: folder, folder })),
    ],
    ["the signer's key as a token", [{ ...kubo, tokenEnv: "COLOPHON_PRIVATE_KEY" }]],
    ["the token of another kind of store", [{ ...psa, tokenEnv: "COLOPHON_KUBO_TOKEN" }]],
    ["an address of another kind", [{ ...psa, url: "ipfs://p" }]],
  ])("%s", async (_, targets) => {
    await assertRefused({ targets });
  });

  test.each([
    [
      "its own server as a second store",
      {
        targets: [EMBEDDED, { type: "gateway", id: "g", url: "https://archive.example/" }],
        publicUrl: "https://archive.example",
      },
    ],
    ["an audit every now and then", { policy: { auditEvery: "often" } }],
    ["an index that is none", { routing: "delegated" }],
    ["a public address with a path", { publicUrl: "https://archive.example/here" }],
  ])("%s", async (_, settings) => {
    await assertRefused(settings);
  });
});

describe("a mirror", () => {
  const both = { minCopies: 2, minOperators: 2, auditEvery: "7d" };

  test("in a folder counts as a copy; a CAR that is cut short there is seen", async () => {
    const folder = join(workshop.folder, "disk");
    const mirror = { type: "car-mirror", id: "disk", folder, operator: "attic" };
    const archive = await archiveWith("mirrored", { targets: [EMBEDDED, mirror], policy: both });
    expect(await publish(archive, 3)).toMatchObject({ error: { code: "COPIES_TOO_FEW" } });
    await assertNothingAnchored(archive);
    // The disk was not plugged in, and nobody made a folder in its place.
    await mkdir(folder);
    const { cid } = await published(archive);
    expect(await readdir(folder)).toContain(`${cid}.car`);
    await repaired(archive);
    expect(await audited(archive)).toMatchObject({
      stores: [{ id: "embedded" }, { id: "disk", missing: 0, corrupt: 0 }],
    });
    await truncate(join(folder, `${cid}.car`), 400);
    const { stores } = (await audited(archive, 1)) as { stores: { id: string; missing: number }[] };
    expect(stores.find(({ id }) => id === "disk")?.missing).toBeGreaterThan(0);
    await repaired(archive);
    await audited(archive);
  });

  test("in the archive's own data, or in the folder of another, is no second copy", async () => {
    const folder = join(workshop.folder, "twice");
    const linked = join(workshop.folder, "linked");
    await mkdir(folder);
    await symlink(folder, linked);
    const mirror = { type: "car-mirror", id: "disk", folder, operator: "attic" };
    const again = { ...mirror, id: "again", folder: linked, operator: "cellar" };
    const two = { minCopies: 2, minOperators: 2 };
    const archive = await archiveWith("folders", { targets: [mirror, again], policy: two });
    expect(await publish(archive, 3)).toMatchObject({ error: { code: "COPIES_TOO_FEW" } });
    const inside = { ...mirror, folder: "data/store/blocks" };
    const own = await archiveWith("inside", { targets: [EMBEDDED, inside], policy: two });
    expect(await publish(own, 3)).toMatchObject({ error: { code: "COPIES_TOO_FEW" } });
    for (const one of [archive, own]) await assertNothingAnchored(one);
  });

  test("on a web server counts as a copy, and is read without the index that was kept of it", async () => {
    const folder = join(workshop.folder, "site");
    await mkdir(folder);
    const url = await fileServer({ folder, authorization: "Bearer canary" });
    const mirror = {
      type: "car-mirror",
      id: "site",
      url,
      operator: "friend",
      tokenEnv: "COLOPHON_MIRROR_TOKEN_SITE",
    };
    const archive = await archiveWith("sited", { targets: [EMBEDDED, mirror], policy: both });
    const env = { COLOPHON_MIRROR_TOKEN_SITE: "canary" };
    const { cid } = await published(archive, env);
    expect(await readdir(folder)).toContain(`${cid}.car`);
    await repaired(archive, env);
    await rm(join(archive, "data", "mirrors"), { recursive: true });
    expect(await audited(archive, 0, env)).toMatchObject({
      stores: [{}, { id: "site", missing: 0, corrupt: 0 }],
    });
    // Without its token it is not asked, and the other one is.
    expect(await audited(archive, 3)).toMatchObject({
      stores: [{ missing: 0 }, { id: "site", verified: 0 }],
    });
  });
});

describe("a pinning service (of our own: what the specification says, without blocks)", () => {
  test("that is never read back is no copy, whatever it says", async () => {
    const service = await startPinningService();
    const psa = {
      type: "psa",
      id: "service",
      url: service.url,
      operator: "p",
      tokenEnv: "COLOPHON_PINNING_TOKEN",
    };
    const targets = [EMBEDDED, psa];
    const env = { COLOPHON_PINNING_TOKEN: "s3cret" };
    const lax = await archiveWith("lax", { targets, policy: { minCopies: 1, minOperators: 1 } });
    const strict = await archiveWith("strict", { targets, policy: { minCopies: 2, minOperators: 1 } });
    expect(await publish(strict, 3, env)).toMatchObject({ error: { code: "COPIES_TOO_FEW" } });
    await assertNothingAnchored(strict);
    const { cid, contentCid } = await published(lax, env);
    const wishes = service.pins.filter(({ status }) => status === "pinned").map(({ pin }) => pin.cid);
    expect(wishes).toEqual(expect.arrayContaining([cid, contentCid]));
  });
});

const programs = clusterPrograms();
const reason = programs === undefined ? ` (${WHY_NO_CLUSTER})` : "";

describe.skipIf(programs === undefined)(`embedded store, Kubo node and IPFS Cluster${reason}`, () => {
  let kubo: KuboNode;
  let cluster: Cluster;
  beforeAll(async () => {
    kubo = await startKubo(programs?.kubo ?? "");
    cluster = await startCluster(programs ?? expect.unreachable(), 2, { editor: "s3cret" });
  });
  afterAll(async () => {
    await kubo.stop();
    await cluster.stop();
  });

  const env = { COLOPHON_CLUSTER_TOKEN: `Basic ${Buffer.from("editor:s3cret").toString("base64")}` };
  const settings = () => ({
    targets: [
      EMBEDDED,
      { type: "kubo", id: "kubo", url: kubo.url, operator: "self" },
      {
        type: "cluster",
        id: "cluster",
        url: cluster.peers[0]?.url,
        tokenEnv: "COLOPHON_CLUSTER_TOKEN",
        operator: "partner",
        // One peer by its RPC, one by its gateway.
        readUrl: cluster.peers.map((peer, i) => (i === 0 ? `${peer.kubo.url}/api/v0` : peer.kubo.gateway)),
      },
    ],
    policy: { minCopies: 3, minOperators: 2 },
  });

  test("an issue is in all of them under the same CIDs, every block of it, and nodes show its files", async () => {
    const archive = await archiveWith("everywhere", settings());
    const { cid, contentCid } = await published(archive, env);
    const nodes = [kubo, ...cluster.peers.map((peer) => peer.kubo)];
    const root = parseCid(cid);
    for (const node of nodes) {
      const store = createKuboStore({ url: node.url, id: "k", operator: "o" });
      expect(await store.pinned(root)).toBe(true);
      const copy = await readBack(store, root, { sha256: nodeSha256 });
      expect(isWhole(copy)).toBe(true);
      expect(copy.verified).toBeGreaterThan(2);
      for (const [path, text] of Object.entries(SMALL_ISSUE)) {
        expect(node.run("cat", "--offline", `/ipfs/${contentCid}/${path}`).toString()).toBe(text);
        expect(node.run("cat", "--offline", `/ipfs/${cid}/content/${path}`).toString()).toBe(text);
      }
    }
    await repaired(archive, env);
    expect(await audited(archive, 0, env)).toMatchObject({
      stores: ["embedded", "kubo", "cluster"].map((id) => ({ id, missing: 0, corrupt: 0 })),
    });
    expect(await publish(archive, 0, env)).toMatchObject({ issues: [{ status: "already" }] });
  });

  test("a pinning service fetches from the Kubo node that feeds it, and is a copy once its bytes are read", async () => {
    const [peer] = cluster.peers;
    const { targets } = settings();
    const psa = {
      ...{ type: "psa", id: "service", url: peer?.pinning, operator: "service" },
      ...{ tokenEnv: "COLOPHON_PINNING_TOKEN", feedFrom: "kubo", readUrl: peer?.kubo.gateway },
    };
    const policy = { minCopies: 3, minOperators: 2 };
    const archive = await archiveWith("fed", { targets: [psa, ...targets.slice(0, 2)], policy });
    const { cid } = await published(archive, { COLOPHON_PINNING_TOKEN: env.COLOPHON_CLUSTER_TOKEN });
    expect(peer?.kubo.run("pin", "ls", "--type=recursive").toString()).toContain(cid);
  });

  // The last ones: they stop what the others need.
  test("nothing is anchored while a peer of the cluster is away, and it is when one copy less is asked for", async () => {
    const archive = await archiveWith("one-away", settings());
    const other = join(workshop.folder, "one-away-lax");
    await cp(archive, other, { recursive: true });
    await cluster.peers[1]?.kubo.stop();
    expect(await publish(archive, 3, env)).toMatchObject({ error: { code: "COPIES_TOO_FEW" } });
    await assertNothingAnchored(archive);
    const file = join(other, "colophon.json");
    const config = JSON.parse(await readFile(file, "utf8")) as object;
    const policy = { minCopies: 2, minOperators: 1 };
    await writeFile(file, JSON.stringify({ ...config, policy }));
    await published(other, env);
  });

  test("nothing is anchored while the Kubo node is away", async () => {
    const archive = await archiveWith("two-away", {
      ...settings(),
      policy: { minCopies: 2, minOperators: 1 },
    });
    await kubo.stop();
    expect(await publish(archive, 3, env)).toMatchObject({ error: { code: "COPIES_TOO_FEW" } });
    await assertNothingAnchored(archive);
  });
});
