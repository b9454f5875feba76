import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { assumptionsOf, CELLS, INTERVALS } from "./cells.ts";
import { seedOf } from "./histories/chance.ts";
import { liveMany } from "./histories/lives.ts";

/** What the histories came to, kept beside the plot: living through them takes minutes, drawing does not. */
const FILE = fileURLToPath(new URL("../../docs/durability.json", import.meta.url));

const point = z.strictObject({
  every: z.enum(INTERVALS),
  stores: z.int().min(1),
  operators: z.int().min(1),
  blocks: z.int().optional(),
  sample: z.int().optional(),
  histories: z.int().min(1),
  lost: z.int().min(0),
  audits: z.int().min(0),
  repairs: z.int().min(0),
});
const schema = z.strictObject({ seed: z.int(), points: z.array(point) });

export type Points = z.output<typeof schema>;
type Point = Points["points"][number];

export function readPoints(): Points {
  return schema.parse(JSON.parse(readFileSync(FILE, "utf8")));
}

/** Lives through the histories of every cell and keeps what came of them. */
export async function measurePoints(
  histories: number,
  seed: number,
  onPoint: (point: Point) => void,
): Promise<void> {
  const points: Point[] = [];
  for (const [number, cell] of CELLS.entries()) {
    const lives = await liveMany(assumptionsOf(cell), { histories, seed: seedOf(seed, number) });
    const measured = { ...cell, ...lives };
    onPoint(measured);
    points.push(measured);
  }
  writeFileSync(FILE, `${JSON.stringify({ seed, points }, null, 2)}\n`);
}
