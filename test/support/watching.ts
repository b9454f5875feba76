import { spawn } from "node:child_process";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { answered, colophon } from "./archive-fixture.ts";
import { standingOf } from "./archive-standing.ts";

const CLI = fileURLToPath(new URL("../../bin/colophon.js", import.meta.url));
const NODE_COMPILE_CACHE = join(tmpdir(), "node-compile-cache");
const DEADLINE_MS = 60_000;

/** One line of `colophon watch --json`. */
export interface WatchLine {
  readonly event: string;
  readonly label?: string;
  readonly labels?: readonly string[];
  readonly issues?: readonly { readonly label: string; readonly revision: number }[];
  readonly tally?: Readonly<Record<string, number>>;
  readonly error?: { readonly code: string };
  readonly [field: string]: unknown;
}

/** A `colophon watch` that runs, and what it has printed. */
export interface Watching extends AsyncDisposable {
  readonly lines: readonly WatchLine[];
  /** Resolves with the first line, of those that nobody has waited for yet, that this holds of. */
  line(what: string, holds: (line: WatchLine) => boolean): Promise<WatchLine>;
  /** The first line of stderr that holds the text. */
  said(text: string): Promise<void>;
  /** Sends the signal; resolves with the exit status, or the signal that ended it, and how long that took. */
  end(signal: NodeJS.Signals): Promise<{ readonly ended: number | string; readonly ms: number }>;
}

export function watching(args: readonly string[], env: Readonly<Record<string, string>> = {}): Watching {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("COLOPHON_"));
  const child = spawn(process.execPath, [CLI, "watch", ...args, "--json"], {
    env: { ...Object.fromEntries(own), NO_COLOR: "1", NODE_COMPILE_CACHE, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: WatchLine[] = [];
  const errors: string[] = [];
  let waiters: (() => void)[] = [];
  const wake = () => {
    for (const one of waiters.splice(0)) one();
  };
  createInterface(child.stdout).on("line", (line) => {
    lines.push(JSON.parse(line) as WatchLine);
    wake();
  });
  createInterface(child.stderr).on("line", (line) => {
    errors.push(line);
    wake();
  });
  const closed = new Promise<number | string>((resolve) => {
    child.once("close", (status, signal) => {
      resolve(status ?? signal ?? "nothing");
      wake();
    });
  });
  let taken = 0;
  const until = async (what: string, find: () => boolean) => {
    const deadline = Date.now() + DEADLINE_MS;
    while (!find()) {
      if (Date.now() > deadline || child.exitCode !== null)
        expect.unreachable(`no ${what} came:\n${JSON.stringify(lines, null, 1)}\n${errors.join("\n")}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
        waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  };
  const end = async (signal: NodeJS.Signals) => {
    const begun = performance.now();
    child.kill(signal);
    return { ended: await closed, ms: performance.now() - begun };
  };
  return {
    lines,
    async line(what, holds) {
      let found = -1;
      await until(what, () => (found = lines.findIndex((line, i) => i >= taken && holds(line))) !== -1);
      taken = found + 1;
      return lines[found] ?? expect.unreachable();
    },
    said: (text) => until(text, () => errors.some((line) => line.includes(text))),
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end("SIGKILL");
    },
  };
}

/** `init` takes two transactions. */
const FOUNDING = 2;

/** One round, as a program asks for it: the exit status and every line. */
export async function onceOver(source: string, at: string, ...more: readonly string[]) {
  const args = ["watch", source, "--archive", at, "--once", "--settle", "0", "--json", ...more];
  const ran = await colophon(args);
  const lines = ran.stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as WatchLine);
  return { status: ran.status, lines, stderr: ran.stderr, events: lines.map(({ event }) => event) };
}
export const labelsOf = (lines: readonly WatchLine[]) =>
  lines.flatMap(({ issues = [] }) => issues.map(({ label }) => label)).toSorted();
export const tallyIs = (expected: Readonly<Record<string, number>>) => (line: WatchLine) =>
  line.event === "looked" && Object.entries(expected).every(([name, count]) => line.tally?.[name] === count);
export const isPublished = (label: string) => (line: WatchLine) =>
  line.event === "published" && (line.issues ?? []).some((issue) => issue.label === label);

/** Nothing doubled, nothing lost, nothing left lying about. */
export async function expectWhole(
  at: string,
  labels: readonly string[],
  transactions: number,
): Promise<void> {
  const standing = await standingOf(at);
  expect(standing.audit.publications.flatMap((one) => one.faults)).toStrictEqual([]);
  // What a store was being given when it was killed is let lie for a while: another process might still be writing it.
  const leftOver = standing.leftOver.filter((name) => !/^[0-9a-f-]{36}\.car$/.test(name));
  expect([standing.unfinished, leftOver]).toStrictEqual([[], []]);
  expect(standing.spent, "transactions of the account").toBe(FOUNDING + transactions);
  // An issue of a batch gets an entry of its own in the transaction that revises it.
  const steps = standing.entries.filter(({ kind }) => kind !== "extracted");
  expect(steps, "entries").toHaveLength(1 + transactions);
  expect(await labelsIn(at)).toStrictEqual(labels);
}

/** Of all issues that stand, each revision's. */
async function labelsIn(at: string): Promise<readonly string[]> {
  const { publications } = (await answered(["status", "--archive", at], 0)) as {
    publications: readonly { readonly issues: readonly { readonly label: string }[] }[];
  };
  return publications.flatMap(({ issues }) => issues.map(({ label }) => label)).toSorted();
}
