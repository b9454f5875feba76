import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import {
  answered,
  documentOf,
  type Failed,
  openWorkshop,
  type Ran,
  run,
  SMALL_ISSUE,
} from "../support/archive-fixture.ts";
import { standingOf } from "../support/archive-standing.ts";
import { countFault, countFound } from "../support/fault-tally.ts";
import { canTrace, systemCalls, TRACED, Unsynced } from "../support/system-calls.ts";

/*
 * What has to be on the disk before the next step is taken, seen from below: strace tells in which order the program
 * asks the system to write, to sync and to send, and makes syncing and writing fail.
 */

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));
const LONGEST = 16 * 1024;

const workshop = await openWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());
const issue = await workshop.issue("issues/95", SMALL_ISSUE);
let copies = 0;

/** Publishes under strace, which writes down or does what its options say. */
async function traced(archive: string, options: readonly string[]): Promise<{ ran: Ran; trace: string }> {
  const file = `${archive}.trace`;
  const program = [process.execPath, CLI, "publish", issue, "--archive", archive, "--json"];
  const ran = await run("strace", ["-f", "-o", file, ...options, "--", ...program]);
  return { ran, trace: await readFile(file, "utf8") };
}

async function newArchive(): Promise<{ archive: string; data: string }> {
  const archive = await workshop.archive(`archive-${++copies}`);
  return { archive, data: join(archive, "data") };
}

async function expectOneRecord(archive: string): Promise<void> {
  await answered(["publish", issue, "--archive", archive], 0);
  const { audit, entries, leftOver, spent, unfinished } = await standingOf(archive);
  countFound(entries.filter(({ kind }) => kind === "anchored").length);
  expect(entries.map(({ kind }) => kind)).toStrictEqual(["registered", "anchored"]);
  expect({ ok: audit.ok, leftOver, spent, unfinished }).toStrictEqual({
    ...{ ok: true, leftOver: [], unfinished: [] },
    spent: 3,
  });
}

describe.skipIf(!canTrace())(
  "seen through strace (skipped where it is missing or may not trace)",
  { concurrent: true },
  () => {
    test("what a step rests on is synced before the step is written down, and the journal before anything is sent", async () => {
      const { archive, data } = await newArchive();
      const { ran, trace } = await traced(archive, ["-y", "-s", String(LONGEST), "-e", `trace=${TRACED}`]);
      expect(ran.status, ran.stderr).toBe(0);
      const calls = systemCalls(trace);
      const unsynced = new Unsynced();
      const wal = join(data, "journal.sqlite-wal");
      const seen = { begun: 0, readBack: 0, sent: 0 };
      let journaled = "";
      for (const call of calls) {
        const isJournal = call.name === "pwrite64" && call.args.includes(`<${wal}>`);
        if (isJournal && call.args.includes("anchor:eip155") && ++seen.begun === 1)
          expect(unsynced.below(join(data, "staging")), "when the journal first names the job").toEqual([]);
        if (isJournal && call.args.includes("read-back") && ++seen.readBack === 1)
          expect(unsynced.below(join(data, "store", "blocks")), "when the journal says read back").toEqual(
            [],
          );
        if (isJournal) journaled += call.args;
        const sent = /eth_sendRawTransaction.{0,30}?(0x02[0-9a-f]{60})/.exec(call.args)?.[1];
        if (sent !== undefined && /^(write|writev|sendto|sendmsg)$/.test(call.name)) {
          seen.sent += 1;
          expect(unsynced.below(wal), "when the transaction is sent").toEqual([]);
          expect(journaled.includes(sent), "the journal holds what is sent").toBe(true);
        }
        unsynced.see(call);
      }
      expect(seen.begun).toBeGreaterThan(0);
      expect(seen.readBack).toBeGreaterThan(0);
      expect(seen.sent).toBeGreaterThan(0);
    });

    // When counts for each thread by itself: the journal is written by one, files by any of four.
    const injections: readonly (readonly [string, string, string, string])[] = [
      ["EIO", "fsync", "journal.sqlite-wal", "2"],
      ["EIO", "fsync", "journal.sqlite-wal", "6"],
      ["ENOSPC", "pwrite64", "journal.sqlite-wal", "4"],
      ["ENOSPC", "fsync", "journal.sqlite-wal", "7"],
      ["EIO", "fsync", "staging", "1"],
      ["EIO", "fsync", "store/blocks", "1+"],
    ];
    test.each(injections)(
      "%s from %s of %s (call %s): it stops and says so, and the next run ends in one record",
      async (...injection) => {
        const [error, call, name, when] = injection;
        const { archive, data } = await newArchive();
        const inject = `inject=${call}:error=${error}:when=${when}`;
        const { ran, trace } = await traced(archive, [
          "-P",
          join(data, name),
          "-e",
          `trace=${call}`,
          "-e",
          inject,
        ]);
        expect(trace).toContain("(INJECTED)");
        countFault("lost");
        const { code } = (documentOf(ran) as Failed).error;
        expect(code).toMatch(/^(ARCHIVE_DISK|STORE_FULL|STORE_UNREACHABLE|COPIES_TOO_FEW)$/);
        await expectOneRecord(archive);
      },
    );
  },
);
