import { execFileSync } from "node:child_process";
import { appendFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { keySigner } from "../../src/adapters/evm/signer.ts";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { type EndorsementKeeping, keptEndorsements } from "../../src/cli/kept-endorsements.ts";
import type { Endorsement, Statement } from "../../src/core/endorsement/endorsement.ts";
import { parseDigest } from "../../src/core/digest.ts";
import { encodeEndorsement } from "../../src/core/endorsement/file.ts";
import { decodeFork, verifyFork } from "../../src/core/endorsement/fork.ts";
import { fail } from "../../src/core/errors/error.ts";
import { foldAll } from "../../src/core/history/fold.ts";
import { parsePublicationId, type PublicationRef } from "../../src/core/publication.ts";
import { publishIssue } from "../../src/publish/issue.ts";
import { openArchive } from "../../src/verify/open-archive.ts";
import { SIGNING } from "../core/endorsement/vectors.ts";
import { openRig } from "../support/publisher-rig.ts";
import { startVerifier } from "../support/verifier.ts";
import { digestOf } from "../support/witness-evidence.ts";

const rig = await openRig();
afterAll(() => rig[Symbol.asyncDispose]());

const LIBRARY = keySigner(`0x${"41".repeat(32)}`);
const MUSEUM = keySigner(`0x${"42".repeat(32)}`);
const STRANGER = keySigner(`0x${"43".repeat(32)}`);
const FINALITY = { kind: "depth", blocks: 0 } as const;
const { id } = rig.publication;
const OTHER = digestOf("another head");

let folder: string;
let url: string;
/** How often the history was read to hold endorsements against it. */
let read = 0;
/** Is the node of endorsements silent? */
let silent = false;

beforeAll(async () => {
  for (const label of ["1", "2", "3"]) await publishIssue(rig.plan(label), rig.publisher());
});

beforeEach(async () => {
  silent = false;
  folder = await mkdtemp(join(tmpdir(), "colophon-kept-endorsements-"));
  const catalogue = openCatalogue(join(folder, "catalogue.sqlite"));
  const { registry } = rig.publisher();
  const parts = { registry, chain: rig.chain, finality: FINALITY };
  const archive = openArchive({
    ...{ ...parts, stores: [rig.store], sha256: nodeSha256, catalogue, name: "the archive of this test" },
    own: () => [id],
  });
  const endorsers = [
    { address: LIBRARY.address, name: "The <b>Library</b>", url: "https://library.example" },
    { address: MUSEUM.address, name: "The Museum" },
  ];
  const keeping: EndorsementKeeping = {
    ...{ ...parts, endorsers, folder: join(folder, "endorsements") },
    chain: {
      ...parts.chain,
      block: async (at) =>
        silent ? fail("CHAIN_UNREACHABLE", { node: "this", problem: "silent" }) : parts.chain.block(at),
    },
    archive: {
      publication: (of) => archive.publication(of),
      entries(of) {
        read += 1;
        return archive.entries(of);
      },
    },
  };
  const { chain } = rig.publication;
  const trust = { chain, registry: rig.publication.registry, sha256: nodeSha256 };
  const verifier = await startVerifier(archive, { trust, endorsements: keptEndorsements(keeping) });
  url = verifier.url;
  onTestFinished(async () => {
    await verifier.stop();
    catalogue.close();
    await rm(folder, { recursive: true, force: true });
  });
});

async function signed(change: Partial<Statement> = {}, signer = LIBRARY): Promise<Endorsement> {
  const block = (await rig.chain.block("latest")) ?? expect.unreachable();
  const { registry } = rig.publisher();
  const all = (await registry.entries(id, 0, block)).map(({ entry }) => entry);
  const entries = change.entries ?? all.length;
  const { head } = foldAll(rig.publication, all.slice(0, entries), nodeSha256);
  const statement: Statement = {
    ...{ publication: rig.publication, endorser: signer.address, entries, head },
    ...{ block: { number: block.number, hash: block.hash }, seen: 1_790_000_000, holds: "none" },
    ...change,
  };
  return { ...statement, signature: await signer.signEndorsement(statement) };
}

async function send(body: string | Endorsement, to: string = id) {
  const text = typeof body === "string" ? body : encodeEndorsement(body);
  const headers = { "content-type": "application/json" };
  const at = `${url}/api/publications/${to}/endorsements`;
  const response = await fetch(at, { method: "POST", body: text, headers });
  const told = (await response.json()) as { code?: string; grade?: string };
  return [response.status, told.code ?? told.grade];
}

interface Told {
  readonly endorsements: readonly {
    readonly grade: string;
    readonly by?: string;
    readonly expected?: string;
    readonly endorser?: { readonly name: string };
    readonly statement: Endorsement;
  }[];
  readonly forks: readonly object[];
}

const told = async () => (await (await fetch(`${url}/api/publications/${id}/endorsements`)).json()) as Told;
const files = () => readdir(join(folder, "endorsements"));
const page = async (query = "") => (await fetch(`${url}/publications/${id}${query}`)).text();

describe("an endorsement that is handed in", () => {
  test("is kept, graded, and given to whoever asks, as it was signed", async () => {
    expect((await told()).endorsements).toEqual([]);
    const one = await signed({ holds: "full" });
    expect(await send(one)).toEqual([200, "agrees"]);
    const { endorsements, forks } = await told();
    expect(endorsements).toMatchObject([
      { grade: "agrees", by: "key", endorser: { name: "The <b>Library</b>" }, statement: { holds: "full" } },
    ]);
    expect(forks).toEqual([]);
    expect(endorsements[0]?.statement.signature).toBe(one.signature);
  });

  test("is one however often it comes, and takes the place of those that follow from it", async () => {
    for (const entries of [2, 3]) await send(await signed({ entries }));
    const last = await signed();
    await Promise.all([send(last), send(last), send(last)]);
    expect((await told()).endorsements.map(({ statement }) => statement.entries)).toEqual([last.entries]);
    expect(await files()).toHaveLength(1);
    // It says less than one that is kept already, which does not follow from it.
    await send(await signed({ entries: 2, holds: "full" }));
    expect(await files()).toHaveLength(2);
  });

  test("of another head is kept and shown as a fork, with the proof, and is no fault of any issue", async () => {
    expect(await send(await signed())).toEqual([200, "agrees"]);
    expect(await send(await signed({ head: OTHER }, MUSEUM))).toEqual([200, "conflicts"]);
    const { endorsements, forks } = await told();
    expect(endorsements.map(({ grade }) => grade).toSorted()).toEqual(["agrees", "conflicts"]);
    const fork = decodeFork(new TextEncoder().encode(JSON.stringify(forks[0])), "fork");
    expect(verifyFork(fork, "fork", SIGNING).signedByKey).toEqual({ earlier: true, later: true });
    const text = await page();
    expect(text).toContain('id="fork"');
    expect(text).toContain(OTHER);
    expect(text).toContain("says nothing against any issue");
    expect(await page("?lang=zh")).toContain("分叉");
  });

  test("does not take the place of one over another head, however alike the two are", async () => {
    const one = await signed();
    const alike = parseDigest(`${one.head.slice(0, 60)}${one.head.endsWith("0000") ? "1111" : "0000"}`);
    expect(await send(await signed({ head: alike }))).toEqual([200, "conflicts"]);
    expect(await send(one)).toEqual([200, "agrees"]);
    expect((await told()).endorsements.map(({ grade }) => grade).toSorted()).toEqual(["agrees", "conflicts"]);
  });

  test("is one with the same that was put into the folder by hand", async () => {
    const one = await signed();
    await mkdir(join(folder, "endorsements"));
    await writeFile(join(folder, "endorsements", "hand.endorsement.json"), encodeEndorsement(one));
    await send(one);
    expect(await files()).toHaveLength(1);
  });

  test("that conflicts leaves no empty list behind", async () => {
    await send(await signed({ head: OTHER }));
    expect(await page()).toContain("endorsements-title");
    expect(await page()).not.toMatch(/<ul class="plain">\s*<\/ul>/);
  });

  test("is on the pages of the issues that it reaches, and of no other", async () => {
    const { issues } = (await (await fetch(`${url}/api/publications/${id}/issues`)).json()) as {
      issues: readonly { readonly digest: string; readonly entry: number }[];
    };
    const [first = expect.unreachable(), second = expect.unreachable()] = issues;
    await send(await signed({ entries: first.entry }));
    const issuePage = async ({ digest }: { readonly digest: string }) =>
      (await fetch(`${url}/issues/${digest}`)).text();
    expect(await issuePage(first)).toContain(`Endorsed up to entry ${first.entry}`);
    expect(await issuePage(second)).not.toContain("Endorsed up to");
    await send(await signed({ head: OTHER }, MUSEUM));
    expect(await issuePage(second)).toContain("A fork");
  });

  test("is on the publication's page, in both languages, and its endorser's name is no markup", async () => {
    expect(await page()).not.toContain("endorsements-title");
    await send(await signed({ holds: "full" }));
    const text = await page();
    expect(text).toContain("The &lt;b&gt;Library&lt;/b&gt;");
    expect(text).toContain("says that they hold a full copy");
    expect(text).not.toContain('id="fork"');
    expect(await page("?lang=zh")).toContain("并称持有完整副本");
  });
});

test("a forged one costs no look at the history, and many who ask at once cost one", async () => {
  const forged = { ...(await signed({}, STRANGER)), endorser: LIBRARY.address };
  read = 0;
  expect(await send(forged)).toEqual([422, "ENDORSEMENT_UNSIGNED"]);
  expect(read).toBe(0);
  await send(await signed());
  read = 0;
  await Promise.all([page(), page(), told(), told()]);
  expect(read).toBe(1);
});

describe("refuses", () => {
  const elsewhere: PublicationRef = { ...rig.publication, id: parsePublicationId("99") };

  test.each<[string, () => Promise<string | Endorsement>, number, string]>([
    ["what is no JSON", async () => "{", 422, "ENDORSEMENT_INVALID"],
    ["what is too large", async () => " ".repeat(20_000), 413, "UPLOAD_TOO_LARGE"],
    [
      "a field too many",
      async () => encodeEndorsement(await signed()).replace("{", '{"a":1,'),
      422,
      "ENDORSEMENT_INVALID",
    ],
    [
      "another type",
      async () => encodeEndorsement(await signed()).replace("endorsement/1", "endorsement/2"),
      422,
      "ENDORSEMENT_TYPE_UNKNOWN",
    ],
    ["one of another publication", () => signed({ publication: elsewhere }), 422, "ENDORSEMENT_FOREIGN"],
    ["a stranger's", () => signed({}, STRANGER), 403, "ENDORSER_UNKNOWN"],
    [
      "one in another's name",
      async () => ({ ...(await signed({}, STRANGER)), endorser: LIBRARY.address }),
      422,
      "ENDORSEMENT_UNSIGNED",
    ],
    [
      "one that says more than was signed",
      async () => ({ ...(await signed()), holds: "full" as const }),
      422,
      "ENDORSEMENT_UNSIGNED",
    ],
  ])("%s", async (_, forge, status, code) => {
    expect(await send(await forge())).toEqual([status, code]);
    expect((await told()).endorsements).toEqual([]);
  });

  test("one for a publication that there is not", async () => {
    expect(await send(await signed(), "99")).toEqual([404, "PUBLICATION_UNKNOWN"]);
    expect(await send(await signed(), "x")).toEqual([400, "PUBLICATION_ID_INVALID"]);
  });

  test("more than 50 of one endorser that do not follow from each other", async () => {
    await mkdir(join(folder, "endorsements"));
    for (let one = 0; one < 50; one += 1) {
      const forged = await signed({ head: digestOf(`head ${one}`) });
      await writeFile(join(folder, "endorsements", `${one}.endorsement.json`), encodeEndorsement(forged));
    }
    expect(await send(await signed({ head: OTHER }))).toEqual([409, "ENDORSEMENTS_FULL"]);
    expect(await send(await signed({}, MUSEUM))).toEqual([200, "agrees"]);
  });
});

test("what lies in the folder and is none, or that nobody has signed, is passed over", async () => {
  await mkdir(join(folder, "endorsements"));
  const put = (name: string, text: string) => writeFile(join(folder, "endorsements", name), text);
  await put("a.endorsement.json", "garbage");
  await put("b.endorsement.json", " ".repeat(100_000));
  await mkdir(join(folder, "endorsements", "c.endorsement.json"));
  await put("d.endorsement.json", encodeEndorsement({ ...(await signed()), holds: "full" }));
  await put("notes.txt", "not mine");
  await put("e.endorsement.json", encodeEndorsement(await signed({}, STRANGER)));
  const { endorsements } = await told();
  expect(endorsements.map(({ statement, endorser }) => [statement.endorser, endorser])).toEqual([
    [STRANGER.address, undefined],
  ]);
});

test("what was seen half copied into the folder, or before what it points to, is told once it is whole", async () => {
  await mkdir(join(folder, "endorsements"));
  const half = join(folder, "endorsements", "half.endorsement.json");
  const text = encodeEndorsement(await signed());
  await writeFile(half, text.slice(0, 100));
  await symlink(join(folder, "elsewhere.json"), join(folder, "endorsements", "link.endorsement.json"));
  const endorsers = async () => (await told()).endorsements.map(({ statement }) => statement.endorser);
  expect(await endorsers()).toEqual([]);
  await appendFile(half, text.slice(100));
  expect(await endorsers()).toEqual([LIBRARY.address]);
  await writeFile(join(folder, "elsewhere.json"), encodeEndorsement(await signed({}, MUSEUM)));
  expect(await endorsers()).toEqual([LIBRARY.address, MUSEUM.address]);
});

test("what is no file, or no folder, stops neither the page nor the answer", async () => {
  const at = join(folder, "endorsements");
  await writeFile(at, "no folder");
  expect((await told()).endorsements).toEqual([]);
  expect((await fetch(`${url}/publications/${id}`)).status).toBe(200);
  await rm(at);
  await mkdir(at);
  execFileSync("mkfifo", [join(at, "pipe.endorsement.json")]);
  expect((await told()).endorsements).toEqual([]);
}, 10_000);

test("no page says that somebody has signed what could not be checked, while the node is silent", async () => {
  await page();
  await mkdir(join(folder, "endorsements"));
  const put = async (name: string, one: Endorsement) =>
    writeFile(join(folder, "endorsements", `${name}.endorsement.json`), encodeEndorsement(one));
  await put("forged", { ...(await signed({}, STRANGER)), endorser: LIBRARY.address });
  await put("true", await signed({}, MUSEUM));
  silent = true;
  const { endorsements } = await told();
  expect(endorsements.map(({ grade, by }) => [grade, by])).toEqual([
    ["unknown", undefined],
    ["unknown", "key"],
  ]);
  const text = await page();
  expect(text).toContain(MUSEUM.address);
  expect(text).not.toContain(LIBRARY.address);
});
