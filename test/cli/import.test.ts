import { createHash } from "node:crypto";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { archivedFirst } from "../../src/adapters/back-catalogue/mail/dkim.ts";
import { checkSignatures } from "../../src/adapters/back-catalogue/mail/signature-mailauth.ts";
import { openReading } from "../../src/cli/compose.ts";
import { readArchive } from "../../src/cli/config.ts";
import { archivedEvidence, dnsDkim } from "../../src/cli/import-dkim.ts";
import { parseDigest } from "../../src/core/digest.ts";
import { compareText } from "../../src/core/text.ts";
import { parsePublicationId } from "../../src/core/publication.ts";
import { zipped } from "../adapters/back-catalogue/zipped.ts";
import { fixture } from "../adapters/back-catalogue/rig.ts";
import { answered, colophon, openWorkshop, untilAtRest } from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";

/* Back catalogues of other programs: the real program, disk and chain. */

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

interface Imported {
  readonly batches: readonly {
    readonly count: number;
    readonly issues: readonly { readonly label: string; readonly cid: string; readonly digest: string }[];
  }[];
  readonly already: readonly { readonly label: string }[];
  readonly leftOut: readonly { readonly reason: string; readonly origin: { readonly at: string } }[];
  readonly told: readonly {
    readonly label: string;
    readonly notCovered: readonly { readonly url: string }[];
    readonly problems: readonly { readonly code: string }[];
  }[];
}

interface Altered {
  readonly verdict: string;
  readonly words: readonly { readonly signatures: readonly { readonly outcome: string }[] }[];
}

let archives = 0;
const archive = () => workshop.archive(`archive-${++archives}`);
const importing = async (source: string, at: string, ...more: readonly string[]) =>
  (await answered(["import", source, "--archive", at, ...more], 0)) as Imported;
const labelsOf = ({ batches }: Imported) => batches.map(({ issues }) => issues.map(({ label }) => label));

/** Every issue verifies, and the whole history does. */
async function expectAuthentic({ batches }: Imported, at: string): Promise<void> {
  for (const { label, cid } of batches.flatMap(({ issues }) => issues))
    expect(await answered(["verify", cid, "--archive", at], 0)).toMatchObject({
      verdict: "authentic",
      issue: { label, revision: 1 },
    });
  expect(await answered(["audit", "--archive", at], 0)).toMatchObject({ ok: true });
}

/** What a second run finds standing; it spends nothing. */
async function importedAgain(source: string, at: string, ...more: readonly string[]) {
  const { spent } = await standingOf(at);
  const again = await importing(source, at, ...more);
  expect(again.batches).toEqual([]);
  const standing = await standingOf(at);
  expect([standing.spent, standing.leftOver, standing.unfinished]).toEqual([spent, [], []]);
  return again.already.map(({ label }) => label);
}

const POSTS = ["ferry", "old-light", "storm", "the-tide-tables"];

