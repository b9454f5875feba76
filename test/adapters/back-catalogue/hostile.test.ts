import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fixture, read, table, told, codes } from "./rig.ts";
import { zipped, type ZipEntry } from "./zipped.ts";
import { readFileSync } from "node:fs";

const folder = mkdtempSync(join(tmpdir(), "back-catalogue-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** A file with these bytes, in a folder of its own. */
function file(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, String(made++), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

function tree(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = join(folder, String(made++));
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  }
  return root;
}

const entry = (name: string, text = "x", extra: Partial<ZipEntry> = {}): ZipEntry => ({
  name,
  bytes: Buffer.from(text),
  ...extra,
});

describe("a zip", () => {
  const substack = [
    "posts.csv",
    "posts/101.hello-harbour.html",
    "posts/102.the-crane.html",
    "posts/103.for-members.html",
  ].map((name) => entry(name, readFileSync(fixture(`substack/${name}`), "utf8")));

  test("gives the same issues as the folder that it was made of, also wrapped in another", async () => {
    const unpacked = await read(fixture("substack"));
    const wrapped = substack.map((one) => ({ ...one, name: `export-2021/${one.name}` }));
    for (const entries of [substack, wrapped]) {
      const packed = await read(file("export.zip", zipped(entries)));
      expect(table(packed)).toEqual(table(unpacked));
      expect(packed.files).toEqual(unpacked.files);
    }
  });

  test("what a Mac adds to it is told, not taken", async () => {
    const site = await read(
      file("export.zip", zipped([...substack, entry("__MACOSX/._posts.csv"), entry(".DS_Store")])),
    );
    expect(told(site).slice(0, 2)).toEqual(["__MACOSX/._posts.csv: not an issue", ".DS_Store: not an issue"]);
  });

  test.each<[string, readonly ZipEntry[]]>([
    ["a name that leads out", [entry("../evil.md")]],
    ["an absolute name", [entry("/etc/evil.md")]],
    ["a name with a backslash", [entry("a\\..\\evil.md")]],
    ["a link", [entry("a.md", "/etc/passwd", { mode: 0o120777 })]],
    ["an encrypted entry", [entry("a.md", "x", { encrypted: true })]],
    ["a name of invisible direction marks", [entry("a\u202egpj.md")]],
  ])("with %s is refused", async (_, entries) => {
    await expect(read(file("export.zip", zipped(entries)), { kind: "posts" })).toFailWith("SOURCE_MALFORMED");
  });

  test.each<[string, ZipEntry]>([
    ["unpacks to more than it says", entry("a.md", "x".repeat(10_000_000), { size: 10 })],
    ["unpacks to less than it says", entry("a.md", "x", { size: 1000 })],
    ["has not the checksum that it says", entry("a.md", "---\ntitle: A\n---\n", { checksum: 1 })],
  ])("whose entry %s is refused", async (_, one) => {
    await expect(read(file("export.zip", zipped([one])), { kind: "posts" })).toFailWith("SOURCE_MALFORMED");
  });

  test("that claims more than is credible is refused before anything is unpacked", async () => {
    const bomb = zipped([entry("a.md", "x", { size: 2 ** 31 })]);
    await expect(read(file("export.zip", bomb), { kind: "posts" })).toFailWith("SOURCE_TOO_LARGE");
  });

  test.each([10, 30, 60])("cut after %i bytes is refused", async (length) => {
    const bytes = zipped(substack).subarray(0, length);
    await expect(read(file("export.zip", bytes))).toFailWith("SOURCE_MALFORMED");
  });

  test("with two names that differ in case only is refused", async () => {
    await expect(
      read(file("export.zip", zipped([entry("a.md"), entry("A.md")])), { kind: "posts" }),
    ).toFailWith("PATHS_COLLIDE");
  });
});

describe("a feed", () => {
  test("with entities of its own is refused", async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`;
    await expect(read(file("feed.xml", bomb))).toFailWith("SOURCE_MALFORMED");
  });

  test("nested a hundred thousand deep is refused at once", async () => {
    const start = performance.now();
    await expect(read(file("feed.xml", `<rss>${"<a>".repeat(100_000)}`))).toFailWith("SOURCE_MALFORMED");
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test.each([
    "<rss></rss>",
    "<rss><channel><item></channel></rss>",
    "<feed><entry/></feed>",
    '{"version":"https://jsonfeed.org/version/1","items":[null,1,{}]}',
  ])("that is only %j gives no issues", async (text) => {
    expect((await read(file("feed", text), { kind: "feed" })).issues).toEqual([]);
  });

  test.each(["<html></html>", "<rss>", "<rss><channel><item></channel>", '{"items":1}', "{", ""])(
    "that is %j is refused",
    async (text) => {
      await expect(read(file("feed", `${text} `), { kind: "feed" })).toFailWith("SOURCE_MALFORMED");
    },
  );

  test("in Latin-1 or UTF-16 is read by what it declares, bad UTF-8 is told", async () => {
    const item =
      "<rss><channel><item><title>Café</title><guid>1</guid><description>x</description></item></channel></rss>";
    const latin = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${item}`, "latin1");
    const utf16 = Buffer.from(`\ufeff<?xml version="1.0"?>${item}`, "utf16le");
    for (const bytes of [latin, utf16])
      expect((await read(file("feed", bytes))).issues[0]?.title).toBe("Café");
    const bad = await read(file("feed", Buffer.from(item, "latin1")));
    expect(codes(bad, "cafe")).toEqual([]);
    expect(bad.issues[0]?.problems.map((problem) => problem.code)).toContain("bytes-replaced");
  });

  test("from the network is read through what it is given, and no further than its limit", async () => {
    const bytes = readFileSync(fixture("feeds/rss.xml"));
    const asked: string[] = [];
    const fetch = async (url: string) => {
      asked.push(url);
      return (async function* () {
        yield bytes;
      })();
    };
    const site = await read("https://radio.example.org/feed", { fetch });
    expect([asked, table(site)]).toEqual([
      ["https://radio.example.org/feed"],
      table(await read(fixture("feeds/rss.xml"))),
    ]);
    let given = 0;
    const endless = async () =>
      (async function* () {
        for (; ; given++) yield Buffer.alloc(1024 * 1024, " ");
      })();
    const run = read("https://radio.example.org/feed", { fetch: endless, kind: "feed" });
    await expect(run).toFailWith("SOURCE_TOO_LARGE");
    expect(given).toBeLessThan(70);
    // Without being told, what does not begin as a feed is read no further than its beginning.
    given = 0;
    const guessed = read("https://radio.example.org/feed", { fetch: endless });
    await expect(guessed).toFailWith("SOURCE_KIND_UNKNOWN");
    expect(given).toBeLessThan(3);
    await expect(read("https://radio.example.org/feed")).toFailWith("SOURCE_NOT_FETCHED");
  });
});

