import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { codes, fixture, read, remote, table, told } from "./rig.ts";

describe("a Hugo site", () => {
  test("gives its posts, the oldest first, with what they load at its place", async () => {
    expect(table(await read(fixture("hugo")))).toEqual([
      "storm | After the storm {1} | 2018-01-09 | storm.md",
      "old-light | The lighthouse | 2019-03-02 | lighthouse.md",
      "ferry | The ferry: a timetable | 2019-11-26T06:30:00Z | content/posts/ferry.md content/posts/img/pier.svg static/img/chart.svg",
      "the-tide-tables | Tide tables | 2019-12 | index.md tides.csv",
    ]);
  });

  test("tells what it leaves out and what it cannot find", async () => {
    const site = await read(fixture("hugo"));
    expect(told(site)).toEqual([
      "content/posts/_index.md: not an issue",
      "content/posts/unfinished.md: draft",
      "layouts/: not an issue",
    ]);
    expect(codes(site, "old-light")).toEqual(["file-missing", "reference-outside"]);
    expect(remote(site, "ferry")).toEqual([
      "content/posts/ferry.md image https://images.example.org/gull.png",
    ]);
  });

  test("gives drafts when they are asked for", async () => {
    const site = await read(fixture("hugo"), { drafts: true });
    expect(site.issues.map((issue) => issue.label)).toContain("unfinished");
  });

  test("gives who wrote it, in which language, and what it is about", async () => {
    const ferry = (await read(fixture("hugo"))).issues.find((issue) => issue.label === "ferry");
    expect(ferry).toMatchObject({
      creators: ["Ada Quay", "Ben Mole"],
      language: "en",
      description: "How the ferry runs in winter.",
    });
  });
});

describe("a Jekyll site", () => {
  test("takes dates from names and labels from permalinks, and resolves its ways of naming the root", async () => {
    expect(table(await read(fixture("jekyll")))).toEqual([
      "reed-cutting | Reed cutting | 2017-05-04 | _posts/2017-05-04-reed-cutting.md assets/map.svg assets/reeds.svg",
      "of-eels | Eels | 2017-06-11T16:00:00Z | _posts/2017-06-11-eels.html assets/page.css assets/paper.svg",
    ]);
  });

  test("tells drafts, layouts, what only Jekyll can resolve, and what a stylesheet loads from elsewhere", async () => {
    const site = await read(fixture("jekyll"));
    expect(told(site)).toEqual(["_drafts/bitterns.md: draft", "_layouts/: not an issue"]);
    expect(codes(site, "reed-cutting")).toEqual(["reference-unresolved"]);
    expect(remote(site, "of-eels")).toEqual([
      "assets/page.css stylesheet https://fonts.example.org/serif.css",
    ]);
  });
});

test("a Pelican site: header lines, {static}, hidden posts left out, a time without a zone only its day", async () => {
  const site = await read(fixture("pelican"));
  expect(table(site)).toEqual(["wheel | The wheel turns | 2010-12-03 | images/wheel.svg wheel.md"]);
  expect(told(site)).toEqual(["content/hidden.md: draft"]);
});

test("plain HTML pages: title, meta and lang; a script from elsewhere is listed", async () => {
  const site = await read(fixture("html"));
  expect(table(site)).toEqual([
    "1998-spring | Spring & sowing | 1998-03 | 1998-spring.html img/seed.svg style.css",
  ]);
  expect(remote(site, "1998-spring")).toEqual([
    "1998-spring.html image https://cdn.example.org/seed@2x.png",
    "1998-spring.html script //stats.example.org/count.js",
  ]);
});

describe("a Substack export", () => {
  test("gives what is published for everyone, its pages verbatim", async () => {
    const site = await read(fixture("substack"));
    expect(table(site)).toEqual([
      "hello-harbour | Hello, harbour | 2021-02-01T08:00:00Z | 101.hello-harbour.html",
      "the-crane | The crane | 2021-03-01T08:00:00Z | 102.the-crane.html",
    ]);
    expect(site.files.get("the-crane")?.get("102.the-crane.html")).toBe("<p>It lifts forty tons.</p>\n");
    expect(site.issues[0]?.description).toBe('The "first" letter');
  });

  test("tells what is for members, unpublished or lost; a podcast is not covered", async () => {
    const site = await read(fixture("substack"));
    expect(told(site)).toEqual(["103.for-members: restricted", "104.not-yet: draft", "105.lost: unusable"]);
    expect(remote(site, "the-crane")).toEqual([
      "102.the-crane.html media https://api.substack.example/audio/102.mp3",
    ]);
  });

  test("gives what is for members when that is asked for", async () => {
    const site = await read(fixture("substack"), { restricted: true });
    expect(site.issues.map((issue) => issue.label)).toEqual(["hello-harbour", "the-crane", "for-members"]);
  });
});

