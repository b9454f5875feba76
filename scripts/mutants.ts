/**
 * `npm run test:mutants`: changes the contracts in one small place at a time (a comparison turned round, a check left
 * out, two arguments exchanged, ...) and runs the tests on each. A mutant that no test kills is a hole in the tests, or
 * is argued in scripts/mutants/survivors.ts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Fate, Workbench } from "./mutants/bench.ts";
import { type Mutant, mutantsOf } from "./mutants/mutate.ts";
import { ARGUED } from "./mutants/survivors.ts";

const HELP = `usage: npm run test:mutants -- [--sample 64 | --all] [--seed 1] [--only <words>] [--list]

  --sample <n>    this many mutants, drawn evenly over the kinds of change (default 64, some 20 minutes)
  --all           every one (hours)
  --seed <n>      which ones are drawn (default 1)
  --only <words>  only those whose place or change contains the words, such as "SignedPublishing" or "if-false"
  --list          names them and runs nothing

  npm run test:mutants -- --only SignedPublishing --sample 20`;

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    sample: { type: "string", default: "64" },
    all: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    list: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) console.log(HELP);
else if (values.list) for (const mutant of wanted()) console.log(nameOf(mutant));
else process.exitCode = check();

function check(): 0 | 1 {
  const bench = new Workbench(root);
  const counts: Record<Fate, number> = { killed: 0, survived: 0, same: 0, stillborn: 0 };
  const survivors: Mutant[] = [];
  const limit = values.all ? Infinity : Number(values.sample);
  try {
    if (!bench.passesUnchanged()) {
      console.error("The tests fail on the contracts as they are: mend that first.");
      return 1;
    }
    for (const mutant of wanted()) {
      if (counts.killed + counts.survived >= limit) break;
      const fate = bench.try(mutant.file, mutant.text);
      counts[fate]++;
      if (fate === "killed" || fate === "survived") console.log(`${fate.padEnd(8)} ${nameOf(mutant)}`);
      if (fate === "survived") survivors.push(mutant);
    }
  } finally {
    bench.close();
  }
  return report(counts, survivors);
}

function report(counts: Readonly<Record<Fate, number>>, survivors: readonly Mutant[]): 0 | 1 {
  const unargued = survivors.filter((mutant) => whyArgued(mutant) === undefined);
  for (const mutant of survivors)
    console.log(
      `\nsurvived: ${nameOf(mutant)}\n  ${whyArgued(mutant) ?? "NOT ARGUED: write the test that kills it"}`,
    );
  console.log(
    `\n${counts.killed} killed, ${survivors.length - unargued.length} argued, ${unargued.length} survived ` +
      `(${counts.same} compiled to the same code, ${counts.stillborn} did not compile)`,
  );
  return unargued.length === 0 ? 0 : 1;
}

function whyArgued({ file, before, after }: Mutant): string | undefined {
  return ARGUED.find((one) => one.file === file && one.before === before && one.after === after)?.why;
}

/** In an order that the seed gives, one kind of change after the other, so that a small sample has all kinds. */
function wanted(): readonly Mutant[] {
  const files = readdirSync(join(root, "contracts"), { recursive: true })
    .map((file) => join("contracts", String(file)))
    .filter((file) => file.endsWith(".sol") && !file.includes("mocks") && !file.includes("IPublication"));
  const all = files
    .sort()
    .flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")))
    .filter((mutant) => nameOf(mutant).includes(values.only));
  const kinds = Map.groupBy(shuffled(all, Number(values.seed)), ({ operator }) => operator);
  const longest = Math.max(0, ...[...kinds.values()].map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) =>
    [...kinds.values()].flatMap((kind) => kind.slice(at, at + 1)),
  ).flat();
}

/** Fisher-Yates with a small generator of its own (mulberry32): the same seed, the same order, on every machine. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const order = [...items];
  let state = seed;
  for (let last = order.length - 1; last > 0; last--) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const at = ((mixed ^ (mixed >>> 14)) >>> 0) % (last + 1);
    const [one, two] = [order[last] as T, order[at] as T];
    order[last] = two;
    order[at] = one;
  }
  return order;
}

function nameOf({ file, line, operator, before, after }: Mutant): string {
  const short = (text: string) => text.replaceAll(/\s+/g, " ").slice(0, 70);
  return `${file}:${line} ${operator}: ${short(before)} -> ${short(after)}`;
}