describe("pages", () => {
  const post = (text: string) => `---\ntitle: A\ndate: 2020-01-01\n---\n${text}`;

  test("that load what lies outside get nothing of it", async () => {
    const root = tree({
      "site/a.md": post("![x](../secret.svg) ![y](%2e%2e/secret.svg) ![z](/../secret.svg)"),
      "secret.svg": "<svg/>",
    });
    const site = await read(join(root, "site"));
    expect(table(site)).toEqual(["a | A | 2020-01-01 | a.md"]);
    expect(codes(site, "a")).toEqual(["reference-outside", "reference-outside", "reference-outside"]);
  });

  test("that load each other's stylesheets in a circle are gathered once", async () => {
    const root = tree({
      "a.md": post('<link rel="stylesheet" href="1.css">'),
      "1.css": '@import "2.css";',
      "2.css": '@import "1.css"; @import "2.css";',
    });
    expect(table(await read(root))).toEqual(["a | A | 2020-01-01 | 1.css 2.css a.md"]);
  });

  test("with names that are escaped, accented or have a query are found", async () => {
    const root = tree({
      "a.md": post("![x](<caf\u00e9 1.svg?v=2>) ![y](100%25.svg) ![z](b%20c.svg#d)"),
      "cafe\u0301 1.svg": "",
      "100%.svg": "",
      "b c.svg": "",
    });
    expect(table(await read(root))).toEqual(["a | A | 2020-01-01 | 100%.svg a.md b c.svg caf\u00e9 1.svg"]);
  });

  test("of bad UTF-8 keep their bytes and tell it", async () => {
    const bytes = Buffer.from(post("caf\u00e9"), "latin1");
    const site = await read(tree({ "a.md": bytes }));
    expect(site.files.get("a")?.get("a.md")).toBe(bytes.toString("latin1"));
    expect(codes(site, "a")).toEqual(["bytes-replaced"]);
  });

  test("larger than what is searched are left out and told", async () => {
    const site = await read(tree({ "a.md": post("x"), "b.md": post("x".repeat(17 * 1024 * 1024)) }));
    expect([table(site).length, told(site)]).toEqual([1, ["b.md: too large"]]);
  });

  test("of one slug get labels by age, whatever their names", async () => {
    const named = (date: string) => `---\ntitle: T\nslug: same\ndate: ${date}\n---\n`;
    const site = await read(
      tree({
        "a.md": named("2020-03-01"),
        "b.md": named("2020-01-01"),
        "c.md": named("2020-02-01"),
        "d.md": "---\nslug: same\n---\n",
      }),
    );
    expect(site.issues.map((issue) => [issue.origin.at, issue.label, issue.title])).toEqual([
      ["b.md", "same", "T"],
      ["c.md", "same-2", "T"],
      ["a.md", "same-3", "T"],
      ["d.md", "same-4", "same-4"],
    ]);
    expect(codes(site, "same-4")).toEqual(["label-taken", "title-missing", "date-missing"]);
  });

  test("that are links are refused by name", async () => {
    const root = tree({ "a.md": post("x") });
    symlinkSync("/etc/passwd", join(root, "b.md"));
    await expect(read(root)).toFailWith("SOURCE_SYMLINK");
  });
});