describe("import", () => {
  test("anchors a folder of posts with one transaction; a second run sends nothing", async () => {
    const at = await archive();
    const first = await importing(fixture("hugo"), at);
    expect(labelsOf(first)).toEqual([POSTS]);
    expect(first.leftOut.map(({ origin, reason }) => `${origin.at}: ${reason}`)).toEqual([
      "content/posts/_index.md: not an issue",
      "content/posts/unfinished.md: draft",
      "layouts/: not an issue",
    ]);
    expect(
      first.told.map(({ label, notCovered, problems }) => [
        label,
        ...notCovered.map(({ url }) => url),
        ...problems.map(({ code }) => code),
      ]),
    ).toEqual([
      ["old-light", "file-missing", "reference-outside"],
      ["ferry", "https://images.example.org/gull.png"],
    ]);
    expect((await standingOf(at)).spent).toBe(3);
    await expectAuthentic(first, at);
    expect((await importedAgain(fixture("hugo"), at)).toSorted()).toEqual(POSTS);
  });

  test("takes drafts when asked, and sends only what is new", async () => {
    const at = await archive();
    await importing(fixture("hugo"), at);
    const more = await importing(fixture("hugo"), at, "--drafts");
    expect(labelsOf(more)).toEqual([["unfinished"]]);
    expect(more.already).toHaveLength(POSTS.length);
  });

  test("takes what only members may read when asked", async () => {
    const at = await archive();
    const open = await importing(fixture("substack"), at);
    const restricted = open.leftOut.filter(({ reason }) => reason === "restricted");
    expect(restricted).not.toEqual([]);
    const rest = await importing(fixture("substack"), at, "--restricted");
    expect(labelsOf(rest).flat()).toHaveLength(restricted.length);
  });

  test("anchors the items of a feed", async () => {
    const at = await archive();
    const first = await importing(fixture("feeds/rss.xml"), at);
    expect(labelsOf(first)).toEqual([["bells", "fog"]]);
    expect(first.told.find(({ label }) => label === "fog")?.notCovered).toHaveLength(2);
    await expectAuthentic(first, at);
    expect((await importedAgain(fixture("feeds/rss.xml"), at)).toSorted()).toEqual(["bells", "fog"]);
  });

  test("anchors a folder of messages; a message itself is then authentic", async () => {
    const at = await archive();
    const first = await importing(fixture("eml"), at, "--no-dkim");
    expect(labelsOf(first).flat()).toHaveLength(2);
    await expectAuthentic(first, at);
    expect(await answered(["verify", fixture("eml/a.eml"), "--archive", at], 0)).toMatchObject({
      verdict: "authentic",
    });
    expect(await importedAgain(fixture("eml"), at, "--no-dkim")).toHaveLength(2);
  });

  test("finds a message that stands with the evidence beside it, whatever became of its key", async () => {
    const at = await archive();
    const message = fixture("dkim/rfc8463.eml");
    const raw = await readFile(message);
    const keys = JSON.parse(await readFile(fixture("dkim/keys.json"), "utf8")) as Record<string, string>;
    const resolveTxt = (name: string) => Promise.resolve([[keys[name] ?? ""]]);
    const { evidence = expect.unreachable() } = await dnsDkim({ resolveTxt }).attest(raw);
    const signed = await workshop.issue("signed", { "dkim.json": Buffer.from(evidence.bytes).toString() });
    await writeFile(join(signed, "message.eml"), raw);
    await answered(["publish", signed, "--archive", at], 0);
    await using reading = await openReading(readArchive(at));
    await reading.archive.refresh();
    const archived = archivedEvidence(parsePublicationId("1"), () => Promise.resolve(reading));
    const sha256 = (bytes: Uint8Array) => parseDigest(createHash("sha256").update(bytes).digest("hex"));
    expect(Buffer.from((await archived(sha256(raw)))?.evidence ?? [])).toEqual(Buffer.from(evidence.bytes));
    expect(await archived(sha256(evidence.bytes))).toBeUndefined();
    const gone = { attest: () => expect.unreachable("the DNS is asked") };
    const again = await archivedFirst(gone, checkSignatures, archived).attest(raw);
    expect(Buffer.from(again.evidence?.bytes ?? [])).toEqual(Buffer.from(evidence.bytes));
    expect(again.checks.map(({ outcome }) => outcome)).toEqual(["holds", "holds"]);
    const outcomes = async (changed: string) => {
      const copy = join(workshop.path("copies"), "message.eml");
      await writeFile(copy, changed);
      const told = (await answered(["verify", copy, "--archive", at], 1)) as Altered;
      expect(told.verdict).toBe("altered");
      return told.words.flatMap(({ signatures }) => signatures.map(({ outcome }) => outcome));
    };
    await mkdir(workshop.path("copies"));
    const text = raw.toString();
    expect(await outcomes(text.replace("hungry", "thirsty"))).toEqual(["does not hold", "does not hold"]);
    // What mail servers put before it, nobody signs.
    expect(await outcomes(`Received: from a.example\r\n${text}`)).toEqual(["holds", "holds"]);
    expect(await outcomes(text.slice(text.indexOf("From: ")))).toEqual([]);
  });

  test("asks nothing about messages that stand without evidence", async () => {
    const at = await archive();
    const message = fixture("dkim/rfc8463.eml");
    await importing(message, at, "--no-dkim");
    const again = await importing(message, at);
    expect([again.batches, again.already.length]).toEqual([[], 1]);
    expect(again.told.flatMap(({ problems }) => problems.filter(({ code }) => code === "dkim"))).toEqual([]);
  });

  test("keeps what issue.yaml says, the license with it, as publish does", async () => {
    const at = await archive();
    const catalogue = workshop.path("licensed");
    await workshop.issue("licensed/7", {
      "issue.yaml": "title: The seventh\ndate: 2001-07\nlicense: CC-BY-4.0\n",
      "letter.txt": "Seven.\n",
    });
    await importing(catalogue, at, "--kind", "issues");
    const published = await answered(["publish", join(catalogue, "7"), "--archive", at], 0);
    expect(published).toMatchObject({ issues: [{ label: "7", status: "already" }] });
  });

  test("reads the pages of a zip, of which the last batch is packed when its end has been reached", async () => {
    const at = await archive();
    const posts = ["_config.yml", "_posts/2001-01-01-one.md", "_posts/2002-02-02-two.md"];
    const bytes = (name: string) => Buffer.from(`---\ntitle: ${name}\n---\nText.\n`);
    const zip = workshop.path("site.zip");
    await writeFile(zip, zipped(posts.map((name) => ({ name, bytes: bytes(name) }))));
    const first = await importing(zip, at);
    expect(labelsOf(first)).toEqual([["one", "two"]]);
    await expectAuthentic(first, at);
  });

  test("--batch-size anchors one batch after the other, in the order of the source", async () => {
    const at = await archive();
    const first = await importing(fixture("hugo"), at, "--batch-size", "3");
    expect(labelsOf(first)).toEqual([["ferry", "old-light", "storm"], ["the-tide-tables"]]);
    expect((await standingOf(at)).spent).toBe(4);
    await expectAuthentic(first, at);
    expect(await importedAgain(fixture("hugo"), at, "--batch-size", "2")).toHaveLength(4);
  });

  test("in words: the batch, what did not come along, and later that all of it stands", async () => {
    const at = await archive();
    const first = await colophon(["import", fixture("hugo"), "--archive", at]);
    expect(first.status, first.stderr).toBe(0);
    expect(first.stdout).toMatch(/^A batch of 4 issues is anchored, .*\n {2}root {5}0x/u);
    expect(first.stderr).toContain("3 items left out:\n");
    expect(first.stderr).toContain(
      "ferry: content/posts/ferry.md loads the image https://images.example.org",
    );
    const second = await colophon(["import", fixture("hugo"), "--archive", at, "--wait", "mined"]);
    expect(second.stdout).toBe("4 issues stood before; nothing was sent for them\n");
  });

  test("what the batches before a failure have anchored stands and is reported with it", async () => {
    const at = await archive();
    const rival = await workshop.issue("rival", { "letter.txt": "A rival.\n" });
    await answered(["publish", rival, "--label", "the-tide-tables", "--archive", at], 0);
    const size = ["--batch-size", "3"];
    const failed = await answered(["import", fixture("hugo"), ...size, "--archive", at], 2);
    expect(failed).toMatchObject({ error: { code: "LABEL_ANCHORED" }, batches: [{ count: 3 }] });
    expect((await standingOf(at)).spent).toBe(4);
  });
});

