import type { Command } from "commander";
import { command, examples, type Exit } from "./shared.ts";

export function addFind(program: Command, exit: Exit): void {
  command(
    program,
    "find <label>",
    "say which issue a label names, or that there is none, and on what that rests",
  )
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .addHelpText("after", examples(["colophon find 57", "colophon find 57 --publication letter --json"]))
    .action(async (label: string, options) =>
      exit(await (await import("../commands/find.ts")).find(label, options)),
    );
}
