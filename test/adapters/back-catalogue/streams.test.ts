import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvRows, csvRows } from "../../../src/adapters/back-catalogue/csv.ts";
import { readJson } from "../../../src/adapters/back-catalogue/json-items.ts";
import { Spool } from "../../../src/adapters/back-catalogue/spool.ts";
import { TextStream } from "../../../src/adapters/back-catalogue/text-stream.ts";
import { decoded } from "../../../src/adapters/back-catalogue/wording.ts";
import { listSource } from "../../../src/adapters/disk/source.ts";
import type { SourceFile } from "../../../src/core/ports.ts";
import { fixture, read, table, told } from "./rig.ts";

/* Exports are read as they come: wherever a piece of one ends, the issues are the same. */

function* inPieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The same file, given in pieces of a size that nothing is aligned to. */
function piecemeal(file: SourceFile, size: number): SourceFile {
  async function* cut() {
    for await (const chunk of file.read()) yield* inPieces(chunk, size);
  }
  return { path: file.path, size: file.size, read: cut };
}

describe.each([1, 2, 3, 7, 64])("in pieces of %i bytes", (size) => {
  test.each(["feeds/rss.xml", "feeds/atom.xml", "feeds/feed.json"])("%s by address", async (name) => {
    const bytes = readFileSync(fixture(name));
    async function* body() {
      yield* inPieces(bytes, size);
    }
    const whole = await read(fixture(name));
    const pieces = await read("https://example.org/feed", { fetch: async () => body() });
    expect(table(pieces)).toEqual(table(whole));
    expect([...pieces.files]).toEqual([...whole.files]);
    expect(pieces.issues.map(({ notCovered }) => notCovered)).toEqual(
      whole.issues.map(({ notCovered }) => notCovered),
    );
  });

  test.each(["ghost", "substack", "mail/letters.mbox", "feeds/rss.xml"])("%s", async (name) => {
    const list: typeof listSource = async (path, options) => {
      const { files, skipped } = await listSource(path, options);
      return { files: files.map((file) => piecemeal(file, size)), skipped };
    };
    const [whole, pieces] = [await read(fixture(name)), await read(fixture(name), { list })];
    expect(table(pieces)).toEqual(table(whole));
    expect([...pieces.files]).toEqual([...whole.files]);
    expect(told(pieces)).toEqual(told(whole));
  });
});

describe("text that comes in pieces", () => {
  const CUTS = fc.array(fc.nat(40), { maxLength: 8 });
  /** Where each piece begins and ends. */
  const cuts = (at: readonly number[]): readonly (readonly [number, number])[] => {
    const starts = [0, ...at.toSorted((a, b) => a - b)];
    return starts.map((from, i) => [from, starts[i + 1] ?? Infinity]);
  };

  test("is decoded as the whole is, faults and all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), CUTS, (bytes, at) => {
        const stream = new TextStream();
        const pieces = cuts(at).map(([from, to]) => stream.write(bytes.subarray(from, to)));
        const text = pieces.join("") + stream.write();
        expect({ text, problems: stream.problems }).toEqual(decoded(bytes));
      }),
    );
  });

  test("has the rows of the whole", () => {
    const text = fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "a", "\ufeff"), maxLength: 40 });
    fc.assert(
      fc.property(text, CUTS, (csv, at) => {
        const rows = new CsvRows();
        const pieces = cuts(at).flatMap(([from, to]) => [...rows.write(csv.slice(from, to))]);
        expect([...pieces, ...rows.end()]).toEqual([...csvRows(csv)]);
      }),
    );
  });

  test("has the items that JSON.parse finds, surrogates and escapes with them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 3 })), CUTS, async (items, at) => {
        const json = JSON.stringify({ version: 1, items, after: [{ items: [1] }] });
        const found: unknown[] = [];
        const lists: string[] = [];
        async function* pieces() {
          for (const [from, to] of cuts(at)) yield json.slice(from, to);
        }
        const list = (path: readonly unknown[]) => void lists.push(path.join("."));
        await readJson(pieces(), ["$.items.*"], { item: (_, value) => void found.push(value), list });
        expect(found).toEqual(JSON.parse(JSON.stringify(items)));
        expect(lists.slice(0, 1)).toEqual(["items"]);
        expect(lists).toContain("after.0.items");
      }),
    );
  });

  test.each(['{"items":[1 2]}', '{"items":[1]', '{"items":[1]} x', '{"items":[01]}', "[1,]", "nonsense"])(
    "is refused where JSON.parse refuses it: %s",
    async (json) => {
      async function* pieces() {
        yield* json;
      }
      expect(() => JSON.parse(json) as unknown).toThrow(SyntaxError);
      await expect(readJson(pieces(), ["$.items.*"], { item: () => {} })).rejects.toThrow();
    },
  );
});

describe("a spool", () => {
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("colophon-import-"));

  test("gives back what waits in memory and in its file, in any order, and leaves nothing", () => {
    const before = folders();
    const spool = new Spool<{ readonly text: string; readonly none: undefined }>();
    const texts = Array.from({ length: 300 }, (_, i) => `${i} \ud800 ${"é".repeat(20_000)}`);
    const tickets = texts.map((text) => spool.add({ text, none: undefined }));
    const made = folders().find((name) => !before.includes(name)) ?? "";
    expect(made).not.toBe("");
    for (const i of [299, 0, 150, 298, 1])
      expect(spool.read(tickets[i] ?? { at: 0, length: 0 }).text).toBe(texts[i]);
    spool.close();
    expect(existsSync(`${tmpdir()}/${made}`)).toBe(false);
  });

  test("makes no file for little", () => {
    const before = folders();
    const spool = new Spool<number>();
    const tickets = [1, 2, 3].map((value) => spool.add(value));
    expect(tickets.map((ticket) => spool.read(ticket))).toEqual([1, 2, 3]);
    expect(folders().filter((name) => !before.includes(name))).toEqual([]);
    spool.close();
  });
});
