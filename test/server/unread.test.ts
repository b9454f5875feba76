import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { documentCid } from "../../src/core/cid.ts";
import { type Digest, digestFromBytes } from "../../src/core/digest.ts";
import { publicationRef, type PublicationId } from "../../src/core/publication.ts";
import type { Listening } from "../../src/server/listen.ts";
import { hashing } from "../support/hashing.ts";
import { ModelArchive } from "../support/model-archive.ts";
import { openModel } from "../support/opened-archive.ts";
import { startVerifier } from "../support/verifier.ts";

/* What the verifier shows of what a history names and no store gives back. */

let model: ModelArchive;
let letter: PublicationId;
let verifier: Listening;
const digests = new Map<string, Digest>();

const forget = (digest: Digest) =>
  model.stores.forEach((store) => store.blocks.delete(String(documentCid(digest))));
const of = (label: string): Digest => digests.get(label) ?? expect.unreachable();
const at = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${verifier.url}${path}`, { redirect: "manual", headers });
const html = async (path: string) => (await at(path)).text();
const words = async (path: string) => (await html(path)).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const json = async (path: string) => (await at(path)).json() as Promise<Record<string, unknown>>;

const inOrder = (a: string, b: string) => a.localeCompare(b);

beforeEach(async () => {
  model = new ModelArchive("near");
  letter = model.register("The Letter");
  for (const label of ["41", "43", "46"])
    digests.set(label, await model.anchor(letter, label, { "index.html": `letter ${label}` }));
  digests.set("41 again", await model.revise(letter, "41", { "index.html": "letter 41, mended" }));
});
afterEach(() => verifier.stop());

async function start(): Promise<void> {
  const { chain, address } = model.registry;
  const { registry } = publicationRef(chain, address, letter);
  verifier = await startVerifier(
    openModel(model, () => [letter]),
    { trust: { chain, registry, sha256: hashing.sha256 }, publicUrl: "https://archive.example" },
  );
}

describe("an issue whose manifest cannot be read", () => {
  beforeEach(async () => {
    forget(of("43"));
    await start();
  });

  test("is listed as anchored, counted, and no missing number", async () => {
    const page = await html(`/publications/${letter}`);
    expect(page).toContain(`<a href="/issues/${of("43")}">Issue 43</a>`);
    const said = await words(`/publications/${letter}`);
    expect(said).toContain("Anchored, but could not be read just now");
    expect(said).toContain("2 issues, 5 entries in its history. Not counted: 1 issue that could not be read");
    // 42, 44 and 45 are free on the chain itself; 43 is not.
    expect(said).toMatch(/under the numbers 42 and 44–45/);
    expect(said).toContain("This rests on what could be read");
    expect(page).toContain("The Letter: 3 issues, each anchored");
  });

  test("is in the feed under the id that it keeps, and counted by the badge and on the first page", async () => {
    const ids = (xml: string) =>
      [...xml.matchAll(/<entry>\s*<id>([^<]*)/g)].map(([, id = ""]) => id).sort(inOrder);
    const before = await html(`/publications/${letter}/feed.atom`);
    expect(before).toContain('<title xml:lang="en">Issue 43</title>');
    expect(before).toContain(`href="https://archive.example/issues/${of("43")}"`);
    expect(await json(`/badge/publications/${letter}.json`)).toMatchObject({ says: "3 issues anchored" });
    expect(await words("/")).toContain("Not counted: 1 issue that could not be read just now");
    await verifier.stop();
    // Packed again, the same manifest turns up.
    expect(await packedAgain("43")).toBe(of("43"));
    await start();
    const after = await html(`/publications/${letter}/feed.atom`);
    expect(ids(after)).toEqual(ids(before));
    expect(ids(after)).toHaveLength(3);
    expect(after).not.toContain("could not be read");
  });

  test("is told to programs, with the reason", async () => {
    expect(await json(`/api/publications/${letter}/issues`)).toMatchObject({
      publication: { issues: 2, unread: 1 },
      unread: {
        anchored: [{ entry: 3, label: "43", digest: of("43") }],
        failure: { code: "BLOCK_MISSING" },
      },
    });
    expect(await json("/api/publications")).toMatchObject({ publications: [{ issues: 2, unread: 1 }] });
  });

  test("has a page that says what the history knows of it, and is no missing page", async () => {
    const response = await at(`/issues/${of("43")}`);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain("<h1><bdi>Issue 43</bdi></h1>");
    expect(page).toContain("as entry 3");
    const data: unknown = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? "");
    expect(data).toMatchObject({
      "@type": "PublicationIssue",
      issueNumber: "43",
      isPartOf: { name: "The Letter", url: `https://archive.example/publications/${letter}` },
    });
    expect((await at(`/api/issues/${of("43")}`)).status).toBe(200);
    const sheet = await words(`/issues/${of("43")}/certificate`);
    expect(sheet).toContain("Publication The Letter");
    expect(sheet).toMatch(/Colophon Issue 43 .* as entry 3 /);
  });

  test("has a time map that could not be told just now, and is none that is not there", async () => {
    const label = `/publications/${letter}/issues/43`;
    const map = await at(`${label}/timemap`);
    expect([map.status, map.headers.get("retry-after")]).toEqual([503, "10"]);
    expect((await at(label)).headers.get("location")).toBe(`/issues/${of("43")}`);
    const then = { "Accept-Datetime": "Fri, 20 Nov 2026 07:00:00 GMT" };
    expect((await at(label, then)).status).toBe(503);
    // Any other label may be in what could not be read.
    const other = await at(`/publications/${letter}/issues/57`);
    expect([other.status, other.headers.get("retry-after")]).toEqual([503, "10"]);
    expect((await at(`/api/publications/${letter}/issues/57`)).status).toBe(503);
  });
});

