import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type DiskCatalogue, openCatalogue } from "../../../src/adapters/index/catalogue.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { type Digest, parseDigest } from "../../../src/core/digest.ts";
import { parseLabel } from "../../../src/core/label.ts";
import { parseIssuePath } from "../../../src/core/path.ts";
import type { CataloguedIssue, CatalogueStep, LocatedEntry, Placement } from "../../../src/core/ports.ts";
import { parsePublicationId, type PublicationId } from "../../../src/core/publication.ts";
import { temporaryFolder } from "../disk/sample.ts";

const ONE = parsePublicationId("1");
const TWO = parsePublicationId("2");

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), "catalogue.sqlite");
});

function open(): DiskCatalogue {
  const catalogue = openCatalogue(file);
  onTestFinished(() => {
    catalogue.close();
  });
  return catalogue;
}

function digest(seed: string): Digest {
  return parseDigest(Buffer.from(seed).toString("hex").padEnd(64, "0"));
}

function entryOf(number: number, manifest = digest(`m${number}`)): LocatedEntry {
  return {
    entry: {
      number,
      time: 1_700_000_000 + number,
      actor: parseAddress(`0x${"11".repeat(20)}`),
      kind: "anchored",
      label: parseLabel(`no-${number}`),
      digest: manifest,
    },
    transaction: `0x${digest(`t${number}`)}`,
    block: { number: 100 + number, hash: `0x${digest(`b${number}`)}` },
  };
}

interface StepParts {
  readonly publication?: PublicationId;
  readonly files?: Readonly<Record<string, { sha256?: Digest; size?: number }>>;
  readonly manifest?: Digest;
  readonly time?: number;
}

function stepOf(number: number, parts: StepParts = {}): CatalogueStep & { issue: CataloguedIssue } {
  const {
    publication = ONE,
    files = {},
    manifest = digest(`m${number}`),
    time = 1_700_000_000 + number,
  } = parts;
  const label = parseLabel(`no-${number}`);
  const issue: CataloguedIssue = {
    manifest,
    content: `content-${number}`,
    publication,
    label,
    revision: 1,
    title: `Issue ${number}`,
    date: "2019-11-26",
    entry: number,
    time,
    transaction: `0x${digest(`t${number}`)}`,
    block: 100 + number,
  };
  const placements = Object.entries(files).map(([path, { sha256 = digest(path), size = 10 }]): Placement => {
    return { manifest, publication, label, revision: 1, path: parseIssuePath(path), sha256, size };
  });
  return {
    publication,
    entry: entryOf(number, manifest),
    head: digest(`h${number}`),
    issue,
    files: placements,
  };
}

const bare = ({ publication, entry, head }: CatalogueStep): CatalogueStep => ({
  publication,
  entry,
  head,
  files: [],
});
const paths = (placements: readonly Placement[]): string[] => placements.map(({ path }) => path);

