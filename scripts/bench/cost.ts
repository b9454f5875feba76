import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { median } from "./measure.ts";

const PEAK = fileURLToPath(new URL("peak.mjs", import.meta.url));
// Every shell has `times`; GNU's program of that name is not on every machine.
const TIMED = '"$@" || exit; times >&2';
// "0m0.50s 0m0.15s", of the shell itself and then of what it ran: the system's time is of all cores.
const TIMES = /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/;

/** What one program cost from its start to its exit. */
export interface Cost {
  readonly seconds: number;
  /** Seconds of all cores, in the program and in the system for it. */
  readonly cpu: number;
  /** In bytes; not known (NaN) of what is not Node. */
  readonly peak: number;
  readonly stdout: string;
  /** What it said on standard error, and how many seconds after its start. */
  readonly said: readonly Said[];
}

interface Said {
  readonly at: number;
  readonly line: string;
}

/** Runs a program and measures it from outside. Fails the benchmark when the program fails. */
export async function cost(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-cost-"));
  const file = join(folder, "peak");
  const isNode = command.includes(process.execPath);
  const args = command.flatMap((word) => (word === process.execPath ? [word, "--import", PEAK] : [word]));
  try {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const child = spawn("sh", ["-c", TIMED, "sh", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...env, PEAK_FILE: file },
    });
    const said: Said[] = [];
    const lines = createInterface({ input: child.stderr }).on("line", (line) => {
      said.push({ at: seconds(), line });
    });
    const heard = new Promise((done) => lines.once("close", done));
    const ended = new Promise<number | null>((done) => child.once("close", done));
    const stdout = await text(child.stdout);
    const status = await ended;
    const whole = seconds();
    await heard;
    if (status !== 0) throw new Error(`${command[0] ?? ""}: ${said.map(({ line }) => line).join("\n")}`);
    const cpu = cpuOf(said.at(-1)?.line ?? "");
    return { seconds: whole, cpu, peak: isNode ? Number(readFileSync(file, "utf8")) : NaN, stdout, said };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function cpuOf(line: string): number {
  const [, ...figures] = TIMES.exec(line) ?? [];
  const [userMinutes = NaN, user = NaN, systemMinutes = NaN, system = NaN] = figures.map(Number);
  return (userMinutes + systemMinutes) * 60 + user + system;
}

/** Of each figure by itself. */
export function medianCost(costs: readonly Cost[]): Pick<Cost, "seconds" | "cpu" | "peak"> {
  const of = (figure: "seconds" | "cpu" | "peak") => median(costs.map((one) => one[figure]));
  return { seconds: of("seconds"), cpu: of("cpu"), peak: of("peak") };
}

const loads: number[] = [];

/** Looked at once a round: what else the machine did is part of every figure. */
export function noteLoad(): void {
  loads.push(loadavg()[0] ?? NaN);
}

export function loadText(): string {
  const [least, most] = [Math.min(...loads), Math.max(...loads)].map((load) => load.toFixed(1));
  return `load of the machine (1 minute) ${least ?? ""} to ${most ?? ""}`;
}
