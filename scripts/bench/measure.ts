import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PEAK = fileURLToPath(new URL("peak.mjs", import.meta.url));

export interface Measured {
  readonly seconds: number;
  /** In bytes; 0 for programs that are not Node. */
  readonly peak: number;
  readonly stdout: string;
}

/** Runs a program to its end and measures it from outside. Fails the benchmark when the program fails. */
export function measure(command: string, args: readonly string[], options: { peak: boolean }): Measured {
  const folder = mkdtempSync(join(tmpdir(), "colophon-peak-"));
  const file = join(folder, "peak");
  const started = performance.now();
  const run = spawnSync(command, options.peak ? ["--import", PEAK, ...args] : args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PEAK_FILE: file },
  });
  const seconds = (performance.now() - started) / 1000;
  if (run.status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${run.stderr}`);
  const peak = options.peak ? Number(readFileSync(file, "utf8")) : 0;
  rmSync(folder, { recursive: true });
  return { seconds, peak, stdout: run.stdout };
}

/** The middle one of an odd number of figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