describe("openCatalogue", () => {
  test("knows nothing at first", async () => {
    const catalogue = open();
    expect(await catalogue.progress(ONE)).toBeUndefined();
    expect(await catalogue.files(digest("x"))).toEqual([]);
    expect(await catalogue.issue(digest("x"))).toBeUndefined();
    expect(await catalogue.byContent("x")).toBeUndefined();
    expect(await catalogue.issues(ONE)).toEqual([]);
    expect(await catalogue.entries(ONE)).toEqual([]);
    expect(await catalogue.similar("x", 1, 5)).toEqual([]);
  });

  test("takes in what came from a mirror, of which no transaction is known", async () => {
    const { issue, entry, ...step } = stepOf(1);
    const without = <T extends { readonly transaction?: unknown }>({ transaction, ...rest }: T) =>
      transaction === undefined ? expect.unreachable() : rest;
    const [known, located] = [without(issue), without(entry)];
    const catalogue = open();
    await catalogue.take({ ...step, entry: located, issue: known });
    expect(await catalogue.issues(ONE)).toEqual([known]);
    expect(await catalogue.entries(ONE)).toEqual([located]);
  });

  test("gives back what it took in, also after it was opened again", async () => {
    const steps = [1, 2, 3].map((number) =>
      stepOf(number, { files: { "index.html": {}, [`art/${number}.svg`]: {} } }),
    );
    const writer = open();
    for (const step of steps) await writer.take(step);
    const catalogue = open();
    expect(await catalogue.progress(ONE)).toEqual({ entries: 3, head: digest("h3") });
    expect(await catalogue.entries(ONE)).toEqual(steps.map(({ entry }) => entry));
    expect(await catalogue.issues(ONE)).toEqual(steps.map(({ issue }) => issue));
    expect(await catalogue.issue(digest("m2"))).toEqual(steps[1]?.issue);
    expect(await catalogue.byContent("content-3")).toEqual(steps[2]?.issue);
    expect(await catalogue.files(digest("art/2.svg"))).toEqual([steps[1]?.files[1]]);
  });

  test("gives every place of a file, the earliest entry first, over all publications", async () => {
    const catalogue = open();
    await catalogue.take(stepOf(1, { files: { "a.txt": { sha256: digest("same") } }, time: 300 }));
    await catalogue.take(stepOf(2, { files: { "b.txt": { sha256: digest("same") } }, time: 400 }));
    await catalogue.take(
      stepOf(1, {
        publication: TWO,
        manifest: digest("n1"),
        files: { "c.txt": { sha256: digest("same") } },
        time: 200,
      }),
    );
    expect(paths(await catalogue.files(digest("same")))).toEqual(["c.txt", "a.txt", "b.txt"]);
  });

  test("leaves out the date of an issue that has none", async () => {
    const catalogue = open();
    const { issue, ...step } = stepOf(1);
    const { date: _, ...undated } = issue;
    await catalogue.take({ ...step, issue: undated });
    expect(await catalogue.issue(issue.manifest)).toEqual(undated);
  });

  test("counts an entry that names no issue", async () => {
    const catalogue = open();
    await catalogue.take(bare(stepOf(1)));
    expect(await catalogue.progress(ONE)).toEqual({ entries: 1, head: digest("h1") });
    expect(await catalogue.issues(ONE)).toEqual([]);
  });

  test("adds an issue that turned up late, without going back", async () => {
    const catalogue = open();
    for (const number of [1, 2, 3]) await catalogue.take(bare(stepOf(number)));
    await catalogue.take({ ...stepOf(2, { files: { "late.txt": {} } }), head: digest("h3") });
    expect(await catalogue.progress(ONE)).toEqual({ entries: 3, head: digest("h3") });
    expect(paths(await catalogue.files(digest("late.txt")))).toEqual(["late.txt"]);
  });

  test("tells the last entry, and those whose issues are not known, until they are", async () => {
    const catalogue = open();
    const numbers = async () => (await catalogue.unread(ONE)).map(({ entry }) => entry.entry.number);
    expect([await catalogue.last(ONE), await numbers()]).toEqual([undefined, []]);
    await catalogue.take(stepOf(1));
    for (const number of [2, 3]) await catalogue.take(bare(stepOf(number)));
    await catalogue.take(bare(stepOf(1, { publication: TWO })));
    expect([await catalogue.last(ONE), await numbers()]).toEqual([stepOf(3).entry, [2, 3]]);
    await catalogue.take({ ...stepOf(2), head: digest("h3") });
    expect(await numbers()).toEqual([3]);
  });

  test("asks for the rest of a batch until all of its issues are known", async () => {
    const catalogue = open();
    const { entry, ...step } = bare(stepOf(1));
    const { number, time, actor } = entry.entry;
    const of = { root: `0x${digest("root")}`, list: digest("list"), count: 2 } as const;
    const issueOf = (name: string) => stepOf(1, { manifest: digest(name) });
    const batched = (name: string) => [{ issue: issueOf(name).issue, files: [] }];
    const located: LocatedEntry = { ...entry, entry: { number, time, actor, kind: "batch-anchored", ...of } };
    await catalogue.take({ ...step, entry: located, batched: batched("one") });
    expect(await catalogue.unread(ONE)).toEqual([{ entry: located, known: [digest("one")] }]);
    await catalogue.take({ ...step, entry: located, batched: batched("two") });
    expect(await catalogue.unread(ONE)).toEqual([]);
  });

  test("replaces an entry that is taken in again, its files too", async () => {
    const catalogue = open();
    await catalogue.take(stepOf(1, { files: { "old.txt": {}, "same.txt": {} } }));
    await catalogue.take(stepOf(1, { files: { "new.txt": {}, "same.txt": {} } }));
    expect(await catalogue.issues(ONE)).toHaveLength(1);
    expect(await catalogue.files(digest("old.txt"))).toEqual([]);
    expect(await catalogue.files(digest("same.txt"))).toHaveLength(1);
  });

  test("forgets one publication and nothing of another", async () => {
    const catalogue = open();
    await catalogue.take(stepOf(1, { files: { "a.txt": {} } }));
    await catalogue.take(stepOf(1, { publication: TWO, manifest: digest("n1"), files: { "b.txt": {} } }));
    await catalogue.replace(ONE, []);
    expect(await catalogue.progress(ONE)).toBeUndefined();
    expect(await catalogue.entries(ONE)).toEqual([]);
    expect(await catalogue.files(digest("a.txt"))).toEqual([]);
    expect(await catalogue.files(digest("b.txt"))).toHaveLength(1);
    expect(await catalogue.progress(TWO)).toEqual({ entries: 1, head: digest("h1") });
  });

  test("replaces a history whole, and nothing of another publication", async () => {
    const catalogue = open();
    for (const number of [1, 2, 3])
      await catalogue.take(stepOf(number, { files: { [`${number}.txt`]: {} } }));
    await catalogue.take(stepOf(1, { publication: TWO, manifest: digest("n1") }));
    const other = stepOf(2, { manifest: digest("o2"), files: { "o.txt": {} } });
    await catalogue.replace(ONE, [stepOf(1), other]);
    expect((await catalogue.issues(ONE)).map(({ manifest }) => manifest)).toEqual([
      digest("m1"),
      digest("o2"),
    ]);
    expect(await catalogue.progress(ONE)).toEqual({ entries: 2, head: digest("h2") });
    expect([await catalogue.files(digest("3.txt")), await catalogue.files(digest("o.txt"))]).toEqual([
      [],
      other.files,
    ]);
    expect(await catalogue.progress(TWO)).toEqual({ entries: 1, head: digest("h1") });
  });

  test("error: a history with a gap replaces nothing", async () => {
    const catalogue = open();
    await catalogue.take(stepOf(1));
    await expect(catalogue.replace(ONE, [stepOf(1), stepOf(3)])).toFailWith("HISTORY_BROKEN");
    expect(await catalogue.entries(ONE)).toHaveLength(1);
    expect(await catalogue.progress(ONE)).toEqual({ entries: 1, head: digest("h1") });
  });

  test("one manifest in two publications is found in the one that anchored it first", async () => {
    const catalogue = open();
    await catalogue.take(stepOf(1, { manifest: digest("both"), time: 500 }));
    await catalogue.take(stepOf(1, { publication: TWO, manifest: digest("both"), time: 400 }));
    expect((await catalogue.issue(digest("both")))?.publication).toBe(TWO);
  });

  test("error: an entry is left out", async () => {
    const catalogue = open();
    await catalogue.take(stepOf(1));
    await expect(catalogue.take(stepOf(3))).toFailWith("HISTORY_BROKEN", { id: "1" });
    await expect(catalogue.take(stepOf(2, { publication: TWO }))).toFailWith("HISTORY_BROKEN", { id: "2" });
    expect(await catalogue.progress(ONE)).toEqual({ entries: 1, head: digest("h1") });
  });

  test("error: a step that fails half way changes nothing", async () => {
    const catalogue = open();
    await catalogue.take(stepOf(1));
    const { files, ...step } = stepOf(2, { files: { "good.txt": {}, "bad.txt": {} } });
    const broken = files.map((placement) =>
      placement.path === "bad.txt" ? { ...placement, size: NaN } : placement,
    );
    await expect(catalogue.take({ ...step, files: broken })).toFailWith("ARCHIVE_DISK");
    expect(await catalogue.progress(ONE)).toEqual({ entries: 1, head: digest("h1") });
    expect(await catalogue.files(digest("good.txt"))).toEqual([]);
    await catalogue.take(stepOf(2));
  });

  test("two that are open at once see each other's changes and both may write", async () => {
    const [first, second] = [open(), open()];
    await first.take(stepOf(1));
    await second.take(stepOf(2));
    await first.take(stepOf(3));
    expect(await second.progress(ONE)).toEqual({ entries: 3, head: digest("h3") });
  });
});

