import { type Command, type CommandOptions, Option } from "commander";
import { fail } from "../../core/errors/error.ts";

/** Takes the exit status of the command that ran. */
export type Exit = (status: number) => void;

const ARCHIVE_OPTION = [
  "--archive <folder>",
  "the archive's folder (default: the nearest one, or COLOPHON_ARCHIVE)",
] as const;
const JSON_OPTION = ["--json", "print one JSON document on stdout, everything else on stderr"] as const;

/** What is new is published without its text. */
export const NO_TEXT = [
  "--no-text",
  "leave the text of documents out: no quotation of them can be proved",
] as const;

/** One text of what was given several times, as COLOPHON_RPC_URL has it. */
export function together(value: string, before: string | undefined): string {
  return before === undefined ? value : `${before},${value}`;
}

// A command's code is loaded when it runs, so that --help and --version answer at once.
export function command(
  program: Command,
  spec: string,
  summary: string,
  among: CommandOptions = {},
): Command {
  return program
    .command(spec, among)
    .summary(summary)
    .description(summary)
    .option(...ARCHIVE_OPTION)
    .option(...JSON_OPTION, false);
}

export function issueOptions(made: Command): Command {
  return despiteOption(made)
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .option("--label <label>", "the issue's label (default: the folder's or file's name)")
    .option("--title <title>")
    .option("--date <date>", "the date the issue bears: 2019, 2019-11 or 2019-11-26")
    .option("--creator <name...>", "an author or editor; may be given several times")
    .option("--description <text>")
    .option("--language <tag>", "a BCP 47 tag such as en or pt-BR")
    .option("--license <id>", "an SPDX identifier such as CC-BY-4.0")
    .option("--hidden", "take hidden files along", false)
    .option("--as-one", "take a folder that holds issues as one issue itself", false)
    .option(...NO_TEXT)
    .option("--dry-run", "show what would be done and what it costs; write and send nothing", false);
}

/** One at a time, so that it takes no path that follows it. */
function entryNumbers(text: string, earlier: readonly number[] = []): readonly number[] {
  if (!/^[1-9][0-9]{0,14}$/.test(text))
    fail("USAGE_INVALID", { problem: `--despite-batch is the number of an entry; got ${text}` });
  return [...earlier, Number(text)];
}

function despiteOption(made: Command): Command {
  return made.option(
    "--despite-batch <entry>",
    "go on without a batch whose list cannot be read, by its entry; may be given several times",
    entryNumbers,
  );
}

export function waiting(made: Command): Command {
  const option = new Option("--wait <for>", "until when to wait");
  return made.addOption(option.choices(["mined", "final"]).default("final"));
}

export function noticeOptions(made: Command): Command {
  return despiteOption(made)
    .addOption(
      new Option("--kind <kind>", "what it says")
        .choices(["correction", "retraction", "concern", "withdrawal"])
        .makeOptionMandatory(),
    )
    .option("--reason <text>", "why, for the record")
    .option("--publication <name>", "which of the archive's publications, by name or number");
}

/** How long stores may take. */
export function deadlines(made: Command): Command {
  return made
    .option("--deadline <duration>", "how long a store may take for one answer: 30s, 5m", "30s")
    .option("--store-deadline <duration>", "how long one store may take for everything: 30m, 12h", "24h");
}

export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}
