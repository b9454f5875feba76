import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { digestFromBytes } from "../../../src/core/digest.ts";
import { fail } from "../../../src/core/errors/error.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import { checkQuotation } from "../../../src/core/text/quotation-proof.ts";
import { gatherFile } from "../../../src/verify/gather.ts";
import { judge } from "../../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY } from "../../../src/verify/judge/verdict.ts";
import type { ByWords } from "../../../src/verify/nearest.ts";
import { compareText } from "../../../src/verify/search/alike.ts";
import { indexArchive } from "../../../src/verify/search/indexing.ts";
import { manifestFrom } from "../../../src/verify/search/parts.ts";
import { LONGEST_PASSAGE, searchQuotation } from "../../../src/verify/search/quotations.ts";
import { exampleArchive, type ExampleArchive, exampleFile } from "../../support/example-archive.ts";
import { utf8 } from "../../support/hashing.ts";
import { CHAIN, MemoryArchive, REGISTRY } from "../../support/memory-archive.ts";
import { searchingOf } from "../../support/searching.ts";

let folder: string;
let examples: ExampleArchive;
let searching: ReturnType<typeof searchingOf>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "colophon-search-"));
  examples = await exampleArchive();
  searching = searchingOf(examples.archive, folder);
  await indexArchive(searching);
});
afterAll(async () => {
  await searching.close();
  rmSync(folder, { recursive: true });
});

const LINE = "The river came up without a sound, looked at us for about ten minutes";
const search = (passage: string) => searchQuotation(passage, searching);

describe("a passage that stands in the archive", () => {
  test("is found word for word, with what stands around it, however its quotes were typed", async () => {
    const { found, near, unsearched, leftOut } = await search("nobody's  kitchen got\u00A0wet");
    expect(found).toMatchObject([
      {
        issue: { digest: examples.letter42, label: "42", standing: "current" },
        path: "index.html",
        before: "The bell rang six times in three days, ",
      },
    ]);
    expect(found[0]?.after).toMatch(/^, and the marsh has/);
    expect({ near, unsearched, leftOut }).toEqual({
      ...{ near: [], unsearched: 0 },
      leftOut: { documents: 0, first: [] },
    });
  });

  test("is proved by its blocks up to the text's root in the manifest", async () => {
    const [place] = (await search(LINE)).found;
    const { files } = await manifestFrom(examples.letter42, searching);
    const text = files.find(({ path }) => path === place?.path)?.text;
    if (place?.proof === undefined || text === undefined) throw new TypeError("there is no proof");
    expect(checkQuotation(place.proof, text, nodeSha256)).toMatchObject({
      ok: true,
      places: [place.stretch],
    });
  });

  test("is found as it was pasted, with quotation marks around it that its author did not write", async () => {
    for (const pasted of [`“${LINE}”`, `« ${LINE} »`]) {
      const { found, passage, unquoted } = await search(pasted);
      expect([found.length, passage, unquoted]).toEqual([1, LINE, true]);
    }
    expect(await search(LINE)).not.toHaveProperty("unquoted");
  });

  test("is found over the ends of paragraphs", async () => {
    const [place] = (await search("and went away again. What it did on the way out")).found;
    expect(place?.stretch.lastBlock).toBe(Number(place?.stretch.firstBlock) + 1);
  });

  test("in a PDF is found by the words that a program finds there, and not proved", async () => {
    const { found } = await search("Two dark nights for the Geminids");
    expect(found).toMatchObject([{ issue: { digest: examples.almanac }, unproven: "no-text" }]);
    expect(found[0]).not.toHaveProperty("proof");
  });

  test("in several revisions is told of each, and how each stands", async () => {
    const { found } = await search("Ask a typesetter how tall a letter is and the answer comes in points.");
    const standings = found.map(({ issue }) => [issue.digest, issue.standing]);
    expect(standings).toContainEqual([examples.notes7, "superseded"]);
    expect(standings).toContainEqual([examples.notes7corrected, "current"]);
  });
});

describe("a passage that does not", () => {
  test("is shown beside the place where nearly the same stands", async () => {
    const { found, near } = await search(
      LINE.replace("ten minutes", "twelve minutes").replace("a sound", "sound"),
    );
    expect(found).toEqual([]);
    expect(near[0]).toMatchObject({ issue: { digest: examples.letter42 }, path: "index.html" });
    const changes = near[0]?.pieces
      .filter(({ kind }) => kind !== "same")
      .map(({ kind, text }) => [kind, text.trim()]);
    expect(changes).toEqual([
      ["gone", "a"],
      ["gone", "ten"],
      ["new", "twelve"],
    ]);
  });

  test("and is like nothing, is nowhere", async () => {
    expect(await search("Quarterly earnings beat expectations across all segments")).toMatchObject({
      found: [],
      near: [],
      unsearched: 0,
    });
  });

  test.for([
    ["", "empty"],
    ["... —", "of marks"],
    ["停", "one letter of Chinese"],
    ["x ".repeat(LONGEST_PASSAGE), "too long"],
  ] as const)("error: one that is $1 is refused", async ([passage]) => {
    await expect(search(passage)).toFailWith("PASSAGE_INVALID");
  });
});