describe("similar", () => {
  async function filled(): Promise<DiskCatalogue> {
    const catalogue = open();
    const sizes = {
      "index.html": 1000,
      "art/Index.HTML": 1200,
      "other.txt": 1100,
      "deep/index.html": 5000,
      "far.bin": 9,
    };
    const files = Object.fromEntries(Object.entries(sizes).map(([path, size]) => [path, { size }]));
    await catalogue.take(stepOf(1, { files }));
    return catalogue;
  }

  test("gives the same name first, nearest in size, then the same size", async () => {
    const found = await (await filled()).similar("INDEX.html", 1100, 10);
    expect(paths(found).slice(0, 2).sort()).toEqual(["art/Index.HTML", "index.html"]);
    expect(paths(found).slice(2)).toEqual(["deep/index.html", "other.txt"]);
  });

  test("takes the last part of a path for the name", async () => {
    expect(paths(await (await filled()).similar("downloads/far.bin", 0, 10))).toEqual(["far.bin"]);
  });

  test("gives no more than asked for, and the best of them", async () => {
    expect(paths(await (await filled()).similar("index.html", 4990, 1))).toEqual(["deep/index.html"]);
    expect(await (await filled()).similar("index.html", 4990, 0)).toEqual([]);
  });

  test("reads few rows however many files have the same name", async () => {
    const catalogue = open();
    for (let number = 1; number <= 40; number++)
      await catalogue.take(
        stepOf(number, {
          files: Object.fromEntries(
            Array.from({ length: 50 }, (_, i) => [`${i}/index.html`, { size: number * 1000 + i }]),
          ),
        }),
      );
    expect(
      (await catalogue.similar("index.html", 20_010, 3)).map(({ size }) => size).sort((a, b) => a - b),
    ).toEqual([20_009, 20_010, 20_011]);
    const database = new DatabaseSync(file);
    const plan = database
      .prepare(
        "EXPLAIN QUERY PLAN SELECT * FROM files WHERE name = 'a' AND size < 5 ORDER BY size DESC LIMIT 3",
      )
      .all();
    database.close();
    expect(plan.map(({ detail }) => detail)).toEqual([
      "SEARCH files USING INDEX files_by_name (name=? AND size<?)",
    ]);
  });
});

