import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { summaryOf } from "./fault-tally.ts";

/** Prints, when all test files of the project have come to their end, how many faults were really injected. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "colophon-faults-"));
  const file = join(folder, "tally");
  writeFileSync(file, "");
  project.provide("faultTally", file);
  return () => {
    console.log(summaryOf(file));
    rmSync(folder, { recursive: true, force: true });
  };
}