describe("messages", () => {
  const head = "From: a@example.org\r\nSubject: S\r\nDate: Mon, 6 Jan 2020 08:00:00 +0000\r\n";

  test("nested beyond the limit stand for themselves, and end soon", async () => {
    let body = "x";
    for (let i = 0; i < 200; i++)
      body = `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n${body}\r\n--b${i}--\r\n`;
    const start = performance.now();
    const letters = await read(file("a.eml", `${head}MIME-Version: 1.0\r\n${body}`));
    expect(performance.now() - start).toBeLessThan(5000);
    expect(table(letters)).toEqual(["2020-01-06-s | S | 2020-01-06T08:00:00Z | message.eml"]);
    expect(codes(letters, "2020-01-06-s")).toEqual(["field-unreadable"]);
  });

  test("within a message stay whole, as an attachment", async () => {
    const inner = "From: b@example.org\r\nSubject: inner\r\n\r\nhello\r\n";
    const letters = await read(
      file(
        "a.eml",
        `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nouter\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--\r\n`,
      ),
    );
    const files = letters.files.get("2020-01-06-s");
    expect([...(files?.keys() ?? [])]).toEqual(["attachments/part-1.eml", "body.txt", "message.eml"]);
    expect(files?.get("attachments/part-1.eml")).toContain("Subject: inner");
  });

  test.each([
    "",
    "\r\n",
    "Subject",
    "Content-Type: multipart/mixed\r\n\r\n--",
    "Content-Type: text/plain; charset=klingon\r\n\r\n\u00ff",
    "Content-Transfer-Encoding: base64\r\n\r\n%%%%",
  ])("that go on with %j are an issue all the same", async (rest) => {
    const letters = await read(file("a.eml", Buffer.from(head + rest, "latin1")));
    expect(letters.files.get("2020-01-06-s")?.get("message.eml")).toBe(head + rest);
  });

  test.each([
    ["..", "part-1.png"],
    ["a/../../b.png", "b.png"],
    [".htaccess", "htaccess"],
    ["x\u202egnp.exe", "xgnp.exe"],
    ["C:\\dir\\c.png", "c.png"],
  ])("an attachment called %j is packed as %s", async (name, packed) => {
    const encoded = `=?utf-8?b?${Buffer.from(name).toString("base64")}?=`;
    const text = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="${encoded}"\r\n\r\nx\r\n--b--\r\n`;
    const letters = await read(file("a.eml", text));
    expect([...(letters.files.get("2020-01-06-s")?.keys() ?? [])]).toEqual([
      `attachments/${packed}`,
      "message.eml",
    ]);
  });
});

describe("exports", () => {
  test.each<[string, string, "ghost" | "substack"]>([
    ["no JSON", "{", "ghost"],
    ["JSON of something else", '{"posts":1}', "ghost"],
    ["no table of posts", "x", "substack"],
  ])("with %s are refused", async (_, text, kind) => {
    await expect(read(file("export.json", text), { kind })).toFailWith("SOURCE_MALFORMED");
  });

  test("a row that names a page elsewhere gets none", async () => {
    const root = tree({
      "posts.csv": "post_id,is_published,title\n../secret,true,S\n",
      "secret.html": "no",
      "posts/a.html": "a",
    });
    const site = await read(root);
    expect([table(site), told(site)]).toEqual([[], ["../secret: unusable"]]);
  });
});

describe("what kind it is", () => {
  test.each(["nothing of the kind", '{"a":1}', "%PDF-1.7"])("a file with %j is of none", async (text) => {
    await expect(read(file("x", text))).toFailWith("SOURCE_KIND_UNKNOWN");
  });

  test("a folder of loose pictures is of none, nothing is nothing, and an empty folder is empty", async () => {
    await expect(read(tree({ "a.png": "x" }))).toFailWith("SOURCE_KIND_UNKNOWN");
    await expect(read(join(folder, "none"))).toFailWith("SOURCE_MISSING");
    mkdirSync(join(folder, "empty"));
    await expect(read(join(folder, "empty"))).toFailWith("SOURCE_EMPTY");
  });

  test("can be said instead: posts as issue folders, one broken folder told and the others read", async () => {
    const root = tree({
      "94/index.md": "---\ntitle: Four\n---\n",
      "95/issue.yaml": "titel: Five\n",
      "95/a.md": "x",
      "96.txt": "six",
    });
    const site = await read(root, { kind: "issues" });
    expect(site.issues.map((issue) => [issue.label, issue.title])).toEqual([
      ["94", "Four"],
      ["96", "96"],
    ]);
    expect(told(site)).toEqual(["95: unusable"]);
  });
});