test("a revision that cannot be read is what its label names", async () => {
  forget(of("41 again"));
  await start();
  const label = `/publications/${letter}/issues/41`;
  expect((await at(label)).headers.get("location")).toBe(`/issues/${of("41 again")}`);
  expect((await at(`${label}/timemap`)).status).toBe(503);
  expect(await json(`/api${label}`)).toMatchObject({ anchored: true, current: of("41 again") });
  expect(await words(`/publications/${letter}`)).toContain("A revision of Issue 41 , anchored");
  // Its issue is known, and counted already.
  expect(await json("/api/publications")).not.toHaveProperty("publications.0.unread");
});

test("while nothing can be read, nobody says that nothing is anchored", async () => {
  model.stores.forEach((store) => (store.patience = 0));
  await start();
  const said = await words(`/publications/${letter}`);
  expect(said).not.toContain("None is anchored yet");
  expect(said).toContain("Not counted: 3 issues that could not be read just now");
  expect((await at(`/issues/${of("43")}`)).status).toBe(200);
});

test("what was read, and is no issue, is told as that", async () => {
  const bytes = new TextEncoder().encode("words, and no manifest");
  const digest = digestFromBytes(hashing.sha256(bytes));
  model.keep({ cid: documentCid(digest), bytes });
  model.call(letter, { do: "anchor", label: "44", digest });
  await start();
  const said = await words(`/publications/${letter}`);
  expect(said).toContain("Anchored, but no issue");
  expect(said).toContain("3 issues, 6 entries in its history. Follow it");
  expect(said).toMatch(/under the numbers 42 and 45\b/);
  expect((await at(`/publications/${letter}/issues/44/timemap`)).status).toBe(404);
});

/** The same blocks once more. */
async function packedAgain(label: string): Promise<Digest> {
  const other = new ModelArchive("other");
  const id = other.register("The Letter");
  const digest = await other.pack(id, label, { "index.html": `letter ${label}` });
  for (const [cid, bytes] of other.stores[0]?.blocks ?? []) model.stores[0]?.blocks.set(cid, bytes);
  return digest;
}
