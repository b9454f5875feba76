import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { keptAnswers } from "../../../src/adapters/index/kept-answers.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-kept-"));
let count = 0;
let file = "";
let database: DatabaseSync;

beforeEach(() => {
  file = join(folder, `${count++}.sqlite`);
  database = new DatabaseSync(file);
  database.exec(
    "PRAGMA journal_mode = WAL; CREATE TABLE t (k TEXT, v TEXT); INSERT INTO t VALUES ('a', 'one')",
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function opened() {
  const ask = database.prepare("SELECT v FROM t WHERE k = ?");
  let asked = 0;
  const kept = keptAnswers(database, (key) => {
    asked++;
    return ask.all(key).map(({ v }) => String(v));
  });
  return { kept, asked: () => asked };
}

describe("answers that are kept", () => {
  test("are looked up once", () => {
    const { kept, asked } = opened();
    expect([kept.answer("a"), kept.answer("a")]).toEqual([["one"], ["one"]]);
    expect(asked()).toBe(1);
  });

  test("are forgotten when another process changes the database", async () => {
    const { kept } = opened();
    kept.answer("a");
    const other = new DatabaseSync(file);
    other.exec("UPDATE t SET v = 'two'");
    other.close();
    await vi.waitFor(() => {
      expect(kept.answer("a")).toEqual(["two"]);
    });
  });

  test("are forgotten at once when this one is told of its own change", () => {
    const { kept } = opened();
    kept.answer("a");
    database.exec("UPDATE t SET v = 'two'");
    kept.forget();
    expect(kept.answer("a")).toEqual(["two"]);
  });

  test("are none that say that there is nothing, and none of many rows", () => {
    const { kept, asked } = opened();
    for (let i = 0; i < 5; i++) database.exec("INSERT INTO t VALUES ('many', 'row')");
    for (const key of ["none", "none", "many", "many"]) kept.answer(key);
    expect(asked()).toBe(4);
  });

  test("are at most 20,000, the latest asked for", () => {
    const { kept, asked } = opened();
    database.exec(
      `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
       INSERT INTO t SELECT 'k' || i, 'v' FROM n; CREATE INDEX i ON t (k)`,
    );
    kept.answer("a");
    for (let i = 0; i < 20_000; i++) kept.answer(`k${i}`);
    expect(asked()).toBe(20_001);
    kept.answer("k19999");
    expect(asked()).toBe(20_001);
    kept.answer("a");
    expect(asked()).toBe(20_002);
  });
});
