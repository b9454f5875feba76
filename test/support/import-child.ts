import { writeFileSync } from "node:fs";
import { importCommand } from "../../src/cli/commands/import.ts";
import { boundarySeams, counted } from "./boundaries.ts";

/* The import command, which kills itself at the boundary it is told. Writes down the boundaries it passed. */

export interface ImportTask {
  readonly archive: string;
  readonly source: string;
  readonly batchSize: string;
  /** Where the names of the boundaries are written when it comes to its end. */
  readonly passed: string;
  /** The name of the boundary to die at; none to come to the end. */
  readonly dieAt?: string;
}

const task = JSON.parse(process.argv[2] ?? "{}") as ImportTask;
const passed: string[] = [];
const seams = boundarySeams(
  counted((name) => {
    passed.push(name);
    if (name === task.dieAt) process.kill(process.pid, "SIGKILL");
  }),
);
const { archive, source, batchSize } = task;
const said = { archive, batchSize, json: true, wait: "final" } as const;
const not = {
  drafts: false,
  restricted: false,
  dkim: false,
  dryRun: false,
  check: false,
  text: true,
} as const;
process.exitCode = await importCommand(source, { ...said, ...not }, seams);
writeFileSync(task.passed, JSON.stringify(passed));
