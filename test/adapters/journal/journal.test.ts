import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openJournal } from "../../../src/adapters/journal/journal.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { type Action, type Attempt, type Journal, STEPS } from "../../../src/core/ports.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-journal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const account = parseAddress(`0x${"a1".repeat(20)}`);
const stranger = parseAddress(`0x${"b2".repeat(20)}`);
const register = (digit: string): Action => ({ kind: "register", profile: parseDigest(digit.repeat(64)) });
const job = (key: string, roots: readonly string[] = []) => ({ key, action: register("1"), roots });

function attempt(of: string, nonce: number, more: Partial<Attempt> = {}): Attempt {
  const hash = `0x${nonce.toString(16).padStart(64, "0")}` as const;
  const fees = { maxFeePerGas: 2n ** 70n, maxPriorityFeePerGas: 1n };
  return { job: of, from: account, nonce, hash, raw: "0x02f8", fees, ...more };
}

let file: string;
let journal: Journal;
let made = 0;
beforeEach(() => {
  file = join(folder, `journal-${++made}.sqlite`);
  journal = openJournal(file);
  return () => journal.close();
});

function reopened(): Journal {
  journal.close();
  journal = openJournal(file);
  return journal;
}

describe("a job", () => {
  test("begins planned, and is the same after the file was closed", () => {
    const begun = journal.begin(job("a", ["bafy1", "bafy2"]));
    expect(begun).toStrictEqual({
      ...job("a", ["bafy1", "bafy2"]),
      step: "planned",
      refused: undefined,
      transaction: undefined,
    });
    expect(reopened().find("a")).toStrictEqual(begun);
  });

  test("that nobody began is not found", () => {
    expect(journal.find("nobody's")).toBeUndefined();
  });

  test.each(STEPS)("keeps the step %s and its transaction over a restart", (step) => {
    journal.begin(job("a"));
    const { hash } = attempt("a", 1);
    journal.advance("a", step, hash);
    expect(reopened().find("a")).toMatchObject({ step, transaction: hash });
  });

  test("that goes back a step loses its transaction", () => {
    journal.begin(job("a"));
    journal.advance("a", "mined", attempt("a", 1).hash);
    expect(journal.advance("a", "sent")).toMatchObject({ step: "sent", transaction: undefined });
  });

  test("begun again before anything is signed takes the new plan", () => {
    journal.begin(job("a", ["bafy1"]));
    journal.advance("a", "stored");
    const again = journal.begin({ key: "a", action: register("2"), roots: ["bafy2"] });
    expect(again).toMatchObject({ step: "planned", action: register("2"), roots: ["bafy2"] });
  });

  test("begun again after something was signed stays as it was", () => {
    journal.begin(job("a", ["bafy1"]));
    journal.attempt(attempt("a", 7));
    journal.advance("a", "signed");
    const again = journal.begin({ key: "a", action: register("2"), roots: ["bafy2"] });
    expect(again).toMatchObject({ step: "signed", action: register("1"), roots: ["bafy1"] });
  });

  test("that was refused is over until it is begun again, and its attempts are kept", () => {
    journal.begin(job("a"));
    journal.attempt(attempt("a", 7));
    journal.advance("a", "sent");
    expect(journal.refuse("a", "no right")).toMatchObject({ refused: "no right" });
    expect(reopened().unfinished()).toStrictEqual([]);
    expect(journal.begin(job("a"))).toMatchObject({ refused: undefined, step: "planned" });
    expect(journal.attempts("a")).toHaveLength(1);
  });

  test("is unfinished until it is final; the oldest comes first", () => {
    for (const key of ["c", "a", "b"]) journal.begin(job(key));
    journal.advance("a", "final");
    journal.begin(job("c"));
    expect(
      reopened()
        .unfinished()
        .map((one) => one.key),
    ).toStrictEqual(["c", "b"]);
  });
});

describe("an attempt", () => {
  test("comes back as it was written, in order, once", () => {
    journal.begin(job("a"));
    const written = [attempt("a", 3), attempt("a", 1)];
    for (const one of [...written, ...written]) journal.attempt(one);
    expect(reopened().attempts("a")).toStrictEqual(written);
  });

  test("of a job that nobody began is refused", async () => {
    await expect(() => journal.attempt(attempt("nobody's", 1))).toFailWith("JOURNAL_BROKEN");
  });

  test("counts for the highest nonce of its account until its job is final or refused", () => {
    for (const key of ["a", "b", "c"]) journal.begin(job(key));
    journal.attempt(attempt("a", 4));
    journal.attempt(attempt("b", 6));
    journal.attempt(attempt("c", 5));
    expect(journal.highestNonce(account)).toBe(6);
    expect(journal.highestNonce(stranger)).toBeUndefined();
    journal.advance("b", "final");
    expect(journal.highestNonce(account)).toBe(5);
    journal.refuse("c", "no right");
    expect(journal.highestNonce(account)).toBe(4);
  });
});

describe("a file", () => {
  test("is in WAL mode", () => {
    journal.begin(job("a"));
    const db = new DatabaseSync(file);
    expect(db.prepare("PRAGMA journal_mode").get()).toMatchObject({ journal_mode: "wal" });
    db.close();
  });

  test("that is no database is refused by name", async () => {
    const other = join(folder, "other.sqlite");
    writeFileSync(
      other,
      "this is not a database, and it is long enough to have a header of its own\n".repeat(20),
    );
    await expect(() => openJournal(other)).toFailWith("JOURNAL_BROKEN", { path: other });
  });

  test("of a later version is refused, and left as it is", async () => {
    const later = join(folder, "later.sqlite");
    const db = new DatabaseSync(later);
    db.exec("PRAGMA user_version = 99");
    db.close();
    await expect(() => openJournal(later)).toFailWith("JOURNAL_BROKEN", { path: later });
  });

  test("in a folder that is not there cannot be written", async () => {
    await expect(() => openJournal(join(folder, "missing", "journal.sqlite"))).toFailWith("ARCHIVE_DISK");
  });

  test("that is new may be opened by many at once", async () => {
    const fresh = join(folder, "fresh.sqlite");
    const code = `
      const { workerData, parentPort } = require("node:worker_threads");
      import(workerData.module).then(({ openJournal }) => {
        openJournal(workerData.file).close();
        parentPort.postMessage("opened");
      });`;
    const module = new URL("../../../src/adapters/journal/journal.ts", import.meta.url).href;
    const opened = Array.from({ length: 6 }, () => {
      const worker = new Worker(code, { eval: true, workerData: { module, file: fresh } });
      return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    });
    expect(await Promise.all(opened)).toStrictEqual(opened.map(() => "opened"));
  });
});