describe("import --dry-run", () => {
  const COLUMNS = [
    ...["label", "title", "date", "files", "size", "not covered", "problems"],
    ...["standing", "digest", "from"],
  ];
  const rowsOf = ({ stdout }: { readonly stdout: string }) =>
    stdout.split("\n").map((row) => row.split(/ {2,}/u));
  const column = (name: string) => COLUMNS.indexOf(name);

  test("shows a table, the batch and its cost, and touches nothing", async () => {
    const at = await archive();
    const before = await filesIn(at);
    const ran = await colophon(["import", fixture("hugo"), "--archive", at, "--dry-run"]);
    expect(ran.status, ran.stderr).toBe(0);
    const rows = rowsOf(ran);
    expect(rows[0]).toEqual(COLUMNS);
    const shown = ["label", "date", "files", "not covered", "problems", "standing", "from"].map(column);
    expect(rows.slice(1, 5).map((row) => shown.map((i) => row[i]))).toEqual([
      ["storm", "2018-01-09", "1", "0", "-", "new", "content/posts/storm.md"],
      [
        ...["old-light", "2019-03-02", "1", "0", "file-missing reference-outside", "new"],
        "content/posts/lighthouse.md",
      ],
      ["ferry", "2019-11-26T06:30:00Z", "3", "1", "-", "new", "content/posts/ferry.md"],
      ["the-tide-tables", "2019-12", "2", "0", "-", "new", "content/posts/the-tide-tables/index.md"],
    ]);
    expect(ran.stdout).toMatch(/A batch of 4 issues\n.*\n.*\n.*\n {2}cost {5}\d+ gas, at most [\d.]+ ether/u);
    expect(ran.stdout).toContain("4 issues. Nothing was written or sent.\n");
    const json = (await answered(["import", fixture("hugo"), "--archive", at, "--dry-run"], 0)) as {
      readonly issues: readonly { readonly label: string; readonly digest: string }[];
    };
    expect(json).toMatchObject({
      dryRun: true,
      issues: [{ label: "storm", files: 1, standing: "new" }, {}, { notCovered: [{ as: "image" }] }, {}],
      batches: [{ count: 4, cost: {} }],
      leftOut: [{}, { reason: "draft" }, {}],
    });
    expect(await filesIn(at)).toEqual(before);
    expect((await standingOf(at)).spent).toBe(2);
    const real = await importing(fixture("hugo"), at);
    const lineOf = ({ label, digest }: { label: string; digest: string }) => `${label} ${digest}`;
    expect(real.batches[0]?.issues.map(lineOf)).toEqual(json.issues.map(lineOf).toSorted(compareText));
    const again = await colophon(["import", fixture("hugo"), "--archive", at, "--dry-run"]);
    expect(
      rowsOf(again)
        .slice(1, 5)
        .map((row) => row[column("standing")]),
    ).toEqual(Array(4).fill("stands"));
    expect(again.stdout).toContain("4 issues stand already");
    expect(again.stdout).not.toContain("A batch of");
  });

  test("shows what stands with other content, and is refused for it as the run would be", async () => {
    const at = await archive();
    const rival = await workshop.issue("storm", { "letter.txt": "Another storm.\n" });
    await answered(["publish", rival, "--archive", at], 0);
    const ran = await colophon(["import", fixture("hugo"), "--archive", at, "--dry-run"]);
    expect(ran.status).toBe(2);
    expect(
      rowsOf(ran)
        .slice(1, 3)
        .map((row) => row[column("standing")]),
    ).toEqual(["other content stands", "new"]);
    const json = await answered(["import", fixture("hugo"), "--archive", at, "--dry-run"], 2);
    expect(json).toMatchObject({
      error: { code: "LABEL_ANCHORED" },
      issues: [{ label: "storm", standing: "other", already: false }, {}, {}, {}],
    });
    expect(await answered(["import", fixture("hugo"), "--archive", at], 2)).toMatchObject({
      error: { code: "LABEL_ANCHORED" },
      batches: [],
    });
    expect(await standingOf(at)).toMatchObject({ spent: 3, leftOver: [], unfinished: [] });
  });
});

