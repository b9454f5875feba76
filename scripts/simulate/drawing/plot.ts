import { ASSUMED, INFLATED } from "../assumptions.ts";
import { INTERVALS, yearsOf } from "../cells.ts";
import { interval } from "../histories/chance.ts";
import { chanceOfLoss } from "../model/chain.ts";
import type { Points } from "../points.ts";
import { assumedChance } from "./assumed.ts";
import { clipOf, drawPanel, type Line, type Mark, type Panel, PANEL_HEIGHT } from "./panel.ts";

const MOST_ASSUMED = 5;
const MOST_INFLATED = 4;
const WIDTH = 640;

const SAYS =
  "Two panels on a logarithmic scale, one line for each interval between audits. Above, with the rates assumed: with one store a loss is likely; with more stores the line for never auditing falls little, and those for monthly, weekly and daily audits fall thirty- to eighty-fold with each further operator. Below, with inflated rates, points from histories lived through by the real audit and repair lie on the lines of the model.";

/** The chart of docs/durability.md: the same points give the same bytes. */
export function drawPlot(points: Points): string {
  const panels = [assumedPanel(), inflatedPanel(points)];
  const height = panels.length * PANEL_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">The chance that an issue is lost within ten years, over the number of stores</title>`,
    `<desc id="d">${SAYS}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs>${panels.map((_, i) => clipOf(i * PANEL_HEIGHT)).join("")}</defs>`,
    `<rect class="page" width="${WIDTH}" height="${height}" rx="10"/>`,
    ...panels.map((panel, i) => drawPanel(panel, i * PANEL_HEIGHT)),
    `</svg>\n`,
  ].join("\n");
}

function assumedPanel(): Panel {
  const lines = INTERVALS.map((name): Line => {
    const chances = counts(MOST_ASSUMED).map((stores) => assumedChance(name, stores));
    return { name, chances };
  });
  return {
    title: "Chance of losing an issue in ten years",
    notes: [`assumed: ${ratesText(ASSUMED)}`, "dash and dot: one cause in 1,000 years that takes every copy"],
    lines,
    marks: [],
    least: 1e-6,
    floor: 1 - Math.exp(-0.001 * ASSUMED.years),
  };
}

function inflatedPanel({ points }: Points): Panel {
  const lines = INTERVALS.map((name): Line => {
    const chances = counts(MOST_INFLATED).map((stores) =>
      chanceOfLoss({ ...INFLATED, shares: counts(stores).map(() => 1), auditEvery: yearsOf(name) }),
    );
    return { name, chances };
  });
  const marks = points
    .filter(({ stores, operators, sample }) => stores === operators && sample === undefined)
    .map(({ every, stores, lost, histories }): Mark => {
      const chance = lost / histories;
      return { name: every, stores, chance, interval: interval(lost, histories, 0.95) };
    });
  const histories = points[0]?.histories ?? 0;
  return {
    title: "The check: real audit and repair, faked stores",
    notes: [
      `inflated: ${ratesText(INFLATED)}`,
      `lines: the model; points: ${histories.toLocaleString("en")} histories each, 95 % intervals`,
    ],
    lines,
    marks,
    least: 1e-3,
  };
}

function ratesText({ rates }: typeof ASSUMED): string {
  return `copy lost every ${round(1 / rates.copy)} years, operator every ${round(1 / rates.operator)}`;
}

function round(years: number): string {
  return String(Number(years.toFixed(1)));
}

function counts(most: number): number[] {
  return Array.from({ length: most }, (_, i) => i + 1);
}

/** Each interval has a colour, a dash and its name at the line: none of them alone has to be told apart. */
const LOOKS = {
  never: { light: "#8c2d19", dark: "#ff9b85", dash: "1 7" },
  yearly: { light: "#9a5b00", dark: "#f0b45c", dash: "3 7" },
  monthly: { light: "#2f6b2f", dark: "#8fd18f", dash: "9 7" },
  weekly: { light: "#1f5c94", dark: "#8cc4ff", dash: "20 6" },
  daily: { light: "#5b3a8c", dark: "#c9aaff", dash: "none" },
} as const;

const STYLE = `
text { font: 20px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
.title { font-size: 24px; font-weight: 600; } .soft { font-size: 17px; } .end { text-anchor: end; } .middle { text-anchor: middle; }
.line, .bar, .grid, .floor { fill: none; } .line { stroke-width: 3; stroke-linecap: round; } .bar { stroke-width: 2; } .grid { stroke-width: 1; } .floor { stroke-width: 2; stroke-dasharray: 12 4 2 4; }
${INTERVALS.map((name) => `.line.${name} { stroke-dasharray: ${LOOKS[name].dash}; }`).join(" ")}
${themed("light", { page: "#ffffff", ink: "#1f1f1f", soft: "#555555", grid: "#dddddd" })}
@media (prefers-color-scheme: dark) {
${themed("dark", { page: "#14171c", ink: "#f0f0f0", soft: "#b5bac2", grid: "#3a3f47" })}
}
`;

function themed(
  theme: "light" | "dark",
  colours: Readonly<Record<"page" | "ink" | "soft" | "grid", string>>,
): string {
  const { page, ink, soft, grid } = colours;
  const plain = `.page { fill: ${page}; } .ink { fill: ${ink}; } .soft { fill: ${soft}; } .grid { stroke: ${grid}; } .floor { stroke: ${soft}; }`;
  const named = INTERVALS.map((name) => {
    const colour = LOOKS[name][theme];
    return `.line.${name}, .bar.${name} { stroke: ${colour}; } .dot.${name}, .name.${name} { fill: ${colour}; }`;
  });
  return [plain, ...named].join("\n");
}
