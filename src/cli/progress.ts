import { counted } from "../core/plural.ts";
import type { Step } from "../core/ports.ts";
import { sizeText } from "../core/size.ts";
import type { OnProgress, Progress } from "../publish/progress.ts";
import { type Output, paint } from "./output.ts";

const BAR = 24;
const REDRAW_MS = 80;
/** How often the moving line is drawn while nothing is heard. */
const TICK_MS = 250;
/** A wait that is shorter need not be named. */
const SHORT_MS = 400;
/** Where nothing moves: a line after so long, and then ever more seldom. */
const FIRST_LINE_MS = 2_000;
const LONGEST_LINE_MS = 30_000;

/** A transaction's hash beside it fits a terminal of 80 columns. */
const STEP_WIDTH = "read back".length;

const DONE: Partial<Record<Step, string>> = {
  packed: "packed",
  stored: "stored",
  "read-back": "read back",
  sent: "sent",
  mined: "mined",
  final: "final",
};

/** What is waited for once a step is done. */
const NEXT: Partial<Record<Step, string>> = {
  packed: "storing",
  stored: "reading back",
  "read-back": "sending",
  sent: "waiting for a block",
  mined: "waiting for finality",
};

/** The time, and something that is called again and again: a test puts its own in their place. */
export interface Ticking {
  now(): number;
  /** Returns what stops it. */
  every(milliseconds: number, tick: () => void): () => void;
}

const SYSTEM: Ticking = {
  now: () => Date.now(),
  every: (milliseconds, tick) => {
    const timer = setInterval(tick, milliseconds).unref();
    return () => clearInterval(timer);
  },
};

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "write">;

/** For a command that shows no progress: what a person is to know all the same. */
export function notesOf({ note }: Pick<Output, "note">): OnProgress {
  return (progress) => {
    if (progress.kind === "note") note(progress.message);
  };
}

/**
 * Shows a publisher's progress: on a terminal a line that moves, also while nothing is heard; elsewhere a plain line
 * for each step, and one now and then for what takes long.
 */
export function showProgress(stream: Stream, ticking = SYSTEM): OnProgress & { end(): void } {
  const live = stream.isTTY && process.env["TERM"] !== "dumb";
  const shown = new Shown(stream, live, ticking);
  return Object.assign((progress: Progress) => shown.hear(progress), { end: () => shown.end() });
}

class Shown {
  readonly #stream: Stream;
  readonly #live: boolean;
  readonly #ticking: Ticking;
  /** What is going on: the text of the moving line at a given time. */
  #status: ((now: number) => string) | undefined;
  #since = 0;
  #drawn = -Infinity;
  #moving = false;
  #spoken = 0;
  #pause = FIRST_LINE_MS;
  #packingSince: number | undefined;
  /** A step is told once, also where it is looked at again. */
  #told = "";
  #stop: (() => void) | undefined;

  constructor(stream: Stream, live: boolean, ticking: Ticking) {
    this.#stream = stream;
    this.#live = live;
    this.#ticking = ticking;
  }

