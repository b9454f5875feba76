import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { openMirror } from "../../src/audit/mirror.ts";
import { keptMirrors, type MirrorKeeping } from "../../src/cli/kept-mirrors.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { publishIssue } from "../../src/publish/issue.ts";
import { openArchive } from "../../src/verify/open-archive.ts";
import { memoryMirror } from "../support/memory-mirror.ts";
import { openRig } from "../support/publisher-rig.ts";
import { startVerifier } from "../support/verifier.ts";

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

const { id } = rig.publication;
const FINALITY = { kind: "depth", blocks: 0 } as const;
let folder: string;
let keeping: MirrorKeeping;
let published = 0;

const publish = () => publishIssue(rig.plan(String((published += 1))), rig.publisher());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "colophon-kept-mirrors-"));
  const catalogue = openCatalogue(join(folder, "catalogue.sqlite"));
  onTestFinished(async () => {
    catalogue.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { registry } = rig.publisher();
  const parts = { registry, chain: rig.chain, stores: [rig.store], finality: FINALITY };
  const archive = openArchive({
    ...{ ...parts, sha256: nodeSha256, catalogue, name: "the archive of this test" },
    own: () => [id],
  });
  keeping = { ...parts, archive, folder: join(folder, "mirrors") };
});

async function served(change: Partial<MirrorKeeping> = {}) {
  const { archive } = keeping as unknown as { archive: Parameters<typeof startVerifier>[0] };
  const { chain, registry } = rig.publication;
  const trust = { chain, registry, sha256: nodeSha256 };
  const mirrorOf = keptMirrors({ ...keeping, ...change });
  const verifier = await startVerifier(archive, { trust, mirrorOf });
  onTestFinished(() => verifier.stop());
  return (headers: Record<string, string> = {}, of: string = id) =>
    fetch(`${verifier.url}/api/publications/${of}/mirror`, { headers });
}

async function entriesOf(response: Response): Promise<number> {
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "application/vnd.ipld.car; version=1",
  ]);
  const file = memoryMirror("fetched.car", new Uint8Array(await response.arrayBuffer()));
  return (await openMirror({ file, sha256: nodeSha256, publication: rig.publication })).root.entries;
}

describe("a mirror that is fetched", () => {
  test("is the whole history, the same bytes until there is more, and then with what is new", async () => {
    await publish();
    const fetched = await served();
    const first = await fetched();
    const known = first.headers.get("etag") ?? expect.unreachable();
    const entries = await entriesOf(first);
    expect((await fetched({ "if-none-match": known, "cache-control": "max-age=0" })).status).toBe(304);
    await publish();
    const more = await fetched({ "if-none-match": known });
    expect(await entriesOf(more)).toBe(entries + 1);
    await publish();
    expect(await entriesOf(await fetched())).toBe(entries + 2);
    expect(await readdir(join(folder, "mirrors"))).toHaveLength(2);
  });

  test("is made once, however many ask at once", async () => {
    await publish();
    let asked = 0;
    const registry = Object.create(keeping.registry, {
      entries: {
        value: (...args: Parameters<typeof keeping.registry.entries>) => {
          asked += 1;
          return keeping.registry.entries(...args);
        },
      },
    }) as typeof keeping.registry;
    const fetched = await served({ registry });
    const tags = (await Promise.all([fetched(), fetched(), fetched()])).map((one) => one.headers.get("etag"));
    expect([new Set(tags).size, asked]).toEqual([1, 1]);
  });

  test("can be fetched in parts", async () => {
    const fetched = await served();
    const whole = new Uint8Array(await (await fetched()).arrayBuffer());
    const part = await fetched({ range: "bytes=10-99" });
    expect(part.status).toBe(206);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(10, 100));
  });

  test("is made anew where what lies there is spoilt or of another history", async () => {
    const first = await served();
    const tag = (await first()).headers.get("etag");
    const [name = expect.unreachable()] = await readdir(join(folder, "mirrors"));
    await writeFile(join(folder, "mirrors", name), "spoilt");
    const again = await served();
    const response = await again();
    expect(await entriesOf(response)).toBeGreaterThan(0);
    expect(response.headers.get("etag")).toBe(tag);
  });

  test("takes no more room than it may, and clears what a killed run has left", async () => {
    const left = join(folder, "mirrors", "publication-1.9.0123456789abcdef.mirror.car.1.partial");
    await mkdir(join(folder, "mirrors"));
    await writeFile(left, "half of it");
    await utimes(left, 0, 0);
    const fetched = await served({ mostBytes: 1 });
    await publish();
    await fetched();
    await publish();
    expect(await entriesOf(await fetched())).toBeGreaterThan(1);
    expect(await readdir(join(folder, "mirrors"))).toHaveLength(1);
  });

  test("is there while the mirror of another publication is being made", async () => {
    // So that the archive has looked at the chain.
    await (
      await served()
    )();
    const { registry } = keeping;
    const hanging = Object.create(registry, {
      entries: { value: () => new Promise<never>(() => {}) },
    }) as typeof registry;
    const state = { calls: 0 };
    const parts = Object.create(registry, {
      entries: {
        value: (...args: Parameters<typeof registry.entries>) =>
          (state.calls += 1) === 1 ? registry.entries(...args) : hanging.entries(...args),
      },
    }) as typeof registry;
    const archive = {
      publication: (of: string) => keeping.archive.publication(of === "2" ? id : (of as typeof id)),
    };
    const mirrorOf = keptMirrors({ ...keeping, registry: parts, archive });
    const first = await mirrorOf(id);
    void mirrorOf(parsePublicationId("2")).catch(() => undefined);
    expect(await mirrorOf(id)).toMatchObject(first);
  });

  test("error: no such publication, one with too many entries, and none offered", async () => {
    const codeOf = async (response: Response) => [
      response.status,
      ((await response.json()) as { code?: string }).code,
    ];
    const fetched = await served({ mostEntries: 1 });
    expect(await codeOf(await fetched({}, parsePublicationId("99")))).toEqual([404, "PUBLICATION_UNKNOWN"]);
    expect(await codeOf(await fetched())).toEqual([404, "MIRROR_NOT_OFFERED"]);
    expect(await codeOf(await fetched({}, "0"))).toEqual([400, "PUBLICATION_ID_INVALID"]);
  });
});
