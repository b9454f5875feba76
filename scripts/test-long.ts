/**
 * Searches deeper than `npm test` does. The registry's contract: every fuzz test and invariant in Solidity, and the
 * random calls on contract and TypeScript model side by side (test/contracts/stateful.test.ts). The publisher: random
 * faults in runs on a chain that is reorganised (test/faults/chaos.test.ts), and the program killed at random moments.
 * Prints how many calls were made, how many faults were injected, and what came of them. Exit status 1 when a test
 * failed or there were fewer than asked for.
 */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

const HELP = `npm run test:long -- [options]

  --only <part> contract or faults: that part alone.
  --calls <n>   At least so many calls of the contract in all (default 100000).
  --faults <n>  At least so many faults (default 3000), one in fifty of them a process killed.
  --seed <n>    Seed of what is random (default: of today's date).
  --help        This text.

Takes some twenty minutes. A failure prints the run and the seed that give it again.`;

const FUZZ_RUNS = 2_000;
const INVARIANT_DEPTH = 100;
/** Of the calls in TypeScript: 100 to 160 are made in a run. */
const CALLS_IN_A_RUN = 120;
/** The share of the calls that is made in TypeScript, where each is compared with every answer of the model. */
const STATEFUL_SHARE = 0.1;
const KILLED_SHARE = 0.02;

const values = options();
if (values.help === true) {
  console.log(HELP);
  process.exit(0);
}
if (values.only !== undefined && !["contract", "faults"].includes(values.only)) {
  console.error(`--only takes contract or faults, not ${values.only}`);
  process.exit(2);
}
const seed = whole("seed", values.seed ?? new Date().toISOString().slice(0, 10).replaceAll("-", ""));
const passed: boolean[] = [];
if (values.only !== "faults") passed.push(await contract(whole("calls", values.calls ?? "100000")));
if (values.only !== "contract") passed.push(await faults(whole("faults", values.faults ?? "3000")));
process.exit(passed.every(Boolean) ? 0 : 1);

async function contract(wanted: number): Promise<boolean> {
  const began = performance.now();
  const statefulRuns = Math.ceil((wanted * STATEFUL_SHARE) / CALLS_IN_A_RUN);
  const invariantRuns = Math.ceil((wanted * (1 - STATEFUL_SHARE)) / INVARIANT_DEPTH);
  const solidity = await run("solidity", ["hardhat", "test", "solidity"], {
    COLOPHON_FUZZ_RUNS: String(FUZZ_RUNS),
    COLOPHON_INVARIANT_RUNS: String(invariantRuns),
    COLOPHON_INVARIANT_DEPTH: String(INVARIANT_DEPTH),
    COLOPHON_SEED: String(seed),
  });
  const stateful = await run("random calls", ["vitest", "run", "--project", "contract", "stateful"], {
    COLOPHON_LONG: String(statefulRuns),
    COLOPHON_SEED: String(seed),
  });
  const fuzzed = solidityCalls(solidity.printed);
  const outcomes = statefulCalls(stateful.printed);
  const total = fuzzed.fuzz + fuzzed.invariant + outcomes.total;
  const ok = solidity.status === 0 && stateful.status === 0 && total >= wanted;
  console.log(
    [
      `seed ${seed}, ${seconds(performance.now() - began)}`,
      `  ${count(fuzzed.fuzz)} calls by ${fuzzed.fuzzTests} fuzz tests (${seconds(solidity.took)} with the invariants)`,
      `  ${count(fuzzed.invariant)} calls (runs times depth) under the invariants (${fuzzed.invariants} test)`,
      `  ${count(outcomes.total)} calls on contract and model (${seconds(stateful.took)}): ${count(outcomes.taken)} taken, ${count(outcomes.total - outcomes.taken)} refused`,
      ...outcomes.refused.map(([error, times]) => `    ${count(times).padStart(7)} ${error}`),
      `${count(total)} calls, ${ok ? "no failure" : `FAILED (at least ${count(wanted)} wanted)`}`,
    ].join("\n"),
  );
  return ok;
}

/** Killing a process takes a hundred times as long as failing a call. */
async function faults(wanted: number): Promise<boolean> {
  const kills = Math.ceil(wanted * KILLED_SHARE);
  const { status, printed, took } = await run(
    "faults",
    ["vitest", "run", "--project", "faults", "test/faults/chaos.test.ts", "test/faults/chaos-kill.test.ts"],
    {
      COLOPHON_CHAOS: String(Math.max(1, wanted - kills)),
      COLOPHON_KILLS: String(kills),
      COLOPHON_SEED: String(seed),
    },
  );
  const [line = "", total = "0"] = /^faults: (\d+) injected.*, 0 lost, 0 doubled$/m.exec(printed) ?? [];
  const ok = status === 0 && Number(total) >= wanted;
  console.log(
    `seed ${seed}, ${seconds(took)}\n${line}${ok ? "" : ` FAILED (at least ${count(wanted)} wanted)`}`,
  );
  return ok;
}

function options() {
  try {
    const numbers = {
      calls: { type: "string" },
      faults: { type: "string" },
      seed: { type: "string" },
    } as const;
    const known = { only: { type: "string" }, ...numbers, help: { type: "boolean" } } as const;
    return parseArgs({ options: known }).values;
  } catch (error) {
    console.error(`${String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

/** Runs one of the project's programs, showing what it prints, and gives what it printed. */
async function run(
  name: string,
  [program = "", ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ status: number; printed: string; took: number }> {
  console.log(`${name}: ${[program, ...args].join(" ")}`);
  const start = performance.now();
  const env = { ...process.env, ...environment, NO_COLOR: "1", HARDHAT_DISABLE_TELEMETRY: "true" };
  const child = spawn("npx", ["--no-install", program, ...args], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString("utf8");
    process.stdout.write(chunk);
  });
  const status = await new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  return { status, printed, took: performance.now() - start };
}

/** Hardhat prints `(runs: 2000)` behind each test that was given random arguments or random calls. */
function solidityCalls(printed: string) {
  const all = [...printed.matchAll(/^\W*(\w+).* \(runs: (\d+)\)$/gm)];
  const invariants = all.filter(([, name = ""]) => name.startsWith("invariant"));
  const fuzz = all.filter((one) => !invariants.includes(one));
  const sum = (of: typeof all) => of.reduce((made, [, , runs]) => made + Number(runs), 0);
  return {
    fuzz: sum(fuzz),
    fuzzTests: fuzz.length,
    invariant: sum(invariants) * INVARIANT_DEPTH,
    invariants: invariants.length,
  };
}

/** stateful.test.ts prints one line for each call and what came of it: `  12 anchorBySig HeadStale`. */
function statefulCalls(printed: string) {
  const refused = new Map<string, number>();
  let [total, taken] = [0, 0];
  for (const [, times, , outcome = ""] of printed.matchAll(/^ +(\d+) (\w+) (\w+)$/gm)) {
    total += Number(times);
    if (outcome === "taken") taken += Number(times);
    else refused.set(outcome, (refused.get(outcome) ?? 0) + Number(times));
  }
  return { total, taken, refused: [...refused].toSorted(([, a], [, b]) => b - a) };
}

function whole(name: string, text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  console.error(`--${name} takes a whole number from 1 on, not ${text}`);
  process.exit(2);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

function count(number: number): string {
  return number.toLocaleString("en");
}
