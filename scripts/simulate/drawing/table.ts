import * as prettier from "prettier";
import { assumedFor, assumptionsOf, type Cell, INTERVALS } from "../cells.ts";
import { interval } from "../histories/chance.ts";
import { chanceOfLoss } from "../model/chain.ts";
import type { Points } from "../points.ts";
import { assumedChance } from "./assumed.ts";
import { chanceText } from "./words.ts";

/** The parts of docs/durability.md that are calculated, by the name that stands in their markers. */
function tables(points: Points): Readonly<Record<string, string>> {
  return { choices: choices(), causes: causes(), check: check(points) };
}

/** Stores and operators down, intervals across. */
const CHOICES = [
  [1, 1],
  [2, 1],
  [2, 2],
  [3, 1],
  [3, 2],
  [3, 3],
  [4, 4],
  [5, 5],
] as const;

function choices(): string {
  const rows = CHOICES.map(([stores, operators]) => [
    `${stores} with ${operators}`,
    ...INTERVALS.map((name) => chanceText(assumedChance(name, stores, operators))),
  ]);
  return markdown(["stores with operators", ...INTERVALS], rows);
}

const CAUSES = [0, 0.0001, 0.001, 0.01];

function causes(): string {
  const counts = [2, 3, 4, 5];
  const rows = CAUSES.map((common) => [
    common === 0 ? "none at all" : `once in ${(1 / common).toLocaleString("en")} years`,
    ...counts.map((stores) => {
      const assumptions = assumedFor("weekly", stores);
      return chanceText(chanceOfLoss({ ...assumptions, rates: { ...assumptions.rates, common } }));
    }),
  ]);
  return markdown(["something takes every copy", ...counts.map((count) => `${count} operators`)], rows);
}

function check({ points }: Points): string {
  const rows = points.map((point) => {
    const { low, high } = interval(point.lost, point.histories, 0.95);
    return [
      cellText(point),
      percent(chanceOfLoss(assumptionsOf(point))),
      `${point.lost} of ${point.histories.toLocaleString("en")}`,
      `${percent(low)} to ${percent(high)}`,
      point.repairs.toLocaleString("en"),
    ];
  });
  return markdown(["setting", "model", "lost", "95 % interval", "repairs made"], rows);
}

function cellText({ every, stores, operators, sample, blocks }: Cell): string {
  const sampled = sample === undefined ? "" : `, ${sample} of ${blocks ?? 0} blocks read`;
  return `${every}, ${stores} stores with ${operators}${sampled}`;
}

function percent(chance: number): string {
  return `${(chance * 100).toFixed(chance < 0.1 ? 2 : 1)} %`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}

/** The page with its calculated parts put in anew, as the formatter wants them. */
export async function withTables(page: string, points: Points): Promise<string> {
  let filled = page;
  for (const [name, table] of Object.entries(tables(points)))
    filled = filled.replace(
      new RegExp(`(<!-- ${name}: .*-->\n)[^]*?(<!-- /${name} -->)`),
      (_, open: string, close: string) => `${open}\n${table}\n\n${close}`,
    );
  return prettier.format(filled, { parser: "markdown", printWidth: 110 });
}
