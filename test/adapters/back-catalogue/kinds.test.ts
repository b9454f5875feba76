import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fixture, read, table } from "./rig.ts";
import { zipped } from "./zipped.ts";

/* What a folder is: one issue, many of them, or a mail program's. */

const work = mkdtempSync(join(tmpdir(), "colophon-kinds-"));
afterAll(() => rmSync(work, { recursive: true }));

let made = 0;

function folder(files: Readonly<Record<string, string>>): string {
  const at = join(work, `folder-${++made}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    if (path.endsWith("/")) mkdirSync(join(at, path), { recursive: true });
    else writeFileSync(join(at, path), text);
  }
  return at;
}

const PAGE = "<title>A page</title><p>Words.</p>";
const POST = "---\ntitle: A post\n---\nWords.\n";
const message = (day: number) =>
  `From: Ada Quay <ada@example.org>\nSubject: Letter ${day}\nDate: ${day} Nov 2019 06:30:00 +0000\n\nWords.\n`;

describe("one issue's folder is one issue, whatever folders it has in it", () => {
  test.each([
    ["with a main page", { "index.html": PAGE, "img/a.svg": "<svg/>", "css/page.css": "" }],
    ["with issue.yaml", { "issue.yaml": "title: A page\n", "a.html": PAGE, "more/b.html": PAGE }],
    [
      "with chapters",
      { "index.md": "---\ntitle: A page\n---\n", "one/index.md": "One.\n", "two/index.md": "Two.\n" },
    ],
  ])("%s", async (_, files) => {
    const { issues } = await read(folder(files));
    expect(issues).toHaveLength(1);
    const packed = Object.keys(files).filter((path) => path !== "issue.yaml");
    expect(issues[0]?.files.map(({ path }) => path).toSorted()).toEqual(packed.toSorted());
    expect(issues[0]).toMatchObject({ label: `folder-${made}`, title: "A page" });
  });

  test("a fixture, by its path", async () => {
    const all = await read(fixture("issues"));
    expect(all.issues.map(({ label }) => label)).toEqual(["94", "95"]);
    const { issues } = await read(`${fixture("issues/95")}/`);
    const { origin: _, ...alone } = issues[0] ?? expect.unreachable();
    expect(alone).toMatchObject({ label: "95", title: all.issues[1]?.title });
    expect(alone.files.map(({ path }) => path)).toEqual(all.issues[1]?.files.map(({ path }) => path));
  });

  test("also a file that is named to be one", async () => {
    const at = folder({ "letter.html": PAGE });
    expect(table(await read(join(at, "letter.html"), { kind: "issue" }))).toEqual([
      "letter | A page | - | letter.html",
    ]);
  });
});

describe("many issues stay many", () => {
  test("where their folders say so, beside a page that lists them", async () => {
    const at = folder({
      "index.html": PAGE,
      "1/issue.yaml": "title: One\n",
      "1/a.html": PAGE,
      "2/a.html": PAGE,
    });
    expect((await read(at)).issues.map(({ label }) => label)).toEqual(["1", "2", "index"]);
  });

  test("where they are posts of a site that has a main page", async () => {
    const at = folder({ "_config.yml": "title: S\n", "index.md": POST, "_posts/2019-11-26-a.md": POST });
    expect((await read(at)).issues.map(({ label }) => label)).toContain("a");
  });

  test("where it is said", async () => {
    const at = folder({ "index.html": PAGE, "1/a.html": PAGE, "2/a.html": PAGE });
    expect((await read(at, { kind: "issues" })).issues).toHaveLength(3);
    expect((await read(at)).issues).toHaveLength(1);
  });
});

test("posts beside a main page and nothing of a site are not guessed at", async () => {
  const at = folder({ "index.md": "# All\n", "a.md": POST, "b.md": POST });
  await expect(read(at)).toFailWith("SOURCE_KIND_UNKNOWN");
  expect((await read(at, { kind: "posts" })).issues).not.toHaveLength(0);
});

describe("a Maildir", () => {
  const files = {
    "cur/1574771400.M1P2.host:2,S": message(26),
    "new/1574857800.M1P3.host": message(27),
    "tmp/1574944200.M1P4.host": "Fro",
    "dovecot-uidlist": "3 V1\n",
  };

  test("gives its messages, and not what is being delivered", async () => {
    const { issues } = await read(folder(files));
    expect(issues.map(({ label }) => label)).toEqual(["2019-11-26-letter-26", "2019-11-27-letter-27"]);
  });

  test("gives the same issues when a message was read, and none that is there twice", async () => {
    const { "new/1574857800.M1P3.host": moved, ...others } = files;
    const before = await read(folder(files));
    const after = await read(folder({ ...others, "cur/1574857800.M1P3.host:2,RS": moved, "new/": "" }));
    expect(after.issues.map(({ label, origin }) => [label, origin])).toEqual(
      before.issues.map(({ label, origin }) => [label, origin]),
    );
    expect([...after.files]).toEqual([...before.files]);
  });

  test("may come as a zip", async () => {
    const at = join(work, "mail.zip");
    const entries = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
    writeFileSync(at, zipped(entries));
    expect((await read(at)).issues).toHaveLength(2);
  });

  test("without a message is empty", async () => {
    await expect(read(folder({ "cur/": "", "new/": "", "tmp/1": "Fro" }))).toFailWith("SOURCE_EMPTY");
  });
});

describe("a site's pages are no posts", () => {
  test.each([
    [
      "Jekyll",
      { "_config.yml": "", "_posts/2019-11-26-ferry.md": POST, "404.html": POST, "about/index.md": POST },
    ],
    [
      "Jekyll, posts of a section",
      { "_config.yml": "", "fens/_posts/2019-11-26-ferry.md": POST, "a.html": PAGE },
    ],
    ["Pelican", { "pelicanconf.py": "", "content/ferry.md": POST, "content/pages/about.md": POST }],
  ])("%s", async (_, files) => {
    const { issues, leftOut } = await read(folder(files));
    expect(issues.map(({ label }) => label)).toEqual(["ferry"]);
    const pages = Object.keys(files).filter((path) => /404|about|a\.html/.test(path));
    expect(leftOut.map(({ origin, reason }) => [origin.at, reason])).toEqual(
      pages.map((path) => [path, "not an issue"]),
    );
  });

  test("a page beside a folder of posts is a post where no site's configuration says otherwise", async () => {
    const { issues } = await read(folder({ "_posts/2019-11-26-ferry.md": POST, "about.md": POST }));
    expect(issues.map(({ label }) => label).sort()).toEqual(["about", "ferry"]);
  });
});
