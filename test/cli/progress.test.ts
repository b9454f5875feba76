import { describe, expect, test } from "vitest";
import { showProgress } from "../../src/cli/progress.ts";
import type { Progress } from "../../src/publish/progress.ts";

/* What a person sees while something takes long: never nothing. */

/** A stream that is written to, and a time that goes on when it is told to. */
function stage(isTTY: boolean) {
  let now = 0;
  let tick = () => {};
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
  const progress = showProgress(stream, {
    now: () => now,
    every: (_, work) => {
      tick = work;
      return () => (tick = () => {});
    },
  });
  return {
    progress,
    written,
    /** Milliseconds in which nothing is heard. */
    wait: (milliseconds: number) => {
      for (const end = now + milliseconds; now < end;) {
        now += 250;
        tick();
      }
    },
  };
}

const packing = (issues: number, share?: number): Progress => ({
  kind: "packing",
  what: "issues",
  issues,
  bytes: issues * 1024,
  ...(share === undefined ? {} : { share }),
});

describe("progress on a terminal", () => {
  test("shows how many issues are found, then packed, how fast, and how long it may take", () => {
    const { progress, written, wait } = stage(true);
    progress({ kind: "reading", what: "blog", found: 1200 });
    expect(written.at(-1)).toContain("looking through blog  1,200 found");
    progress(packing(0, 0));
    wait(4000);
    progress(packing(1000, 0.25));
    wait(250);
    expect(written.at(-1)).toMatch(
      /\[█{6}░{18}\] {2}1,000 issues, 1000\.0 KiB {2}2\d\d issues\/s {2}about 1[23] s left/,
    );
    progress.end();
    expect(written.at(-1)).toBe("\r\u001b[2K");
  });

  test("says what is waited for, and for how long, between any two steps", () => {
    const { progress, written, wait } = stage(true);
    const steps = [
      ["packed", "storing"],
      ["stored", "reading back"],
      ["read-back", "sending"],
      ["sent", "waiting for a block"],
      ["mined", "waiting for finality"],
    ] as const;
    for (const [step, waiting] of steps) {
      progress({ kind: "step", what: "a batch of 2", step });
      wait(3000);
      expect(written.at(-1)).toContain(`${waiting}  3 s`);
    }
    progress({ kind: "step", what: "a batch of 2", step: "final" });
    const lines = written.length;
    wait(3000);
    expect(written).toHaveLength(lines);
  });
});

describe("progress elsewhere", () => {
  test("writes a line now and then, ever more seldom, and nothing for what is quick", () => {
    const { progress, written, wait } = stage(false);
    progress(packing(1));
    wait(1000);
    expect(written).toEqual([]);
    wait(60_000);
    const lines = written.length;
    expect(lines).toBeGreaterThan(3);
    expect(lines).toBeLessThan(10);
    expect(written.every((line) => /^ {2}1 issue, 1\.0 KiB.*\n$/.test(line))).toBe(true);
  });

  test("tells a step once though it is looked at twice, and again after something was said of it", () => {
    const { progress, written } = stage(false);
    const mined: Progress = { kind: "step", what: "a batch of 2", step: "mined", detail: "block 11" };
    progress(mined);
    progress(mined);
    expect(written).toEqual(["  - mined     block 11\n"]);
    progress({ kind: "note", what: "a batch of 2", message: "block 11 was reorganised away" });
    progress(mined);
    expect(written).toHaveLength(3);
  });

  test("tells the speed of few large issues by their bytes", () => {
    const { progress, written, wait } = stage(false);
    progress({ kind: "packing", what: "issues", issues: 1, bytes: 0 });
    wait(2000);
    progress({ kind: "packing", what: "issues", issues: 1, bytes: 60 * 2 ** 20 });
    wait(4000);
    expect(written.at(-1)).toMatch(/ {2}1 issue, 60\.0 MiB {2}\d\d\.\d MiB\/s\n$/);
  });

  test("calls issues issues and files files", () => {
    const { progress, written } = stage(false);
    progress({ kind: "begin", what: "a batch of 2", issues: 2, bytes: 2048 });
    progress({ kind: "begin", what: "issue 95", files: 3, bytes: 2048 });
    progress({ kind: "store", what: "issue 95", store: "disk", blocks: 5 });
    expect(written).toEqual([
      "a batch of 2  2 issues, 2.0 KiB\n",
      "issue 95  3 files, 2.0 KiB\n",
      "  - read back 5 blocks from disk\n",
    ]);
  });
});
