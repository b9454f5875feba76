import { appendFileSync, readFileSync } from "node:fs";
import { inject } from "vitest";

/*
 * Counts the faults that were really injected, not those that were planned: each is noted at the moment when it
 * happens. All test files of a run note into one file, so that one line can be printed at its end.
 */

/**
 * `kill`: the process was killed. `crash`: the run was ended there, as if it had been. `lost`: a call failed and nothing happened. `done`: it happened, and its answer was
 * lost. `chain`: the chain or its node did something to a transaction.
 */
export type Injected = "kill" | "crash" | "lost" | "done" | "chain";
/** What a look afterwards found: the work was done exactly once, not at all, or more than once. */
export type Found = "once" | "never" | "doubled";

declare module "vitest" {
  interface ProvidedContext {
    faultTally: string;
  }
}

const INJECTED: readonly Injected[] = ["kill", "crash", "lost", "done", "chain"];
let here = 0;

export function countFault(kind: Injected, times = 1): void {
  here += times;
  note(kind, times);
}

/** How many were injected by this test file so far. */
export function injectedHere(): number {
  return here;
}

/** Notes whether what had to be done once was done once, before any assertion can end the test. */
export function countFound(times: number): void {
  note(times === 1 ? "once" : times === 0 ? "never" : "doubled", 1);
}

function note(word: Injected | Found, times: number): void {
  appendFileSync(inject("faultTally"), `${word}\n`.repeat(times));
}

/** `faults: 412 injected (kill 53, crash 0, lost 170, done 170, chain 19), 0 lost, 0 doubled` */
export function summaryOf(file: string): string {
  const words = readFileSync(file, "utf8").split("\n");
  const count = (word: Injected | Found) => words.filter((one) => one === word).length;
  const each = INJECTED.map((kind) => `${kind} ${count(kind)}`).join(", ");
  const total = INJECTED.reduce((sum, kind) => sum + count(kind), 0);
  return `faults: ${total} injected (${each}), ${count("never")} lost, ${count("doubled")} doubled`;
}
