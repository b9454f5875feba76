import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { verifyPath } from "../../src/core/batch/path.ts";
import type { Digest } from "../../src/core/digest.ts";
import { parseLabel } from "../../src/core/label.ts";
import type { Store } from "../../src/core/ports.ts";
import { anchor } from "../../src/publish/anchor.ts";
import { publishTogether } from "../../src/publish/batch.ts";
import { postNotice } from "../../src/publish/notice.ts";
import { AS_NEW } from "../../src/publish/choice.ts";
import { packIssue } from "../../src/publish/pack.ts";
import type { Publisher } from "../../src/publish/publisher.ts";
import { openArchive } from "../../src/verify/open-archive.ts";
import { memoryFile } from "../support/hashing.ts";
import { openRig } from "../support/publisher-rig.ts";
import { startVerifier } from "../support/verifier.ts";

/* The verifier over a real registry: what it shows of issues of batches, and what it gives to check them by. */

const rig = await openRig();
const folder = await mkdtemp(join(tmpdir(), "colophon-batches-"));
const catalogue = openCatalogue(join(folder, "catalogue.sqlite"));
const LABELS = ["1", "2", "3", "4", "a-label-that-is-longer-than-one-word-of-the-abi"];
const plans = LABELS.map((label) => rig.plan(label));
const publisher = rig.publisher();
const { batch = expect.unreachable() } = await publishTogether(plans, publisher);
const ofLabel = (label: string): Digest =>
  batch.issues.find((issue) => issue.label === label)?.digest ?? expect.unreachable();

/** Blocks that the store has lost. */
const lost = new Set<string>();
const store: Store = {
  ...{ id: "disk", operator: "self", put: (car) => rig.store.put(car) },
  block: async (cid) => (lost.has(String(cid)) ? undefined : rig.store.block(cid)),
};
const open = (index = catalogue) =>
  openArchive({
    ...{ registry: publisher.registry, chain: rig.chain, stores: [store], sha256: nodeSha256 },
    catalogue: index,
    ...{ finality: { kind: "depth", blocks: 0 }, name: "the archive of this test" },
    own: () => [rig.publication.id],
  });
const { chain, registry } = rig.publication;
const serve = (index = catalogue) =>
  startVerifier(open(index), { trust: { chain, registry, sha256: nodeSha256 }, nodes: [rig.chain.node] });