describe("a file that is nobody's", () => {
  const verdictOn = async (name: string, text: string) => {
    const bytes = new TextEncoder().encode(text);
    const file = {
      path: name,
      size: bytes.length,
      sha256: digestFromBytes(nodeSha256(bytes)),
      bytes: async () => bytes,
    };
    const byWords: ByWords = async ({ path }) => {
      const { nearest } = await compareText({ name: path, bytes }, searching);
      if (nearest === undefined) return undefined;
      const { issue, path: archived } = nearest.nearest;
      return { manifest: issue.digest, path: archived, resemblance: nearest.difference.resemblance };
    };
    const evidence = await gatherFile(file, { witness: examples.archive, sha256: nodeSha256, byWords });
    const { chain, registry } = publicationRef(CHAIN, REGISTRY, "1");
    return judge(evidence, { chain, registry, sha256: nodeSha256 }, DEFAULT_POLICY);
  };
  const words = async () =>
    (await searching.reader.read(exampleFile("tidewater/42/index.html"), "text/html"))?.blocks ?? [];

  test("but has an issue's words is an altered copy of it, whatever its name and format", async () => {
    const text = (await words()).join("\n\n").replace("ten minutes", "two minutes");
    expect(await verdictOn("pasted.txt", text)).toMatchObject({
      verdict: "altered",
      issue: { digest: examples.letter42 },
      difference: { archived: { path: "index.html" }, wordsAlike: expect.closeTo(1, 1) },
    });
  });

  test("and shares a paragraph with an issue is no copy of it", async () => {
    const own = Array.from(
      { length: 80 },
      (_, i) => `Sentence ${i} is of another's making, and says ${i * 17}.`,
    );
    const text = [...own, (await words())[3]].join("\n\n");
    expect(await verdictOn("essay.txt", text)).toMatchObject({ verdict: "not-anchored" });
  });
});

describe("an e-mail with a changed word, of an issue that has the page of it, too", () => {
  const paragraphs = Array.from(
    { length: 30 },
    (_, i) => `The tide of day ${i} left ${i * 7} shells behind.`,
  );
  const page = `<!doctype html><title>Shells</title>${paragraphs.map((words) => `<p>${words}</p>`).join("")}`;
  const message = (text: string) =>
    utf8(
      [
        "From: letter@tidewater.example",
        "Subject: Shells",
        "MIME-Version: 1.0",
        "Content-Type: text/html; charset=utf-8",
        "",
        text,
      ].join("\r\n"),
    );
  const files = {
    "body.html": { type: "text/html", bytes: utf8(page) },
    "message.eml": { type: "message/rfc822", bytes: message(page) },
  };

  test("is held against the e-mail, found by its words or in the issue that was named", async () => {
    const archive = new MemoryArchive();
    const issue = { label: "1", title: "Shells", files };
    await archive.anchor(archive.register("The Letter"), issue);
    const mine = mkdtempSync(join(tmpdir(), "colophon-search-"));
    const own = searchingOf(archive, mine);
    try {
      await indexArchive(own);
      const bytes = message(page.replace("left 49 shells", "left 49,000 shells"));
      const { nearest } = await compareText({ name: "saved.eml", bytes }, own);
      expect(nearest?.nearest.path).toBe("message.eml");
      expect(nearest?.difference.words).toMatchObject({ gone: 1, new: 1 });
      const sha256 = digestFromBytes(nodeSha256(bytes));
      const file = { path: "saved.eml", size: bytes.length, sha256, bytes: async () => bytes };
      const label = parseLabel("1");
      const evidence = await gatherFile(file, { witness: archive, sha256: nodeSha256, label });
      expect(evidence.difference?.archived.path).toBe("message.eml");
    } finally {
      await own.close();
      rmSync(mine, { recursive: true });
    }
  });
});

