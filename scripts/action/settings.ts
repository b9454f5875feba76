import { failure } from "../../src/core/errors/error.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The inputs of action.yml, as its step hands them over. */
export interface Settings {
  readonly command: "watch" | "import" | "publish";
  readonly sources: readonly string[];
  readonly archive: string;
  readonly isDryRun: boolean;
  /** Options of the command line, each in its `--name=value` form: a value is never taken for an option. */
  readonly options: readonly string[];
}

const COMMANDS = ["watch", "import", "publish"] as const;
const PULL_REQUEST = /^pull_request/;

/** @throws USAGE_INVALID */
export function settingsFrom(env: Environment): Settings {
  const isDryRun = dryRun(env);
  const command = commandFrom(env, isDryRun);
  const given = env["INPUT_SOURCE"] ?? "";
  const lines = given.split("\n").map((line) => line.trim());
  const sources = command === "publish" ? lines.filter((line) => line !== "") : [given.trim()];
  if (sources.length === 0 || sources[0] === "") throw wrong("source is empty");
  return {
    ...{ command, sources, isDryRun, archive: env["INPUT_ARCHIVE"] || "archive" },
    options: optionsOf(command, isDryRun, env),
  };
}

/** The command line: what comes from outside stands behind `--` or in one word with its option. */
export function argumentsOf({ command, sources, archive, options }: Settings): readonly string[] {
  return [command, `--archive=${archive}`, "--json", ...options, "--", ...sources];
}

function optionsOf(command: Settings["command"], isDryRun: boolean, env: Environment): readonly string[] {
  const option = (name: string, value: string | undefined) =>
    value === undefined || value === "" ? [] : [`--${name}=${value}`];
  const shared = [...option("publication", env["INPUT_PUBLICATION"]), ...(isDryRun ? ["--dry-run"] : [])];
  const kind = command === "publish" ? [] : option("kind", env["INPUT_KIND"]);
  const wait = isDryRun ? [] : option("wait", env["INPUT_WAIT"]);
  if (command !== "watch" || isDryRun) return [...shared, ...kind, ...wait];
  const changed = option("changed", env["INPUT_CHANGED"]);
  // Nobody writes to a checkout: nothing has to settle.
  const once = ["--once", "--settle=0"];
  return [...shared, ...kind, ...wait, ...once, ...changed, ...option("reason", env["INPUT_REASON"])];
}

/** Watching has no dry run: what it would do is shown by whoever publishes the same thing once. */
function commandFrom(env: Environment, isDryRun: boolean): Settings["command"] {
  const command = choice("command", env["INPUT_COMMAND"], COMMANDS);
  if (command !== "watch" || !isDryRun) return command;
  return env["INPUT_KIND"] === "issue" ? "publish" : "import";
}

/** A pull request from a fork has no secrets, and what it changes is not yet to be published. */
function dryRun(env: Environment): boolean {
  const said = choice("dry-run", env["INPUT_DRY_RUN"] || "auto", ["auto", "true", "false"]);
  return said === "auto" ? PULL_REQUEST.test(env["GITHUB_EVENT_NAME"] ?? "") : said === "true";
}

function choice<Name extends string>(input: string, said: string | undefined, names: readonly Name[]): Name {
  const found = names.find((name) => name === said);
  if (found === undefined) throw wrong(`${input} is ${said ?? "absent"}, and is one of ${names.join(", ")}`);
  return found;
}

function wrong(problem: string) {
  return failure("USAGE_INVALID", { problem });
}