  hear(progress: Progress): void {
    this.#stop ??= this.#ticking.every(TICK_MS, () => this.#tick());
    const line = lineOf(progress, this.#live);
    if (line !== "" && line !== this.#told) this.#say(line);
    if (progress.kind === "step" && line !== "") this.#told = line;
    if (progress.kind === "begin" || progress.kind === "note") this.#told = "";
    const status = this.#statusOf(progress);
    if (status === "same") return;
    // A line that goes on is only drawn anew; another kind of work starts its own time.
    if (status === undefined || progress.kind === "step" || this.#status === undefined) this.#begin();
    this.#status = status;
    this.#move();
  }

  end(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#status = undefined;
    this.#clear();
  }

  #begin(): void {
    const now = this.#ticking.now();
    this.#since = now;
    this.#spoken = now;
    this.#pause = FIRST_LINE_MS;
  }

  #statusOf(progress: Progress): ((now: number) => string) | "same" | undefined {
    switch (progress.kind) {
      case "begin":
        return undefined;
      case "bytes":
        return () =>
          `${bar(progress.done, progress.total)} ${sizeText(progress.done)} of ${sizeText(progress.total)}`;
      case "reading":
        return () => `looking through ${progress.what}  ${progress.found.toLocaleString("en")} found`;
      case "packing": {
        const since = (this.#packingSince ??= this.#ticking.now());
        return (now) => packingText(progress, now - since);
      }
      case "step": {
        const next = NEXT[progress.step];
        return next === undefined ? undefined : (now) => this.#waiting(next, now);
      }
      case "store":
      case "note":
        return "same";
      default:
        return progress satisfies never;
    }
  }

  #waiting(what: string, now: number): string {
    const waited = now - this.#since;
    return waited < SHORT_MS ? "" : `${what}  ${Math.floor(waited / 1000)} s`;
  }

  #tick(): void {
    if (this.#live) this.#move();
    else this.#speak();
  }

  #move(): void {
    const now = this.#ticking.now();
    if (!this.#live) return this.#speak();
    if (now - this.#drawn < REDRAW_MS) return;
    const text = this.#status?.(now) ?? "";
    if (text === "") return;
    this.#drawn = now;
    this.#stream.write(`\r\u001b[2K  ${text}`);
    this.#moving = true;
  }

  #speak(): void {
    const now = this.#ticking.now();
    if (now - this.#spoken < this.#pause) return;
    const text = this.#status?.(now) ?? "";
    if (text === "") return;
    this.#spoken = now;
    this.#pause = Math.min(this.#pause * 1.5, LONGEST_LINE_MS);
    this.#stream.write(`  ${text}\n`);
  }

  #say(line: string): void {
    this.#clear();
    this.#stream.write(`${line}\n`);
  }

  #clear(): void {
    if (this.#moving) this.#stream.write("\r\u001b[2K");
    this.#moving = false;
  }
}

/** `[████░░] 1,234 issues, 24.1 MiB  312 issues/s  about 12 s left`. */
function packingText(
  { issues, bytes, share, what }: Extract<Progress, { kind: "packing" }>,
  milliseconds: number,
): string {
  const count = issues === 1 ? what.replace(/s$/, "") : what;
  const parts = [`${issues.toLocaleString("en")} ${count}, ${sizeText(bytes)}`];
  const seconds = milliseconds / 1000;
  if (seconds >= 1) parts.push(speedText({ issues, bytes, what }, seconds));
  if (share === undefined) return parts.join("  ");
  if (seconds >= 2 && share > 0.01 && share < 1)
    parts.push(`about ${timeText((seconds * (1 - share)) / share)} left`);
  return [bar(share, 1), ...parts].join("  ");
}

/** Of few large issues it is their bytes that go on. */
function speedText(
  { issues, bytes, what }: Pick<Extract<Progress, { kind: "packing" }>, "issues" | "bytes" | "what">,
  seconds: number,
): string {
  const each = Math.round(issues / seconds);
  return each < 10 ? `${sizeText(Math.round(bytes / seconds))}/s` : `${each.toLocaleString("en")} ${what}/s`;
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** Lines that stay; empty for what only moves. */
function lineOf(progress: Progress, live: boolean): string {
  switch (progress.kind) {
    case "begin":
      return beginLine(progress, live);
    case "bytes":
    case "reading":
    case "packing":
      return "";
    case "step":
      return stepLine(progress, live);
    case "store":
      return `  ${tick(live)} ${"read back".padEnd(STEP_WIDTH)} ${counted(progress.blocks, "block")} from ${progress.store}`;
    case "note":
      return `  ${live ? paint("yellow", "!") : "!"} ${progress.message}`;
    default:
      return progress satisfies never;
  }
}

function beginLine(
  { what, files, issues, bytes }: Extract<Progress, { kind: "begin" }>,
  live: boolean,
): string {
  const count =
    issues === undefined
      ? files === undefined
        ? undefined
        : counted(files, "file")
      : counted(issues, "issue");
  if (count === undefined || bytes === undefined) return bold(what, live);
  return `${bold(what, live)}  ${count}, ${sizeText(bytes)}`;
}

function stepLine({ step, detail }: Extract<Progress, { kind: "step" }>, live: boolean): string {
  const name = DONE[step];
  // Reading back has a line of its own for each store.
  if (name === undefined || step === "read-back") return "";
  return `  ${tick(live)} ${name.padEnd(STEP_WIDTH)} ${detail ?? ""}`.trimEnd();
}

function tick(live: boolean): string {
  return live ? paint("green", "✓") : "-";
}

function bold(text: string, live: boolean): string {
  return live ? paint("bold", text) : text;
}

function bar(done: number, total: number): string {
  const full = total === 0 ? BAR : Math.min(BAR, Math.round((done / total) * BAR));
  return `[${"█".repeat(full)}${"░".repeat(BAR - full)}]`;
}