const verifier = await serve();
afterAll(async () => {
  await verifier.stop();
  catalogue.close();
  await rig[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const at = (path: string) => fetch(`${verifier.url}${path}`);
const page = async (path: string) => (await at(path)).text();
const textIn = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

/** Sends the question that the page shows, as `curl` would, and gives the answer in words of 32 bytes. */
async function askedByHand(html: string): Promise<readonly string[]> {
  const unescaped = html.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const [, node = "", body = ""] = /json' (\S+) --data '([^']*)'/u.exec(unescaped) ?? [];
  const headers = { "content-type": "application/json" };
  const response = await fetch(node, { method: "POST", headers, body });
  const { result } = (await response.json()) as { result: string };
  return result.slice(2).match(/.{64}/gu) ?? [];
}

interface BatchAnswer {
  readonly root: `0x${string}`;
  readonly path: readonly `0x${string}`[];
  readonly count: number;
}

describe("GET /api/issues/{digest}/batch", () => {
  test.each(LABELS)(
    "gives what proves the issue %s, by the path and by the registry itself",
    async (label) => {
      const digest = ofLabel(label);
      const response = await at(`/api/issues/${digest}/batch`);
      expect(response.status).toBe(200);
      const answer = (await response.json()) as BatchAnswer;
      expect(answer).toMatchObject({
        ...{ publication: rig.publication, entry: 2, count: 5, label, digest },
        ...{ root: batch.root, list: batch.list, listCid: batch.listCid },
      });
      const issue = { root: answer.root, label: parseLabel(label), digest, path: answer.path };
      verifyPath(rig.publication.id, issue, answer.count);
      const view = publisher.registry.at((await rig.chain.block("latest")) ?? expect.unreachable());
      expect(await view.batched(rig.publication.id, issue)).toMatchObject({
        record: { entry: 2 },
        current: digest,
      });
    },
  );

  test("is 404 for what is no issue, and 400 for what is no digest", async () => {
    expect((await at(`/api/issues/${"0".repeat(64)}/batch`)).status).toBe(404);
    expect((await at("/api/issues/nonsense/batch")).status).toBe(400);
  });
});

describe("the page of an issue of a batch", () => {
  test("says of which entry it is one, names the list, and stands", async () => {
    const words = textIn(await page(`/issues/${ofLabel("2")}`));
    expect(words).toContain("as one of entry 2, a batch of 5 issues");
    expect(words).toContain(batch.root);
    expect(words).toContain(batch.listCid);
    expect(words).toContain("This is the current revision");
    expect(words).toContain("anchored with a batch of 5 issues");
  });

  test.each(LABELS)(
    "of issue %s: the question that it shows is answered by the registry itself",
    async (label) => {
      const digest = ofLabel(label);
      const words = await askedByHand(await page(`/issues/${digest}`));
      expect(words).toHaveLength(8);
      expect(BigInt(`0x${words[0]}`)).toBe(2n);
      expect(Number(BigInt(`0x${words[1]}`))).toBe(batch.anchoredAt);
      expect(words[7]).toBe(digest);
    },
  );

  test("asks for its own record when it has one", async () => {
    const digest = ofLabel("4");
    await postNotice({ publication: rig.publication.id, digest, kind: "concern" }, rig.publisher());
    await at("/api/publications");
    const html = await page(`/issues/${digest}`);
    expect(await askedByHand(html)).toEqual([digest]);
    const words = textIn(html);
    expect(words).toContain("as one of entry 2, a batch of 5 issues");
    expect(words).toContain("given a record of its own");
    expect(words).toContain("Its publisher has expressed concern");
  });

  test("is listed with its standing on the publication's page", async () => {
    const html = await page(`/publications/${rig.publication.id}`);
    expect(textIn(html)).toContain("5 issues,");
    expect(html.match(/>Current</g)).toHaveLength(4);
    expect(html.match(/>Of concern<\/span/g)).toHaveLength(1);
  });
});

describe("the gateway", () => {
  test("gives the list of a batch, its parts, and with them every block of its issues", async () => {
    const raw = await at(`/ipfs/${batch.listCid}?format=raw`);
    const list = (await raw.json()) as { parts: { cid: { "/": string } }[] };
    expect(list).toMatchObject({ count: 5, type: "colophon/batch/1" });
    const part = await at(`/ipfs/${list.parts[0]?.cid["/"]}?format=raw`);
    expect(((await part.json()) as { issues: unknown[] }).issues).toHaveLength(5);
    const car = await (await at(`/ipfs/${batch.listCid}?format=car`)).arrayBuffer();
    const bytes = Buffer.from(car);
    for (const { cid } of batch.issues) expect(bytes.includes(cid)).toBe(true);
    for (const { digest } of batch.issues) expect(bytes.includes(Buffer.from(digest, "hex"))).toBe(true);
  });
});

describe("while the list cannot be had", () => {
  test("the page and the API say so, and nothing against the issue", async () => {
    // A verifier that has not read the list before.
    const other = await serve();
    lost.add(batch.listCid);
    try {
      const digest = ofLabel("1");
      const response = await fetch(`${other.url}/api/issues/${digest}/batch`);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
        404,
        "BLOCK_MISSING",
      ]);
      const html = await (await fetch(`${other.url}/issues/${digest}`)).text();
      const words = textIn(html);
      expect(words).toContain("as one of entry 2, a batch of 5 issues");
      expect(words).toContain("could not be checked");
      expect(words).toContain("The list could not be read back just now");
      expect(html).not.toContain("eth_call");
    } finally {
      lost.clear();
      await other.stop();
    }
  });

  test("nobody says that there is no such issue, of one that the list may hold", async () => {
    const index = openCatalogue(join(folder, "another.sqlite"));
    lost.add(batch.listCid);
    const other = await serve(index);
    const codeOf = async (path: string) =>
      ((await (await fetch(`${other.url}${path}`)).json()) as { code?: string }).code;
    try {
      for (const digest of [ofLabel("1"), "7b".repeat(32)])
        for (const path of [
          `/api/issues/${digest}`,
          `/api/issues/${digest}/batch`,
          `/api/issues/${digest}/manifest`,
        ])
          expect(await codeOf(path), path).toBe("BLOCK_MISSING");
      const publication = `/publications/${rig.publication.id}`;
      const listed = textIn(await (await fetch(other.url + publication)).text());
      expect(listed).toContain(
        "0 issues, 4 entries in its history. Not counted: 5 issues that could not be read",
      );
      expect(listed).toMatch(/4 issues of a batch of 5, anchored [^;]*, as entry 2; .*tells:\s+baguqeera/);
      // One of them was given a record of its own, by which the history names it.
      expect(listed).toMatch(/Issue 4 , anchored [^,]*,[^,]*, as entry 3/);
      expect(listed).not.toContain("None is anchored yet");
      const feed = await (await fetch(`${other.url}${publication}/feed.atom`)).text();
      expect(feed).toContain(">4 issues that could not be read just now</title>");
      const badge: unknown = await (await fetch(`${other.url}/badge${publication}.json`)).json();
      expect(badge).toMatchObject({ says: "5 issues anchored" });
      expect(await (await fetch(`${other.url}/api${publication}/issues`)).json()).toMatchObject({
        publication: { issues: 0, unread: 5 },
        unread: {
          anchored: [
            { entry: 2, list: batch.list, issues: 4 },
            { entry: 3, label: "4" },
          ],
          failure: { code: "BLOCK_MISSING" },
        },
      });
      lost.clear();
      expect(await codeOf(`/api/issues/${ofLabel("1")}/batch`)).toBeUndefined();
      expect(await codeOf(`/api/issues/${ofLabel("1")}`)).toBeUndefined();
      expect(await codeOf(`/api/issues/${"7b".repeat(32)}`)).toBe("NOT_FOUND");
    } finally {
      lost.clear();
      await other.stop();
      index.close();
    }
  });
});

describe("of two issues under one label", () => {
  test("the pages show the later as what does not count, and lead to the one that stands", async () => {
    const first = ofLabel("1");
    const plan = { ...rig.plan("1"), files: [memoryFile("letter.txt", "A rival.\n")] };
    const later = await packedRival(plan, rig.publisher());
    await at("/api/publications");
    const words = textIn(await page(`/issues/${later}`));
    expect(words).toContain("This does not count.");
    expect(await page(`/issues/${later}`)).toContain(`href="/issues/${first}"`);
    expect(textIn(await page(`/issues/${first}`))).toContain("This is the current revision");
    const listed = await page(`/publications/${rig.publication.id}`);
    expect(listed).toContain("Does not count: the label was taken");
    expect(textIn(listed)).toContain("5 issues,");
    // It is no revision of what the label names, and no memento of it.
    expect((await at(`/issues/${later}`)).headers.get("memento-datetime")).toBeNull();
    expect((await at(`/issues/${later}`)).headers.get("link")).toBeNull();
    expect((await at(`/issues/${first}`)).headers.get("memento-datetime")).not.toBeNull();
    const labelled = await (await at("/api/issues?label=1")).json();
    expect(labelled).toMatchObject({ manifests: [first] });
    const { evidence } = (await (await at(`/api/issues/${later}`)).json()) as { evidence: unknown };
    expect(evidence).toMatchObject({
      final: { value: { earlier: { known: true, value: { digest: first, entry: 2 } } } },
    });
  });
});

/** Anchors it although the label is taken, which our own commands refuse. */
async function packedRival(plan: ReturnType<typeof rig.plan>, to: Publisher): Promise<Digest> {
  const { hashing, staging, typeOf } = to;
  const packed = await packIssue(plan, AS_NEW, { hashing, staging, typeOf });
  const { digest } = packed.encoded;
  const { label } = plan.description;
  const action = { kind: "anchor", publication: plan.publication.id, label, digest } as const;
  await anchor({ key: "rival", what: "a rival", action, cars: [packed.car] }, to);
  return digest;
}
