import { readFileSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { parseDocument } from "yaml";
import { type Ran, run } from "./archive-fixture.ts";

/*
 * As much of a runner as a composite action needs: the steps that run bash, with the inputs, files and variables that
 * the documentation of GitHub's runner promises them. Steps that use other actions are not run.
 */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Step {
  readonly name: string;
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const ACTION_TEXT = readFileSync(join(ROOT, "action.yml"), "utf8");

export function readYaml(text: string): unknown {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

export const ACTION = readYaml(ACTION_TEXT) as Action;

export interface Job {
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the step that uses the action, and of the event. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the repository was checked out. */
  readonly workspace: string;
}

export interface Finished extends Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the runner hides in its log. */
  readonly masked: readonly string[];
  /** Commands that the runner would obey, besides those that hide something. */
  readonly obeyed: readonly string[];
}

/** Runs the step with this id. */
export async function runStep(id: string, { inputs, env = {}, workspace }: Job): Promise<Finished> {
  const step = ACTION.runs.steps.find((one) => one.id === id) ?? expect.unreachable(`no step ${id}`);
  const temp = await mkdtemp(join(workspace, "../runner-"));
  const file = async (name: string, text = "") => {
    await writeFile(join(temp, name), text);
    return join(temp, name);
  };
  const [output, summary] = [await file("output"), await file("summary")];
  const script = await file("script.sh", step.run);
  const given = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluated(value, inputs)]);
  const ran = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: workspace,
    env: {
      ...env,
      ...(Object.fromEntries(given) as Record<string, string>),
      ...{ GITHUB_ACTION_PATH: ROOT, GITHUB_WORKSPACE: workspace, GITHUB_ACTIONS: "true", CI: "true" },
      ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: temp },
      PATH: `${join(ROOT, "node_modules/.bin")}:${process.env["PATH"] ?? ""}`,
    },
  });
  return {
    ...ran,
    ...commandsIn(ran.stdout),
    outputs: outputsIn(await readFile(output, "utf8")),
    summary: await readFile(summary, "utf8"),
  };
}

/** Only inputs may stand in an expression: as the runner does it, their text and nothing else. */
function evaluated(value: string, inputs: Job["inputs"]): string {
  const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
  if (name === undefined) return expect.unreachable(`${value} is no expression that this runner knows`);
  const input = ACTION.inputs[name] ?? expect.unreachable(`there is no input ${name}`);
  return inputs[name] ?? input.default ?? "";
}

/** `name<<delimiter`, lines, `delimiter`: a line that ends a value before its end would set another output. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let i = 0; i < lines.length && lines[i] !== ""; i++) {
    const [, name = "", delimiter = ""] =
      /^([\w-]+)<<(\S+)$/.exec(lines[i] ?? "") ?? expect.unreachable(`the line ${lines[i]} sets no output`);
    const end = lines.indexOf(delimiter, i + 1);
    outputs[name] = lines.slice(i + 1, end).join("\n");
    i = end;
  }
  return outputs;
}

function commandsIn(stdout: string): Pick<Finished, "masked" | "obeyed"> {
  const masked: string[] = [];
  const obeyed: string[] = [];
  let stopped: string | undefined;
  for (const line of stdout.split("\n")) {
    const [, command = "", value = ""] = /^\s*::([\w-]+)[^:]*::(.*)$/.exec(line) ?? [];
    if (stopped !== undefined) {
      if (line === `::${stopped}::`) stopped = undefined;
    } else if (command === "stop-commands") stopped = value;
    else if (command === "add-mask") masked.push(value.replaceAll("%25", "%"));
    else if (command !== "") obeyed.push(line);
  }
  return { masked, obeyed };
}