describe("a Ghost export", () => {
  test("gives published and public posts, with their authors in their order and without addresses", async () => {
    const site = await read(fixture("ghost"));
    expect(table(site)).toEqual([
      "first-light | The first light | 2022-01-01 | index.html",
      "second-light | The second light | 2022-02-02T06:00:00Z | index.html",
    ]);
    expect(site.issues[1]?.creators).toEqual(["Ben Mole", "Ada Quay"]);
    expect([...site.files.values()].flatMap((files) => [...files.values()]).join("")).not.toContain(
      "@example.org",
    );
  });

  test("wraps a post's HTML, verbatim, in a page whose bytes never change", async () => {
    const site = await read(fixture("ghost/harbour.ghost.json"));
    expect(site.files.get("second-light")?.get("index.html")).toBe(
      [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>The second light</title>',
        '<meta name="author" content="Ben Mole">\n<meta name="author" content="Ada Quay">',
        '<meta name="date" content="2022-02-02T06:00:00Z">\n<meta name="description" content="A light is lit.">',
        '</head>\n<body>\n<p>Lit. <img src="__GHOST_URL__/content/images/2022/light.png"></p>\n</body>\n</html>\n',
      ].join("\n"),
    );
  });

  test("tells members' posts, drafts and posts without HTML; its pictures are elsewhere", async () => {
    const site = await read(fixture("ghost"));
    expect(told(site)).toEqual(["a3: restricted", "a4: draft", "a5: empty"]);
    expect(remote(site, "second-light")).toEqual([
      "index.html image https://static.example.org/light.jpg",
      "index.html image __GHOST_URL__/content/images/2022/light.png",
    ]);
  });
});

describe("a feed", () => {
  test("RSS: zones, encoded text before a summary, an author without the address", async () => {
    const site = await read(fixture("feeds/rss.xml"));
    expect(table(site)).toEqual([
      "fog | Fog – and foghorns | 2019-12-31T22:30:00Z | index.html",
      "bells | Bells | - | index.html",
    ]);
    expect(site.issues.map((issue) => issue.creators)).toEqual([["Ada Quay"], ["Ben Mole"]]);
    expect(codes(site, "bells")).toEqual(["date-unreadable", "content-may-be-cut"]);
    expect(told(site)).toEqual(["https://radio.example.org/2019/nothing/: empty"]);
    expect(remote(site, "fog")).toEqual([
      "index.html image https://radio.example.org/fog.png",
      "index.html media https://radio.example.org/fog.mp3",
    ]);
  });

  test("Atom: XHTML as it is spelled, and no date where there is only that of a change", async () => {
    const site = await read(fixture("feeds/atom.xml"));
    expect(table(site)).toEqual([
      "mole | Die Mole | 2021-06-01T10:00:00Z | index.html",
      "kran | Der Kran | - | index.html",
    ]);
    expect(site.files.get("mole")?.get("index.html")).toContain("<p>Die <b>Mole</b> &amp; das Meer.</p>");
    expect(site.files.get("kran")?.get("index.html")).toContain("\n<p>Er hebt.</p>\n");
  });

  test("JSON Feed: text as text, attachments not covered", async () => {
    const site = await read(fixture("feeds/feed.json"));
    expect(table(site)).toEqual([
      "1 | 1 | 2022-05-04 | index.txt",
      "b | B | 2022-05-05T10:05:05Z | index.html",
    ]);
    expect(site.files.get("1")?.get("index.txt")).toBe("Plain words.");
    expect(remote(site, "1")).toEqual(["index.txt media https://pier.example/a.mp3"]);
  });
});

