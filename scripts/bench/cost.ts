import { spawnSync } from "node:child_process";
import { median } from "./measure.ts";

/** What one program cost from its start to its exit. */
export interface Cost {
  readonly seconds: number;
  /** Seconds of all cores, in the program and in the system for it. */
  readonly cpu: number;
  /** In bytes. */
  readonly peak: number;
  readonly stdout: string;
}

/** Runs a program under GNU time, which measures any program alike. Fails the benchmark when the program fails. */
export function cost(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Cost {
  const started = performance.now();
  const run = spawnSync("/usr/bin/time", ["-f", "\n%U %S %M", ...command], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env,
  });
  const seconds = (performance.now() - started) / 1000;
  if (run.status !== 0) throw new Error(`${command[0] ?? ""} failed: ${run.stderr}`);
  const [user = 0, system = 0, kilobytes = 0] = (run.stderr.trim().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  return { seconds, cpu: user + system, peak: kilobytes * 1024, stdout: run.stdout };
}

/** Of each figure by itself. */
export function medianCost(costs: readonly Cost[]): Pick<Cost, "seconds" | "cpu" | "peak"> {
  const of = (figure: "seconds" | "cpu" | "peak") => median(costs.map((one) => one[figure]));
  return { seconds: of("seconds"), cpu: of("cpu"), peak: of("peak") };
}
