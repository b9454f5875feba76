import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DiskTextIndex, openTextIndex } from "../../../src/adapters/index/text-index.ts";
import type { Digest } from "../../../src/core/digest.ts";
import { MOST_ASKED, shinglesOf } from "../../../src/core/text/shingles.ts";
import { temporaryFolder } from "../disk/sample.ts";

let file: string;
let index: DiskTextIndex;

beforeEach(() => {
  file = join(temporaryFolder(), "text.sqlite");
  index = openTextIndex(file);
});
afterEach(() => {
  index.close();
});

const digest = (number: number) => number.toString(16).padStart(64, "0") as Digest;
const key = (number: number) => ({ sha256: digest(number), type: "text/html" });
const take = (documents: Readonly<Record<number, readonly string[]>>, complete: readonly Digest[] = []) =>
  index.take({
    documents: Object.entries(documents).map(([number, blocks]) => ({ ...key(Number(number)), blocks })),
    ...{ unread: [], leftOut: [] },
    complete,
  });

const TIDE = [
  "The spring tide rose to the second step of the market cross.",
  "Nobody had seen that since 1953.",
];
const ICE = ["Ice lay on the market cross until noon.", "Nobody was surprised."];
const CHINESE = ["潮水在六点钟上涨，淹没了集市的第二级台阶。", "一九五三年以来没有人见过。"];

describe("holding", () => {
  beforeEach(() => take({ 1: TIDE, 2: ICE, 3: CHINESE }));

  test.for([
    ["a sentence", "rose to the second step of the market cross", 1],
    ["a passage over two blocks", "the market cross. Nobody had seen", 1],
    ["words that were cut at either end", "ond step of the mark", 1],
    ["other letter case and accents", "SPRING TIDE RÔSE", 1],
    ["one word", "noon", 2],
    ["Chinese, from the middle of a phrase", "六点钟上涨，淹没", 3],
    ["Chinese over two blocks", "第二级台阶。一九五三年", 3],
    ["two letters of Chinese", "集市", 3],
  ] as const)("finds %s", async ([, passage, number]) => {
    expect(await index.holding(passage, 10)).toEqual([key(number)]);
  });

  test.for(["step to second the rose", "潮水在七点钟", "...", "", '" OR text : NEAR(', "* ^ -"])(
    "finds nothing for %j",
    async (passage) => {
      expect(await index.holding(passage, 10)).toEqual([]);
    },
  );

  test("gives no more than asked for", async () => {
    expect(await index.holding("market cross", 10)).toHaveLength(2);
    expect(await index.holding("market cross", 1)).toHaveLength(1);
  });
});

describe("near", () => {
  test("puts first what has the rarest rows of words in common", async () => {
    await take({ 1: TIDE, 2: ICE, 3: CHINESE });
    const found = await index.near("The spring tide rose to the third step of the market cross", 5);
    expect(found).toEqual([key(1), key(2)]);
    expect(await index.near("潮水在七点钟上涨", 5)).toEqual([key(3)]);
    expect(await index.near("entirely other words", 5)).toEqual([]);
  });
});

describe("alike", () => {
  test("finds the document of which a text is a changed copy", async () => {
    const text = (from: number) => [
      Array.from({ length: 600 }, (_, i) => `word${(i * 37 + from) % 997}`).join(" "),
    ];
    await take({ 1: text(0), 2: text(5000).map((block) => block.replaceAll("word", "other")), 3: CHINESE });
    const copy = text(0).map((block) => block.replace("word37 ", "word38 "));
    const found = await index.alike(shinglesOf(copy, MOST_ASKED), 5);
    expect(found).toMatchObject([key(1)]);
    expect(found[0]?.shared).toBeGreaterThan(20);
  });

  test("a footer that hundreds of documents have does not outvote a text of few", async () => {
    const footer = "You receive this letter because you asked for it once upon a time.";
    await take(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i + 10, [footer]])));
    await take({ 1: [TIDE.join(" "), footer] });
    const found = await index.alike(shinglesOf([...TIDE, footer], MOST_ASKED), 1);
    expect(found).toMatchObject([key(1)]);
  });
});