describe("newsletters", () => {
  test("an mbox gives its messages in its order, their bodies and attachments beside them", async () => {
    const letters = await read(fixture("mail/letters.mbox"));
    expect(table(letters)).toEqual([
      "2019-11-26-the-cafe-opens | [harbour] The café opens | 2019-11-27T07:30:00Z | attachments/Menu-2.PNG attachments/menu.png body.html body.txt message.eml",
      "2019-12-04-the-tide | The tide | 2019-12-04T07:30:00Z | body.txt message.eml",
      "2019-12-04-the-tide-2 | The tide | 2019-12-04T09:30:00Z | body.txt message.eml",
    ]);
  });

  test("a message stands as it was sent: without the From line of the mbox, what that escaped restored", async () => {
    const { files } = await read(fixture("mail/letters.mbox"));
    const first = files.get("2019-11-26-the-cafe-opens")?.get("message.eml") ?? "";
    expect(first).toMatch(/^From: =\?utf-8\?q\?Ada/);
    expect(first).toContain("\nFrom the quay it is a short walk.\n");
    expect(first.endsWith("--outer--\n")).toBe(true);
    // A line of the text that begins with "From" and has no time in it does not end the message.
    expect(files.get("2019-12-04-the-tide")?.get("message.eml")).toMatch(/From here on it falls\.\n$/);
  });

  test("bodies are decoded from their charset and transfer encoding to UTF-8", async () => {
    const { files } = await read(fixture("mail/letters.mbox"));
    const body = files.get("2019-11-26-the-cafe-opens")?.get("body.txt") ?? "";
    expect(Buffer.from(body, "latin1").toString()).toContain("The café opens at seven.");
  });

  test("a picture that is loaded from elsewhere is listed, one that came along is not", async () => {
    const letters = await read(fixture("mail/letters.mbox"));
    expect(remote(letters, "2019-11-26-the-cafe-opens")).toEqual([
      "body.html image https://track.example.org/o.gif",
    ]);
  });

  test("an attachment's name leads nowhere else, and the recipient's name is told", async () => {
    const letters = await read(fixture("mail/letters.mbox"));
    expect(codes(letters, "2019-11-26-the-cafe-opens")).toEqual([
      "recipient-named",
      "attachment-renamed",
      "attachment-renamed",
    ]);
  });

  test("a folder of messages gives them the oldest first, whatever their names", async () => {
    expect(table(await read(fixture("eml")))).toEqual([
      "2019-12-04-the-tide | The tide | 2019-12-04T07:30:00Z | body.txt message.eml",
      "2020-01-06-new-year | New year | 2020-01-06T07:00:00Z | body.txt message.eml",
    ]);
  });

  test("one message is a back catalogue of one", async () => {
    expect((await read(fixture("eml/a.eml"))).issues.map((issue) => issue.label)).toEqual([
      "2020-01-06-new-year",
    ]);
  });
});

test("a folder of issue folders: what publish would read of each", async () => {
  const folder = await read(fixture("issues"));
  expect(table(folder)).toEqual(["94 | 94 | - | index.md", "95 | x | 2019-11-26 | images/a.svg index.html"]);
  expect(remote(folder, "95")).toEqual(["index.html image https://img.example.org/b.png"]);
});

test.each([
  "hugo",
  "jekyll",
  "pelican",
  "html",
  "substack",
  "ghost",
  "feeds/rss.xml",
  "mail/letters.mbox",
  "eml",
  "issues",
])("%s read twice gives the same issues and the same bytes", async (name) => {
  const [once, again] = [await read(fixture(name)), await read(fixture(name))];
  expect(again.files).toEqual(once.files);
  // Which file of this disk it is, the next listing tells in objects of its own.
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
  expect(JSON.stringify(again.issues, plain)).toBe(JSON.stringify(once.issues, plain));
  expect(again.leftOut).toEqual(once.leftOut);
});

/** Over paths and bytes of all files: whoever changes one of these would publish back catalogues anew. */
test.each([
  ["hugo", "021a9e7c974bac8c"],
  ["jekyll", "95c9f36469f89852"],
  ["pelican", "f9e1581969de89d2"],
  ["html", "dda751ce2930f066"],
  ["substack", "7dde280eae9598fd"],
  ["ghost", "0b2ac276556be190"],
  ["feeds/rss.xml", "e0e82f0abbc44532"],
  ["feeds/atom.xml", "07aced199a0882b0"],
  ["feeds/feed.json", "ade1e81422a32ff4"],
  ["mail/letters.mbox", "91f5b1a6ef3660d0"],
  ["eml", "9ef520a2ab3f5d46"],
  ["issues", "bfda7c91716c8dd9"],
])("the files of %s have the bytes that they always had", async (name, digest) => {
  const hash = createHash("sha256");
  for (const [label, files] of (await read(fixture(name))).files)
    for (const [path, bytes] of files)
      hash.update(`${label}/${path} ${bytes.length}\n`).update(bytes, "latin1");
  expect(hash.digest("hex").slice(0, 16)).toBe(digest);
});