describe("the catalogue's file", () => {
  test("is made anew when it is damaged or no database at all", async () => {
    writeFileSync(file, "not a database, but longer than the header of one".repeat(100));
    const catalogue = open();
    await catalogue.take(stepOf(1));
    expect(await catalogue.progress(ONE)).toBeDefined();
  });

  test("is made anew when another version of the program made it", async () => {
    const other = new DatabaseSync(file);
    other.exec(`CREATE TABLE issues (key INTEGER PRIMARY KEY, other TEXT) STRICT;
      CREATE TABLE files (issue INTEGER REFERENCES issues (key)) STRICT;
      CREATE TABLE "odd ""name" (x); INSERT INTO issues VALUES (1, 'x'); INSERT INTO files VALUES (1);
      PRAGMA user_version = 99`);
    other.close();
    const catalogue = open();
    expect(await catalogue.issues(ONE)).toEqual([]);
    await catalogue.take(stepOf(1));
    expect(await open().issues(ONE)).toHaveLength(1);
  });

  test("error: it cannot be opened", () => {
    mkdirSync(file);
    expect(() => openCatalogue(file)).toThrow(expect.objectContaining({ code: "ARCHIVE_DISK" }));
  });

  test("error: it was closed", async () => {
    const catalogue = openCatalogue(file);
    catalogue.close();
    await expect(catalogue.issues(ONE)).toFailWith("ARCHIVE_DISK");
  });
});
