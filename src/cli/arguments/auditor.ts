import type { Command } from "commander";
import { command, examples, type Exit } from "./shared.ts";

export function addAudit(program: Command, exit: Exit): void {
  command(program, "audit", "replay the history and read every block back from every store")
    .option("--publication <name>", "only this publication")
    .addHelpText("after", examples(["colophon audit", "colophon audit --json"]))
    .action(async (options) => exit(await (await import("../commands/audit.ts")).auditCommand(options)));
}
