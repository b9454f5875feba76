import type { Command } from "commander";
import { command, examples, type Exit } from "./shared.ts";

export function addSearch(program: Command, exit: Exit): void {
  command(program, "search <passage>", "find where a passage stands, word for word or nearly")
    .addHelpText("after", examples(['colophon search "the river came up without a sound"']))
    .action(async (passage: string, options) =>
      exit(await (await import("../commands/search.ts")).search(passage, options)),
    );
}
