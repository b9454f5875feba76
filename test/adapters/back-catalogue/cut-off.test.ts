import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { csvRows, CsvRows } from "../../../src/adapters/back-catalogue/csv.ts";
import type { BackCatalogueOptions } from "../../../src/adapters/back-catalogue/open.ts";
import { fixture, read } from "./rig.ts";

/* Half a source is refused: what was published of it would stand for good. */

const work = mkdtempSync(join(tmpdir(), "colophon-cut-off-"));
afterAll(() => rmSync(work, { recursive: true }));

const EVERY = 13;

/** The beginnings of a text, up to the one that lacks its last character. */
function* beginnings(text: string): Generator<string> {
  const whole = text.trimEnd();
  for (let end = 1; end < whole.length; end += EVERY) yield whole.slice(0, end);
  yield whole.slice(0, -1);
}

function fileOf(name: string, text: string | Uint8Array): string {
  const path = join(work, name);
  writeFileSync(path, text);
  return path;
}

async function codeOf(source: string, options: Partial<BackCatalogueOptions>): Promise<unknown> {
  return read(source, options).then(
    ({ issues }) => issues.map(({ label }) => label),
    (error: unknown) => (error as { code?: string }).code,
  );
}

describe("a source that ends in the middle is refused", () => {
  test.each([
    ["feeds/rss.xml", "feed"],
    ["feeds/atom.xml", "feed"],
    ["feeds/feed.json", "feed"],
    ["ghost/harbour.ghost.json", "ghost"],
  ] as const)("%s, wherever it ends", async (name, kind) => {
    for (const text of beginnings(readFileSync(fixture(name), "utf8"))) {
      const path = fileOf(`half-${basename(name)}`, text);
      expect(await codeOf(path, { kind }), text.slice(-40)).toBe("SOURCE_MALFORMED");
    }
  });

  test("a feed by its address", async () => {
    const bytes = readFileSync(fixture("feeds/rss.xml"));
    async function* half() {
      yield bytes.subarray(0, bytes.length / 2);
    }
    expect(await codeOf("https://example.org/feed", { fetch: async () => half() })).toBe("SOURCE_MALFORMED");
  });

  test("a feed in UTF-16", async () => {
    const text = "\ufeff" + readFileSync(fixture("feeds/rss.xml"), "utf8").replace("UTF-8", "UTF-16");
    const half = fileOf("half.xml", Buffer.from(text.slice(0, text.length / 2), "utf16le"));
    expect(await codeOf(half, { kind: "feed" })).toBe("SOURCE_MALFORMED");
    const whole = fileOf("whole.xml", Buffer.from(text, "utf16le"));
    expect(await codeOf(whole, {})).toEqual(["fog", "bells"]);
  });

  test.each(["1.first,true,A quo", '1.first,true,"A quotation, and', '1.first,true,"A, b"\n2.second'])(
    "the table of a Substack export, at %j",
    async (end) => {
      const folder = join(work, "substack");
      mkdirSync(join(folder, "posts"), { recursive: true });
      for (const id of ["1.first", "2.second"]) fileOf(`substack/posts/${id}.html`, "<p>A text.</p>");
      fileOf("substack/posts.csv", `post_id,is_published,title,subtitle\n${end}`);
      expect(await codeOf(folder, {})).toBe("SOURCE_MALFORMED");
    },
  );
});

describe("a whole source is not", () => {
  test.each([
    "<rss><channel><item><title>A</title><description>B</description></item></channel></rss>",
    "<rss><channel><item><title>A</title><description>&lt;/p></description></channel></rss >\n<!-- made by x -->\n",
    "<!-- </rss> --><rss><channel><item><title>A</title><description>B</description></item></channel></rss><?x y?>",
    '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a","content_text":"b"}]}\n\n',
  ])("%s", async (text) => {
    expect(await codeOf(fileOf("whole", text), { kind: "feed" })).toEqual(["a"]);
  });

  test.each(["a,b\n1,2", 'a,b\n1,"2"', "a,b\n1\n", "a,b\n1,2\n\n", "a", ""])("the table %j", (text) => {
    const rows = new CsvRows();
    const all = [...rows.write(text), ...rows.end()];
    expect(all).toEqual([...csvRows(text)]);
    expect(rows.isCut).toBe(false);
  });
});
