import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { rawCid } from "../../src/core/cid.ts";
import { digestFromBytes } from "../../src/core/digest.ts";
import { MOST_ASKED, shinglesOf } from "../../src/core/text/shingles.ts";
import type { Listening } from "../../src/server/listen.ts";
import { openSearch } from "../../src/verify/search/archive-search.ts";
import type { AlikeFiles, TextComparison } from "../../src/verify/search/alike.ts";
import type { IssueChanges } from "../../src/verify/search/changes.ts";
import type { VerdictReport } from "../../src/verify/report.ts";
import type { QuotationSearch } from "../../src/verify/search/quotations.ts";
import { exampleArchive, type ExampleArchive, exampleFile } from "../support/example-archive.ts";
import { searchingOf } from "../support/searching.ts";
import { startVerifier } from "../support/verifier.ts";

let folder: string;
let examples: ExampleArchive;
let searching: ReturnType<typeof searchingOf>;
let verifier: Listening;
let mail: string;

const MAIL = `From: letter@tidewater.example
Content-Type: text/html

<p>The oar was claimed on Tuesday, by a man who had rowed home with a spade and a good deal of embarrassment.</p>
<p>See <a href="https://tidewater.example/oar">the oar</a> and <a href="https://tidewater.example/unsubscribe">leave</a>.</p>
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "colophon-search-"));
  examples = await exampleArchive();
  const id = examples.archive.register("The Oar");
  const message = { type: "message/rfc822", bytes: new TextEncoder().encode(MAIL) };
  mail = await examples.archive.anchor(id, { label: "1", title: "Oar", files: { "message.eml": message } });
  searching = searchingOf(examples.archive, folder);
  verifier = await startVerifier(examples.archive, { search: openSearch(searching) });
});
afterAll(async () => {
  await verifier.stop();
  await searching.close();
  rmSync(folder, { recursive: true });
});

const post = (path: string, body: BodyInit) => fetch(`${verifier.url}${path}`, { method: "POST", body });
const LINE = "The river came up without a sound, looked at us for about ten minutes";
const letter = () => exampleFile("tidewater/42/index.html").toString();

describe("POST /api/verify", () => {
  const LETTER = () => letter().replaceAll(/<[^>]*>/g, " ");

  test("finds by its words what a file in another format was made of", async () => {
    const retold = LETTER().replace("ten minutes", "an hour");
    const report = (await (await post("/api/verify?name=mine.txt", retold)).json()) as VerdictReport;
    expect(report).toMatchObject({ verdict: "altered", issue: { digest: examples.letter42 } });
  });

  test("could not check what nothing is like, while issues are not searched", async () => {
    const partly = openSearch({ ...searching, differenceOf: async () => undefined });
    const other = await startVerifier(examples.archive, { search: partly });
    try {
      const asked = await fetch(`${other.url}/api/verify?name=mine.txt`, { method: "POST", body: LETTER() });
      const report = (await asked.json()) as VerdictReport;
      expect(report).toMatchObject({
        verdict: "could-not-check",
        checks: expect.arrayContaining([expect.objectContaining({ reason: "search-failed" })]) as unknown,
      });
    } finally {
      await other.stop();
    }
  });

  test.each([
    ["?lang=zh", {}],
    ["", { "Accept-Language": "zh-CN, en;q=0.5" }],
  ])("is told in Chinese: %s %o", async (query, headers) => {
    const response = await fetch(`${verifier.url}/api/verify${query}`, {
      ...{ method: "POST", body: letter(), headers },
    });
    expect(response.headers.get("content-language")).toBe("zh-Hans");
    expect(((await response.json()) as VerdictReport).headline).toBe("与原刊一致");
  });
});

describe("POST /api/quotations", () => {
  test("tells where a passage stands, and keeps no answer", async () => {
    const response = await post("/api/quotations", JSON.stringify({ passage: LINE }));
    expect(response.headers.get("cache-control")).toBe("no-store");
    const found = (await response.json()) as QuotationSearch;
    expect(found).toMatchObject({ found: [{ issue: { digest: examples.letter42 } }], unsearched: 0 });
  });

  test("says that the chain could not be asked", async () => {
    examples.archive.chainDown = true;
    try {
      const response = await post("/api/quotations", JSON.stringify({ passage: LINE }));
      expect(await response.json()).toMatchObject({ stale: { code: "CHAIN_UNREACHABLE" } });
    } finally {
      examples.archive.chainDown = false;
    }
  });

  test.for([
    ["no JSON", "passage", 400, "REQUEST_INVALID"],
    ["JSON of another form", '{"q":"x"}', 400, "REQUEST_INVALID"],
    ["no word", '{"passage":"..."}', 422, "PASSAGE_INVALID"],
    ["too much", "x".repeat(200_000), 413, "UPLOAD_TOO_LARGE"],
  ] as const)("refuses %s", async ([, body, status, code]) => {
    const response = await post("/api/quotations", body);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });
});

describe("POST /api/similar", () => {
  test("finds what a text is like from its shingles alone", async () => {
    const text = await searching.reader.read(exampleFile("tidewater/42/index.html"), "text/html");
    const shingles = shinglesOf((text?.blocks ?? []).slice(3), MOST_ASKED);
    const response = await post("/api/similar", JSON.stringify({ shingles }));
    const { alike, unsearched } = (await response.json()) as AlikeFiles;
    expect(alike[0]).toMatchObject({
      issue: { digest: examples.letter42 },
      path: "index.html",
      type: "text/html",
    });
    expect(unsearched).toBe(0);
  });

  test.for(["-1", "1.5", "9007199254740993", "1e300", '"x"'])("refuses %s for a shingle", async (shingle) => {
    const response = await post("/api/similar", `{"shingles":[${shingle}]}`);
    expect(response.status).toBe(400);
  });
});

describe("a server that has as much to do as it can take on", () => {
  test("refuses with 503 and when to try again, and begins nothing for who has left", async () => {
    const held = Promise.withResolvers<AlikeFiles>();
    let begun = 0;
    const alike = () => {
      begun += 1;
      return held.promise;
    };
    const busy = await startVerifier(examples.archive, { search: { ...openSearch(searching), alike } });
    let closed = 0;
    const allClosed = Promise.withResolvers<undefined>();
    const onRequest = (message: unknown) => {
      const { response } = message as { response: ServerResponse };
      response.once("close", () => (++closed === 13 ? allClosed.resolve(undefined) : undefined));
    };
    subscribe("http.server.request.start", onRequest);
    try {
      const leaving = new AbortController();
      const ask = (signal?: AbortSignal) =>
        fetch(`${busy.url}/api/similar`, {
          ...{ method: "POST", body: '{"shingles":[1]}' },
          ...(signal === undefined ? {} : { signal }),
        });
      const asked = Array.from({ length: 13 }, () => ask(leaving.signal));
      const refused = await Promise.race(asked);
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
      expect(await refused.json()).toMatchObject({ code: "SERVER_BUSY" });
      leaving.abort();
      await Promise.allSettled(asked);
      await allClosed.promise;
      held.resolve({ alike: [], unsearched: 0, leftOut: 0 });
      expect((await ask()).status).toBe(200);
      expect(begun).toBe(3);
    } finally {
      unsubscribe("http.server.request.start", onRequest);
      await busy.stop();
    }
  });
});

describe("POST /api/compare", () => {
  const compare = async (name: string, body: string) =>
    (await (await post(`/api/compare?name=${name}`, body)).json()) as TextComparison;

  test("shows the words in which a copy differs, whatever it is called and however it is marked up", async () => {
    const text = await searching.reader.read(Buffer.from(letter()), "text/html");
    const plain = (text?.blocks ?? []).join("\n\n").replace("about ten minutes", "about two minutes");
    const { nearest } = await compare("notes.txt", plain);
    expect(nearest).toMatchObject({
      nearest: { issue: { digest: examples.letter42 }, path: "index.html" },
      difference: { words: { gone: 1, new: 1 } },
    });
  });

  test("knows an e-mail whose links were rewritten by its words, and lists the links", async () => {
    const tracked = MAIL.replace("https://tidewater.example/oar", "https://track.example/c/1?u=9");
    const { nearest } = await compare("copy.eml", tracked);
    expect(nearest).toMatchObject({
      nearest: { issue: { digest: mail } },
      difference: { resemblance: 1, words: { gone: 0, new: 0 } },
      links: [
        { text: "the oar", archived: "https://tidewater.example/oar", held: "https://track.example/c/1?u=9" },
      ],
    });
  });

  test("finds nothing for what is like nothing, and no words where there are none", async () => {
    const none = { isWordless: false, unsearched: 0, leftOut: 0 };
    expect(await compare("a.txt", "Quarterly earnings beat all expectations in every segment.")).toEqual(
      none,
    );
    expect(await compare("a.png", "x")).toEqual({ ...none, isWordless: true });
  });
});

describe("GET /api/issues/{digest}/changes/{other}", () => {
  const changes = (from: string, to: string) => fetch(`${verifier.url}/api/issues/${from}/changes/${to}`);

  test("tells the files and words that a correction changed", async () => {
    const told = (await (await changes(examples.notes7, examples.notes7corrected)).json()) as IssueChanges;
    expect(told).toMatchObject({
      from: { revision: 1, standing: "superseded" },
      to: { revision: 2, standing: "current" },
      removed: [],
      added: [],
    });
    const article = told.changed.find(({ path }) => path === "article.md");
    expect(article?.difference?.words.new).toBeGreaterThan(0);
    expect(article?.difference?.resemblance).toBeGreaterThan(0.9);
  });

  test("an issue against itself has changed nothing", async () => {
    const told = (await (await changes(examples.letter42, examples.letter42)).json()) as IssueChanges;
    expect([told.changed, told.removed, told.added]).toEqual([[], [], []]);
    expect(told.same.length).toBeGreaterThan(1);
  });

  test("tells of each file why its words were not compared", async () => {
    const { archive } = examples;
    const id = archive.register("The Bundle");
    const many = Object.fromEntries(
      Array.from({ length: 21 }, (_, i) => [`page-${String(i).padStart(2, "0")}.txt`, "text/plain"]),
    );
    const types: Record<string, string> = {
      ...{ "a-lost.txt": "text/plain", "a-long.txt": "text/plain", "a.png": "image/png" },
      ...{ "a-broken.pdf": "application/pdf", ...many },
    };
    const long = searching.reader.limit("text/plain") + 1;
    const edition = (word: string) =>
      Object.fromEntries(
        Object.entries(types).map(([path, type]) => {
          const text = path === "a-long.txt" ? word.padEnd(long, ".") : `${path} ${word}`;
          return [path, { type, bytes: new TextEncoder().encode(text) }];
        }),
      );
    const from = await archive.anchor(id, { label: "1", title: "One", files: edition("one") });
    const to = await archive.revise(id, { label: "1", title: "One", files: edition("two") }, "again");
    const lost = digestFromBytes(nodeSha256(new TextEncoder().encode("a-lost.txt two")));
    archive.blocks.delete(String(rawCid(lost)));
    const response = await changes(from, to);
    const told = (await response.json()) as IssueChanges;
    const why = (path: string) => told.changed.find((one) => one.path === path)?.uncompared;
    expect(
      ["a-lost.txt", "a-long.txt", "a.png", "a-broken.pdf", "page-00.txt", "page-20.txt"].map(why),
    ).toEqual(["unread", "too-long", "no-words", "no-text", undefined, "too-many"]);
    const page = await (await fetch(`${verifier.url}/issues/${from}/changes/${to}`)).text();
    expect(page.match(/it has no words that could be compared/g)).toHaveLength(1);
    for (const words of ["no store gave it back", "too long for its words", "so many other files changed"])
      expect(page).toContain(words);
  });

  test("leaves the server free to answer others while it compares long texts with little in common", async () => {
    const { archive } = examples;
    const id = archive.register("The Babel");
    const edition = (mark: string) => {
      const words = Array.from({ length: 20_000 }, (_, i) => `${mark}${i} s${i}`).join("\n\n");
      const bytes = new TextEncoder().encode(words);
      const paths = ["a.txt", "b.txt"];
      return Object.fromEntries(paths.map((path) => [path, { type: "text/plain", bytes }]));
    };
    const from = await archive.anchor(id, { label: "1", title: "One", files: edition("x") });
    const to = await archive.revise(id, { label: "1", title: "One", files: edition("y") }, "again");
    const begun = Promise.withResolvers<undefined>();
    let compared = 0;
    const watched = openSearch({
      ...searching,
      async differenceOf(before, after) {
        begun.resolve(undefined);
        const difference = await searching.differenceOf(before, after);
        if (difference !== undefined) compared += 1;
        return difference;
      },
    });
    const other = await startVerifier(archive, { search: watched });
    try {
      const told = fetch(`${other.url}/api/issues/${from}/changes/${to}`);
      await begun.promise;
      expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
      expect(compared).toBe(0);
      const { changed } = (await (await told).json()) as IssueChanges;
      expect(changed.map(({ difference }) => difference?.words.gone)).toEqual([40_000, 40_000]);
    } finally {
      await other.stop();
    }
  });

  test("error: 404 for what is no issue here", async () => {
    expect((await changes(examples.letter42, "0".repeat(64))).status).toBe(404);
  });
});

describe("the pages", () => {
  const page = async (path: string, body?: string, language = "en") => {
    const headers = { "accept-language": language, "content-type": "application/x-www-form-urlencoded" };
    const init =
      body === undefined
        ? { headers }
        : { method: "POST", body: `passage=${encodeURIComponent(body)}`, headers };
    const response = await fetch(`${verifier.url}${path}`, init);
    return { response, text: await response.text() };
  };

  test("/search has a form that may be sent here alone, and puts no passage into an address", async () => {
    const { response, text } = await page("/search");
    expect(text).toMatch(/<form[^>]*method="post"[^>]*action="\/search"/);
    expect(response.headers.get("content-security-policy")).toContain("form-action 'self'");
  });

  test("/search names a document once, however often a passage stands in it", async () => {
    const { text } = await page("/search", "the river");
    const headings = [...text.matchAll(/<h3>[^]*?\/issues\/([0-9a-f]{64})/g)].map(([, digest]) => digest);
    expect(text.match(/<mark>/g)?.length).toBeGreaterThan(headings.length);
    expect(new Set(headings).size).toBe(headings.length);
    expect(headings).toContain(examples.letter42);
  });

  test("/search shows where a passage stands, and by what that is proved", async () => {
    const { response, text } = await page("/search", LINE);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(text).toContain(`<mark>${LINE}</mark`);
    expect(text).toContain(`/issues/${examples.letter42}`);
  });

  test("/search shows what differs, in the reader's language", async () => {
    const { text } = await page("/search", LINE.replace("ten", "twelve"), "zh-CN");
    expect(text).toMatch(/<del>.*?ten<\/del>/s);
    expect(text).toMatch(/<ins>.*?twelve<\/ins>/s);
    expect(text).toContain('lang="zh-Hans"');
  });

  test("/search gives markup in a passage back as text", async () => {
    const { text } = await page("/search", 'x</textarea><script>alert(1)</script>"');
    expect(text).not.toContain("<script>alert");
  });

  test("/search says what is wrong with a passage", async () => {
    const { response, text } = await page("/search", "...");
    expect(response.status).toBe(422);
    // The fault is told of the field itself, to who hears the page, too.
    expect(text).toMatch(
      /<textarea[^>]*aria-describedby="passage-error passage-hint"[^>]*aria-invalid="true"/,
    );
    expect(text).toMatch(/role="alert" id="passage-error"/);
    const chinese = (await page("/search", "...", "zh-CN")).text;
    expect(chinese).toMatch(/id="passage-error">\s*<span lang="en">/);
  });

  test("/issues/{digest}/changes/{other} folds away what is the same, where it is much", async () => {
    const { archive } = examples;
    const id = archive.register("The Atlas");
    const file = (words: string) => ({ type: "text/plain", bytes: new TextEncoder().encode(words) });
    const same = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`plate-${i}.txt`, file(`plate ${i}`)]),
    );
    const issue = { label: "1", title: "Plates" };
    const before = await archive.anchor(id, { ...issue, files: { ...same, "index.txt": file("high tide") } });
    const files = { ...same, "index.txt": file("low tide") };
    const after = await archive.revise(id, { ...issue, files }, "The tide was low.");
    const { text } = await page(`/issues/${before}/changes/${after}`);
    expect(text).toContain("plate-29.txt");
    expect(text.replaceAll(/<details[^]*?<\/details>/g, "")).not.toContain("plate-");
  });

  test("/issues/{digest}/changes/{other} marks the words that a correction changed", async () => {
    const { text } = await page(`/issues/${examples.notes7}/changes/${examples.notes7corrected}`);
    expect(text).toMatch(/<del>.*?72\.72<\/del>/s);
    expect(text).toMatch(/<ins>.*?72\.27<\/ins>/s);
    expect(text).not.toMatch(/forge/i);
  });
});

describe("a server without an index", () => {
  test("has none of this", async () => {
    const bare = await startVerifier(examples.archive);
    try {
      const response = await fetch(`${bare.url}/api/quotations`, { method: "POST", body: '{"passage":"x"}' });
      expect(response.status).toBe(404);
    } finally {
      await bare.stop();
    }
  });
});