describe("taking in", () => {
  test("tells which documents it has and which manifests are complete, also after it was opened again", async () => {
    await take({ 1: TIDE, 2: [] }, [digest(100)]);
    index.close();
    index = openTextIndex(file);
    expect([await index.has(key(1)), await index.has(key(2)), await index.has(key(3))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(await index.has({ ...key(1), type: "text/plain" })).toBe(false);
    expect(await index.lacks([digest(100), digest(101)])).toEqual([digest(101)]);
  });

  test("a document taken twice is found once", async () => {
    await take({ 1: TIDE });
    await take({ 1: TIDE });
    expect(await index.holding("spring tide rose", 10)).toHaveLength(1);
  });

  test("takes in a text of nothing but what SQLite's query language means something by", async () => {
    await take({ 1: ['"; DROP TABLE words; -- \u0000 NEAR(a b) ^col : *'] });
    expect(await index.holding("DROP TABLE words", 10)).toEqual([key(1)]);
  });
});

describe("opening", () => {
  test("throws away what another edition of the program made", async () => {
    await take({ 1: TIDE }, [digest(100)]);
    index.close();
    const other = new DatabaseSync(file);
    other.exec("PRAGMA user_version = 99");
    other.close();
    index = openTextIndex(file);
    expect(await index.has(key(1))).toBe(false);
    expect(await index.lacks([digest(100)])).toEqual([digest(100)]);
    await take({ 1: TIDE });
    expect(await index.holding("spring tide rose", 10)).toHaveLength(1);
  });

  test("throws away what is damaged", async () => {
    index.close();
    writeFileSync(file, "no database at all, and long enough to be taken for one if nobody looks");
    index = openTextIndex(file);
    await take({ 1: TIDE });
    expect(await index.has(key(1))).toBe(true);
  });

  test("error: a file that cannot be opened is named", () => {
    const missing = join(temporaryFolder(), "missing", "text.sqlite");
    expect(() => openTextIndex(missing)).toThrow(expect.objectContaining({ code: "ARCHIVE_DISK" }));
  });
});

describe("a document that could not be read", () => {
  const HOUR = 60 * 60 * 1000;
  const fails = (on: DiskTextIndex) =>
    on.take({ documents: [], unread: [key(1)], leftOut: [], complete: [] });

  test("is put off for longer each time, and given up after the third", async () => {
    let now = Date.UTC(2026, 10, 23);
    const own = openTextIndex(join(temporaryFolder(), "text.sqlite"), () => now);
    try {
      expect(await own.postponed(key(1))).toBeUndefined();
      for (const hours of [1, 4]) {
        await fails(own);
        expect(await own.postponed(key(1))).toBe("later");
        now += hours * HOUR - 1;
        expect(await own.postponed(key(1))).toBe("later");
        now += 1;
        expect(await own.postponed(key(1))).toBeUndefined();
      }
      await fails(own);
      now += 1000 * HOUR;
      expect(await own.postponed(key(1))).toBe("given-up");
      expect(await own.postponed(key(2))).toBeUndefined();
      expect(await own.has(key(1))).toBe(false);
    } finally {
      own.close();
    }
  });
});

test("a document that is left out is told once, with the first reason, after those left out before it", async () => {
  const leave = (number: number, why: "too-large" | "unreadable") =>
    index.take({ documents: [], unread: [], leftOut: [{ ...key(number), why }], complete: [] });
  expect(await index.leftOut(9)).toEqual({ documents: 0, first: [] });
  await leave(2, "too-large");
  await leave(1, "unreadable");
  await leave(2, "unreadable");
  expect(await index.leftOut(1)).toEqual({ documents: 2, first: [{ ...key(2), why: "too-large" }] });
});
