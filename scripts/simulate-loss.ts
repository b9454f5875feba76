/**
 * `npm run simulate:loss`: what is the chance that an issue is lost in ten years, with so many stores of these failure
 * rates, audited so often? A Markov chain answers; `--histories` checks it against histories that the real audit and
 * repair live through. docs/durability.md tells what is assumed, and holds the plot that `--draw` draws.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isFailure } from "../src/core/errors/error.ts";
import { counted } from "../src/core/plural.ts";
import { answer, type Answer } from "./simulate/answer.ts";
import { drawPlot } from "./simulate/drawing/plot.ts";
import { withTables } from "./simulate/drawing/table.ts";
import { chanceText, durationText } from "./simulate/drawing/words.ts";
import { HELP, type Options, parseOptions } from "./simulate/options.ts";
import { measurePoints, readPoints } from "./simulate/points.ts";

const PLOT = fileURLToPath(new URL("../docs/durability.svg", import.meta.url));
const PAGE = fileURLToPath(new URL("../docs/durability.md", import.meta.url));

async function run(options: Options): Promise<0 | 1> {
  const { does, measure, seed } = options;
  if (measure > 0)
    await measurePoints(measure, seed, ({ every, stores, lost }) =>
      console.log(`${every}, ${stores} stores: ${lost} of ${measure} lost`),
    );
  switch (does) {
    case "help":
      console.log(HELP);
      return 0;
    case "tell":
      return measure > 0 ? 0 : tell(options);
    case "draw":
    case "check":
      return draw(does);
    default:
      return does satisfies never;
  }
}

async function tell({ assumptions, archive, everyUnsaid, histories, seed, json }: Options): Promise<0 | 1> {
  if (everyUnsaid)
    console.error("The archive's settings have no policy.auditEvery: weekly audits are assumed.");
  const told = await answer(assumptions, { histories, seed });
  console.log(json ? JSON.stringify(told, null, 2) : textOf(told, archive));
  return told.check?.agrees === false ? 1 : 0;
}

async function draw(does: "draw" | "check"): Promise<0 | 1> {
  const points = readPoints();
  const old = readFileSync(PAGE, "utf8");
  const fresh = { [PLOT]: drawPlot(points), [PAGE]: await withTables(old, points) };
  const stale = Object.entries(fresh).filter(
    ([file, text]) => does === "draw" || readFileSync(file, "utf8") !== text,
  );
  if (does === "draw") for (const [file, text] of stale) writeFileSync(file, text);
  else for (const [file] of stale) console.error(`${file} is not what the model says: run it with --draw`);
  return does === "check" && stale.length > 0 ? 1 : 0;
}

function textOf({ assumptions, chance, otherwise, check }: Answer, archive: string | undefined): string {
  const { shares, auditEvery, repairAfter, replaceAfter, blocks, sample, years, rates, down } = assumptions;
  const stores = shares.reduce((sum, share) => sum + share, 0);
  const audited = auditEvery === undefined ? "never audited" : `audited every ${durationText(auditEvery)}`;
  const read = sample === undefined || sample >= blocks ? "in full" : `${sample} of ${blocks} blocks read`;
  const whose = archive === undefined ? "An issue" : "Your archive: an issue";
  const lines = [
    `${counted(stores, "store")} with ${counted(shares.length, "operator")}, ${audited} (${read}), repaired ${durationText(repairAfter)} after`,
    `a finding; an operator that ends is replaced after ${durationText(replaceAfter)} on average.`,
    `Per year: a copy is lost ${rates.copy}, a block ${rates.block}, an operator ends ${rates.operator}, all at once ${rates.common}; down ${down}.`,
    "",
    `${whose} is lost within ${durationText(years)}: ${chanceText(chance)}, under these assumptions.`,
    ...otherwise.map((one) => `  ${one.what}: ${chanceText(one.chance)}`),
  ];
  if (check !== undefined) {
    const { histories, lost, audits, repairs, interval, agrees, confidence } = check;
    const bounds = [interval.low, interval.high].map((bound) => bound.toPrecision(3)).join(" to ");
    lines.push(
      "",
      `Lived through ${histories} histories with ${audits} audits and ${repairs} repairs by the real code: ${lost} lost.`,
      `That is a chance of ${bounds} (${confidence * 100} % interval); the model says ${chance.toPrecision(3)}: ${agrees ? "they agree" : "THEY CONTRADICT EACH OTHER"}.`,
    );
  }
  return lines.join("\n");
}

function options(): Options | undefined {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    // What parseArgs throws is a TypeError.
    if (!(error instanceof RangeError || error instanceof TypeError || isFailure(error))) throw error;
    console.error(`${error.message}\n\nnpm run simulate:loss -- --help tells what can be asked.`);
    return undefined;
  }
}

const asked = options();
process.exitCode = asked === undefined ? 2 : await run(asked);
