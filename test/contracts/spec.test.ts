import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { registryInterface } from "./support/chain.ts";

// Tables are padded for the eye.
const spec = (await readFile(new URL("../../docs/spec/registry.md", import.meta.url), "utf8")).replaceAll(
  / {2,}/g,
  " ",
);
const costs = JSON.parse(await readFile(new URL("gas.json", import.meta.url), "utf8")) as Record<
  string,
  number
>;

describe("docs/spec/registry.md", () => {
  test("names every function, event and error with its parameters, and no others", () => {
    const fragments = registryInterface.fragments.flatMap((fragment) =>
      "name" in fragment
        ? [{ type: fragment.type, name: String(fragment.name), inputs: fragment.inputs }]
        : [],
    );
    const calls = fragments.filter(({ type }) => type === "function");
    const signatures = calls.map(
      ({ name, inputs }) => `\`${name}(${inputs.map((input) => input.name).join(", ")})\``,
    );
    expect(firstCells(/^\| (`\w+\([^)]*\)`)/gm)).toEqual(new Set(signatures));
    const others = fragments.filter(({ type }) => type !== "function").map(({ name }) => `\`${name}\``);
    expect(firstCells(/^\| (`[A-Z]\w+`) \|/gm)).toEqual(new Set(others));
  });

  test("its eth_call data asks for the label of the example", () => {
    expect(spec).toContain(`DATA=${registryInterface.encodeFunctionData("current", [12, "2019-11-26"])}\n`);
  });

  test("its table of gas adds up to the snapshot", () => {
    const [anchor, revise] = [1, 2].map((column) => sums(column));
    expect(anchor).toEqual({
      floor: anchor?.added,
      total: costs["anchor"],
      grand: costs["anchor"],
      added: anchor?.floor,
    });
    expect(revise).toEqual({
      floor: revise?.added,
      total: costs["revise, with a reason"],
      grand: costs["revise, with a reason"],
      added: revise?.floor,
    });
  });
});

function firstCells(rows: RegExp): Set<string> {
  return new Set([...spec.matchAll(rows)].flatMap(([, cell]) => cell ?? []));
}

/** Column of the gas table: the parts added, the stated floor, the stated total, and floor plus our instructions. */
function sums(column: number): { added: number; floor: number; total: number; grand: number } {
  const table = /\| \| `anchor` \| `revise` \|\n.*?\n\n/s.exec(spec)?.[0] ?? "";
  const rows = table
    .split("\n")
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1)
        .map((cell) => cell.trim()),
    );
  const number = (cell: string | undefined) =>
    Number(/[\d,]+/.exec(cell ?? "")?.[0].replaceAll(",", "") ?? 0);
  const value = (name: string) => number(rows.find(([first]) => first === `**${name}**`)?.[column]);
  const floorAt = rows.findIndex(([first]) => first === "**before any instruction of ours**");
  const added = rows.slice(0, floorAt).reduce((sum, row) => sum + number(row[column]), 0);
  const floor = value("before any instruction of ours");
  return { added, floor, total: value("total"), grand: floor + number(rows[floorAt + 1]?.[column]) };
}
