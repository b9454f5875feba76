import { parseArgs } from "node:util";
import { archiveAssumptions } from "./archive.ts";
import { type Assumptions, ASSUMED, parseDuration, problemWith, spread } from "./assumptions.ts";

export const HELP = `npm run simulate:loss -- [options]

The chance that an issue is lost, by a model that docs/durability.md explains. Where nothing is said, what stands in
parentheses is assumed.

Stores
  --archive <folder>       stores, operators and interval of this archive's colophon.json
  --stores <n>             how many copies (3)
  --operators <n>          how many run them, shared out evenly (as many as stores)

What befalls them, per year
  --rate <r>               a store loses its whole copy (0.05: once in 20 years)
  --block-rate <r>         a store loses or garbles one block (0.05)
  --operator-rate <r>      an operator ends, with all its stores (0.1)
  --common-rate <r>        something takes every copy at once (0)
  --down <p>               chance that a store does not answer when it is asked (0.01)

What is done about it
  --every <time>           an audit every 12h, 7d, 2w, 1m, 1y; or never (7d)
  --blocks <n>             blocks of the issue (20)
  --sample <n>             blocks that an audit reads of it (all); a repair reads all
  --repair <time>          from a finding to its repair (1d)
  --replace <time>         from finding an operator gone to another one's store, on average (30d)
  --years <n>              how long (10)

The check
  --histories <n>          also live through so many histories, by the real audit and repair on faked stores
  --seed <n>               of these (1)

  --json                   one JSON document
  --draw                   write docs/durability.svg and the tables of docs/durability.md
  --check                  fail if these are not what --draw would write
  --measure <n>            first live through so many histories for each point of the plot; takes minutes
  --help                   this text

Examples
  npm run simulate:loss -- --stores 3 --operators 2 --every 7d
  npm run simulate:loss -- --archive archive --common-rate 0.001
  npm run simulate:loss -- --stores 2 --rate 1 --operator-rate 0.5 --every 1m --blocks 6 --histories 500

Exit status: 0 done; 1 the histories contradict the model, or --check found a difference; 2 wrong usage.`;

const TYPES = {
  archive: { type: "string" },
  stores: { type: "string" },
  operators: { type: "string" },
  rate: { type: "string" },
  "block-rate": { type: "string" },
  "operator-rate": { type: "string" },
  "common-rate": { type: "string" },
  down: { type: "string" },
  every: { type: "string" },
  blocks: { type: "string" },
  sample: { type: "string" },
  repair: { type: "string" },
  replace: { type: "string" },
  years: { type: "string" },
  histories: { type: "string" },
  seed: { type: "string" },
  measure: { type: "string" },
  json: { type: "boolean" },
  draw: { type: "boolean" },
  check: { type: "boolean" },
  help: { type: "boolean" },
} as const;

export interface Options {
  readonly assumptions: Assumptions;
  /** Whose settings it is about. */
  readonly archive: string | undefined;
  /** Neither the archive's settings nor the arguments say how often it is audited. */
  readonly everyUnsaid: boolean;
  readonly histories: number;
  readonly seed: number;
  readonly measure: number;
  readonly does: "tell" | "draw" | "check" | "help";
  readonly json: boolean;
}

/** Throws a RangeError or TypeError whose message says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: TYPES });
  const number = (name: keyof typeof values, otherwise: number) => numberOf(name, values[name], otherwise);
  const settings = values.archive === undefined ? {} : archiveAssumptions(values.archive);
  const shares = settings.shares ?? ASSUMED.shares;
  const stores = number(
    "stores",
    shares.reduce((sum, share) => sum + share, 0),
  );
  const fromFlags = values.stores !== undefined || values.operators !== undefined;
  const auditEvery = everyOf(
    values.every,
    "auditEvery" in settings ? settings.auditEvery : ASSUMED.auditEvery,
  );
  const assumptions: Assumptions = {
    shares: fromFlags ? spread(stores, number("operators", stores)) : shares,
    rates: {
      copy: number("rate", ASSUMED.rates.copy),
      block: number("block-rate", ASSUMED.rates.block),
      operator: number("operator-rate", ASSUMED.rates.operator),
      common: number("common-rate", ASSUMED.rates.common),
    },
    down: number("down", ASSUMED.down),
    auditEvery,
    repairAfter: timeOf("repair", values.repair) ?? Math.min(ASSUMED.repairAfter, auditEvery ?? Infinity),
    replaceAfter: timeOf("replace", values.replace) ?? ASSUMED.replaceAfter,
    blocks: number("blocks", ASSUMED.blocks),
    sample: values.sample === undefined ? undefined : number("sample", 1),
    years: number("years", ASSUMED.years),
  };
  const problem = problemWith(assumptions);
  if (problem !== undefined) throw new RangeError(problem);
  return {
    assumptions,
    archive: values.archive,
    everyUnsaid: values.every === undefined && values.archive !== undefined && !("auditEvery" in settings),
    histories: whole("histories", number("histories", 0)),
    seed: whole("seed", number("seed", 1)),
    measure: whole("measure", number("measure", 0)),
    does: values.help ? "help" : values.check ? "check" : values.draw ? "draw" : "tell",
    json: values.json === true,
  };
}

function numberOf(name: string, text: string | boolean | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (typeof text === "string" && /^\d+(\.\d+)?(e-?\d+)?$/i.test(text)) return Number(text);
  throw new RangeError(`--${name} takes a number, not ${text}`);
}

function whole(name: string, number: number): number {
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`--${name} takes a whole number, not ${number}`);
}

function everyOf(text: string | undefined, otherwise: number | undefined): number | undefined {
  return text === undefined ? otherwise : text === "never" ? undefined : timeOf("every", text);
}

function timeOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseDuration(text);
  if (time !== undefined && time > 0) return time;
  throw new RangeError(`--${name} takes a time such as 12h, 7d, 2w, 1m or 1y, not ${text}`);
}
