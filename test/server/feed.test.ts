import { Parser } from "htmlparser2";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { atomFaults } from "../support/atom.ts";
import { type ExampleArchive, exampleArchive } from "../support/example-archive.ts";
import { startVerifier } from "../support/verifier.ts";

let examples: ExampleArchive;
beforeEach(async () => {
  examples = await exampleArchive();
});

async function feedOf(id: string, language = "en"): Promise<{ type: string | null; xml: string }> {
  const verifier = await startVerifier(examples.archive, { publicUrl: "https://archive.example" });
  onTestFinished(() => verifier.stop());
  const response = await fetch(`${verifier.url}/publications/${id}/feed.atom?lang=${language}`);
  return { type: response.headers.get("content-type"), xml: await response.text() };
}

/** The texts of the elements of a name, each with the path of names that leads to it. */
function texts(xml: string, path: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentag: (name) => {
        open.push(name);
        if (open.join("/") === path) found.push("");
      },
      ontext: (text) => {
        if (open.join("/") === path) found[found.length - 1] += text;
      },
      onclosetag: () => void open.pop(),
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return found;
}

describe("the feed of a publication", () => {
  test.for(["en", "zh"])("has no fault by the rules of RFC 4287, in %s", async (language) => {
    examples.archive.register("An empty one");
    for (const id of ["1", "2", "3", "4"]) {
      const { xml } = await feedOf(id, language);
      expect(atomFaults(xml), id).toEqual([]);
      const said = language === "en" ? "en" : "zh-Hans";
      for (const [summary] of xml.matchAll(/<summary[^>]*>/g))
        expect(summary).toBe(`<summary xml:lang="${said}">`);
      // Entries are told in the order of what was last said.
      const updated = texts(xml, "feed/entry/updated");
      expect(updated).toEqual(updated.toSorted((a, b) => b.localeCompare(a)));
      if (updated.length > 0) expect(texts(xml, "feed/updated")).toEqual(updated.slice(0, 1));
    }
  });

  test("the rules find what is wrong", async () => {
    const { xml } = await feedOf("1");
    const [id = ""] = /urn:uuid:[0-9a-f-]+/.exec(xml.slice(xml.indexOf("<entry>"))) ?? [];
    const other = /urn:uuid:[0-9a-f-]+(?=[^]*$)/g;
    const breaks: readonly (readonly [string, string])[] = [
      ["entry: updated", xml.replace(/(<entry>[^]*?)<updated>[^<]*<\/updated>/, "$1")],
      ["feed: id", xml.replace(/<id>/, "<id>urn:x</id><id>")],
      ["entry: published", xml.replace(/<published>[^<]*/, "<published>yesterday")],
      ["no author", xml.replace(/<author>[^]*?<\/author>/, "")],
      ["two entries have one id", xml.replace(other, id)],
    ];
    for (const [fault, broken] of breaks) expect(atomFaults(broken)).toContain(fault);
  });

  test("has what RFC 4287 asks of a feed and of each entry", async () => {
    const { type, xml } = await feedOf("1");
    expect(type).toMatch(/^application\/atom\+xml/);
    expect(texts(xml, "feed/title")).toEqual(["The Tidewater Letter"]);
    expect(texts(xml, "feed/author/name")).toEqual(["The Tidewater Letter"]);
    for (const name of ["id", "title", "updated", "published", "summary"])
      expect(texts(xml, `feed/entry/${name}`), name).toHaveLength(2);
    for (const time of [...texts(xml, "feed/updated"), ...texts(xml, "feed/entry/updated")])
      expect(time).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
    expect(xml).toContain(
      'rel="self" type="application/atom+xml" href="https://archive.example/publications/1/feed.atom"',
    );
    expect(texts(xml, "feed/entry/title")).toEqual(["What the Water Left", "Three Springs in a Row"]);
  });

  test("keeps an entry's id when the issue is revised or noticed, and says that it was updated", async () => {
    const before = (await feedOf("1")).xml;
    examples.archive.post(
      (await examples.archive.publications())[0]?.id ?? expect.unreachable(),
      examples.letter41,
      "retraction",
    );
    const after = (await feedOf("1")).xml;
    expect(texts(after, "feed/id")).toEqual(texts(before, "feed/id"));
    expect(texts(after, "feed/entry/id").toSorted()).toEqual(texts(before, "feed/entry/id").toSorted());
    // What was said last comes first.
    expect(texts(after, "feed/entry/title")[0]).toBe("Three Springs in a Row");
    expect(texts(after, "feed/entry/updated")[0]).toBe(texts(after, "feed/updated")[0]);
    expect(texts(after, "feed/entry/summary")[0]).toContain("Retracted");
    expect(new Set(texts(after, "feed/entry/id")).size).toBe(2);
  });

  test("has one entry for an issue with its revisions", async () => {
    const { xml } = await feedOf("2");
    expect(texts(xml, "feed/entry/id")).toHaveLength(1);
    expect(xml).toContain(`href="https://archive.example/issues/${examples.notes7corrected}"`);
    expect(xml).toContain('href="https://archive.example/publications/2/issues/7"');
  });

  test("escapes what publishers write", async () => {
    const id = examples.archive.register('A & <b>"B"</b> ]]>');
    const { xml } = await feedOf(id);
    expect(texts(xml, "feed/title")).toEqual(['A & <b>"B"</b> ]]>']);
    expect(texts(xml, "feed/updated")).toHaveLength(1);
  });
});