describe("an archive that cannot be read whole", () => {
  test("does not say that a passage is nowhere", async () => {
    examples.archive.storesDown = true;
    try {
      expect(await search(LINE)).toMatchObject({ found: [], unsearched: 1 });
    } finally {
      examples.archive.storesDown = false;
    }
    expect((await search(LINE)).unsearched).toBe(0);
  });

  test("of an index that knows nothing yet, every issue is unsearched; it takes them in when it can", async () => {
    const empty = mkdtempSync(join(tmpdir(), "colophon-search-"));
    const other = searchingOf(examples.archive, empty);
    try {
      expect(await searchQuotation(LINE, other)).toMatchObject({ found: [], unsearched: 5 });
      examples.archive.storesDown = true;
      expect(await indexArchive(other)).toBe(5);
      examples.archive.storesDown = false;
      expect(await indexArchive(other, { signal: AbortSignal.abort() })).toBe(5);
      const seen: number[] = [];
      expect(await indexArchive(other, { onProgress: ({ done, of }) => seen.push(done, of) })).toBe(0);
      expect(seen).toEqual([0, 5, 1, 5, 2, 5, 3, 5, 4, 5]);
      expect((await searchQuotation(LINE, other)).found).toHaveLength(1);
    } finally {
      examples.archive.storesDown = false;
      await other.close();
      rmSync(empty, { recursive: true });
    }
  });
});

describe("a document that takes too much to read", () => {
  const PASSAGE = "the lantern was lit at noon";
  let now: number;
  let slow: boolean;
  let own: ReturnType<typeof searchingOf>;

  beforeEach(async () => {
    [now, slow] = [Date.UTC(2026, 10, 23), true];
    const archive = new MemoryArchive();
    const file = { type: "text/plain", bytes: utf8(`On Monday ${PASSAGE}.`) };
    await archive.anchor(archive.register("The Lamp"), {
      label: "1",
      title: "Lamp",
      files: { "a.txt": file },
    });
    own = searchingOf(archive, mkdtempSync(join(folder, "slow-")), () => now);
    const { reader } = own;
    const read: typeof reader.read = async (bytes, type) =>
      slow ? fail("DOCUMENT_UNREAD", { problem: "it takes too long" }) : reader.read(bytes, type);
    own = { ...own, reader: { ...reader, read } };
  });
  afterEach(() => own.close());

  const found = async () => {
    await indexArchive(own);
    const told = await searchQuotation(PASSAGE, own);
    return [told.found.length, told.unsearched];
  };

  test("is told as not searched, and found when it can be read after all", async () => {
    expect(await found()).toEqual([0, 1]);
    slow = false;
    expect(await found()).toEqual([0, 1]);
    now += 60 * 60 * 1000;
    expect(await found()).toEqual([1, 0]);
  });

  test("is given up after some tries", async () => {
    for (let i = 0; i < 2; i++) {
      expect(await found()).toEqual([0, 1]);
      now += 24 * 60 * 60 * 1000;
    }
    await indexArchive(own);
    expect(await found()).toEqual([0, 0]);
    expect((await searchQuotation(PASSAGE, own)).leftOut).toMatchObject({
      documents: 1,
      first: [{ issue: { label: "1" }, path: "a.txt", why: "unreadable" }],
    });
  });
});

describe("a passage of words that follow each other in many documents", () => {
  const PASSAGE = "bell rope bucket";
  const lists = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => [`list-${i}.txt`, `Things, number ${i}: bell, rope, bucket.`] as const,
    );

  async function searched(files: readonly (readonly [string, string])[]) {
    const archive = new MemoryArchive();
    const issue = Object.fromEntries(
      files.map(([path, words]) => [path, { type: "text/plain", bytes: utf8(words) }] as const),
    );
    await archive.anchor(archive.register("Lists"), { label: "1", title: "Lists", files: issue });
    const own = searchingOf(archive, mkdtempSync(join(folder, "lists-")));
    try {
      await indexArchive(own);
      return await searchQuotation(PASSAGE, own);
    } finally {
      await own.close();
    }
  }

  test("is found past those in which it does not stand", async () => {
    const { found, unsearched } = await searched([
      ...lists(45),
      ["z.txt", `She carried the ${PASSAGE} home.`],
    ]);
    expect([found.map(({ path }) => path), unsearched]).toEqual([["z.txt"], 0]);
  });

  test("is told as not searched everywhere where there are too many of them", async () => {
    const { found, more, unsearched } = await searched([...lists(70), ["z.txt", `The ${PASSAGE}.`]]);
    expect([found, more, unsearched]).toEqual([[], true, 1]);
  });

  test("is shown of each document a few times at most", async () => {
    const often = ["a.txt", `${PASSAGE}. `.repeat(40)] as const;
    const { found, more } = await searched([often, ["z.txt", `The ${PASSAGE}.`]]);
    expect(found.filter(({ path }) => path === "a.txt").length).toBeLessThan(20);
    expect(found.map(({ path }) => path)).toContain("z.txt");
    expect(more).toBe(true);
  });
});