describe("import refuses", async () => {
  const at = await archive();
  const refusal = (source: string, ...more: readonly string[]) => [
    "import",
    source,
    "--archive",
    at,
    ...more,
  ];
  await mkdir(workshop.path("empty"));
  await workshop.issue("shapeless", { "notes.bin": "\u0001\u0002", "more.bin": "\u0003" });
  await mkdir(workshop.path("drafts"));
  await cp(fixture("hugo/content/posts/unfinished.md"), workshop.path("drafts/unfinished.md"));

  test.each<[string, number, string, readonly string[]]>([
    ["SOURCE_MISSING", 2, "nowhere", []],
    ["SOURCE_EMPTY", 2, "empty", []],
    ["SOURCE_KIND_UNKNOWN", 2, "shapeless", []],
    ["SOURCE_WITHOUT_ISSUES", 2, "drafts", []],
    ["SOURCE_WITHOUT_ISSUES", 2, "drafts", ["--dry-run"]],
    ["USAGE_INVALID", 2, "drafts", ["--kind", "blog"]],
    ["USAGE_INVALID", 2, "drafts", ["--batch-size", "0"]],
    ["PUBLICATION_ABSENT", 2, "drafts", ["--publication", "another"]],
  ])("with %s and exit %i: %s", async (code, status, name, more) => {
    expect(await answered(refusal(workshop.path(name), ...more), status)).toMatchObject({ error: { code } });
  });
});

describe("import of an address", () => {
  const rss = readFile(fixture("feeds/rss.xml"));

  async function serving(listener: RequestListener) {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return {
      url: (path: string) => `http://127.0.0.1:${port}${path}`,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      },
    };
  }

  test("anchors the feed, following redirects on its own origin only", async () => {
    const bytes = await rss;
    await using server = await serving((request, response) => {
      if (request.url === "/feed") response.end(bytes);
      else if (request.url === "/old") response.writeHead(301, { location: "/feed" }).end();
      else if (request.url === "/round") response.writeHead(302, { location: "/round" }).end();
      else if (request.url === "/away")
        response.writeHead(302, { location: "http://127.0.0.2:9/feed" }).end();
      else if (request.url === "/cut") response.writeHead(200, { "content-length": "9999" }).end("<rss>");
      else response.writeHead(404).end();
    });
    const at = await archive();
    const first = await importing(server.url("/old"), at);
    expect(labelsOf(first)).toEqual([["bells", "fog"]]);
    for (const path of ["/round", "/away", "/missing", "/cut"])
      expect(await answered(["import", server.url(path), "--archive", at], 3)).toMatchObject({
        error: { code: "FEED_UNREACHABLE" },
      });
    const secret = server.url("/feed").replace("//", "//ada:sesame@");
    const told = await colophon(["import", secret, "--archive", at]);
    expect(told.status).toBe(3);
    expect(told.stdout + told.stderr).not.toContain("sesame");
  });
});

async function filesIn(folder: string): Promise<readonly string[]> {
  await untilAtRest(folder);
  const names = await readdir(join(folder, "data"), { recursive: true });
  return names.filter((name) => !isMomentary(name)).toSorted();
}

/** The chain's host takes and leaves its lock in its own time, and SQLite keeps a journal while it does. */
function isMomentary(name: string): boolean {
  return name.endsWith("host.lock-journal");
}
