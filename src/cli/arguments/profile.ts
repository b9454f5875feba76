import type { Command } from "commander";
import { command, examples, type Exit, waiting } from "./shared.ts";

export function addProfile(program: Command, exit: Exit): void {
  waiting(command(program, "profile", "show who publishes, or say it anew: title, description, domain, ..."))
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .option("--title <title>", "the publication's title")
    .option("--description <text>", "an empty text takes what stands away, here and below")
    .option("--domain <name>", "the domain that vouches for the publication")
    .option("--issn <issn>")
    .option("--language <tag>", "a BCP 47 tag such as en or pt-BR")
    .option("--dry-run", "show what would stand and what it costs; write and send nothing", false)
    .addHelpText(
      "after",
      examples([
        "colophon profile",
        "colophon profile --domain letter.example --language en",
        'colophon profile --description "" --dry-run',
      ]),
    )
    .action(async (options) => exit(await (await import("../commands/profile.ts")).profile(options)));
}
