import { readFile } from "node:fs/promises";
import { type EventFragment, type FunctionFragment, keccak256, type ParamType, toUtf8Bytes } from "ethers";
import { describe, expect, test } from "vitest";
import { registryBytecode } from "../../src/adapters/evm/generated/registry.ts";
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

  test("gives every error with its values", () => {
    registryInterface.forEachError(({ name, inputs }) => {
      const values = cells(name)?.[1]?.replaceAll(/ \([^)]*\)|;.*$|OpenZeppelin's.*$/g, "");
      expect(values, name).toBe(inputs.map((input) => input.name).join(", "));
    });
  });

  test("gives every event with its topic, and its fields in their order", () => {
    const events: EventFragment[] = [];
    registryInterface.forEachEvent((event) => void events.push(event));
    const told = events.filter(({ name }) => name !== "EIP712DomainChanged");
    expect(told).toHaveLength(12);
    for (const { name, inputs, topicHash } of told) {
      const [, topic, , fields = ""] = cells(name) ?? [];
      expect(topic).toBe(`\`${topicHash.slice(2, 10)}\``);
      const third = inputs[2]?.name ?? "";
      const rest = inputs.slice(3).map((input) => input.name);
      const extra = rest.filter((field) => field !== "actor" && field !== "time");
      expect(fields).toBe([`**${third}**`, ...extra].join(", "));
      expect(rest.slice(0, rest.length - extra.length), name).toEqual(
        third === "actor" ? ["time"] : ["actor", "time"],
      );
    }
  });

  test("gives what publication, record, batch and batchLists answer with, in its order", () => {
    const fields = (name: string) =>
      (registryInterface.getFunction(name) as FunctionFragment).outputs.flatMap(componentsOf);
    for (const view of ["publication", "record", "batch"]) {
      const answer = /^\| `\w+\([^)]*\)` \| (.*) \|$/m.exec(rowOf(`\`${view}(`))?.[1] ?? "";
      const names = answer.split(";")[0]?.replaceAll(/ \([^)]*\)/g, "");
      expect(names, view).toBe(fields(view).join(", "));
    }
    expect(rowOf("`batchLists(")).toContain(fields("batchLists").slice(0, 2).join(" and "));
  });

  test("writes out every struct that the contract takes a signature of", () => {
    const [, block = ""] = /^```eip712\n(.*?)^```$/ms.exec(spec) ?? [];
    const structs = block.trimEnd().split("\n");
    const calls = signedCalls();
    expect(structs.map((struct) => /^\w+/.exec(struct)?.[0])).toEqual(
      calls.map(({ name }) => structName(name)),
    );
    for (const [index, { name, inputs }] of calls.entries()) {
      const fields = inputs.slice(0, -1).flatMap((input) => signedFields(input, name));
      const common = ["bytes32 head", "uint256 deadline"];
      const text = `${structName(name)}(${["address publisher", ...fields, ...common].join(",")})`;
      expect(structs[index]).toBe(text);
      expect(registryBytecode).toContain(keccak256(toUtf8Bytes(text)).slice(2));
    }
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

/** What the table of calls names `...BySig`, in its order. */
function signedCalls(): readonly FunctionFragment[] {
  return [...spec.matchAll(/^\| `(\w+BySig)\(/gm)].map(
    ([, name = ""]) => registryInterface.getFunction(name) as FunctionFragment,
  );
}

function structName(call: string): string {
  return `${call.slice(0, 1).toUpperCase()}${call.slice(1, -"BySig".length)}`;
}

/** As fields of a struct: of an issue all but its path, its digest being what a revision supersedes. */
function signedFields({ name, type, components }: ParamType, call: string): readonly string[] {
  if (components === null) return [`${type} ${name}`];
  const superseding = call === "reviseBatchedBySig";
  return components
    .filter((part) => part.name !== "path")
    .map((part) => `${part.type} ${superseding && part.name === "digest" ? "supersedes" : part.name}`);
}

function componentsOf({ name, components, arrayChildren }: ParamType): readonly string[] {
  const parts = components ?? arrayChildren?.components;
  return parts?.map((part) => part.name) ?? [name];
}

function rowOf(start: string): string {
  const place = spec.indexOf(`\n| ${start}`, spec.indexOf("## Views"));
  return spec.slice(place + 1, spec.indexOf("\n", place + 1));
}

/** Cells of the row that begins with the name. */
function cells(name: string): readonly string[] | undefined {
  const row = spec.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
  return row
    ?.split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
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
