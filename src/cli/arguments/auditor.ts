import type { Command } from "commander";
import { registryOptions } from "./mirror.ts";
import { command, deadlines, examples, type Exit } from "./shared.ts";

export function addAudit(program: Command, exit: Exit): void {
  registryOptions(
    deadlines(command(program, "audit", "replay the history and read every block back from every store")),
  )
    .option("--publication <name>", "only this publication")
    .option(
      "--from <mirror...>",
      "take entries and documents from mirrors: files, folders of them, addresses (see colophon mirror)",
    )
    .option("--logs", "with --from: hold the nodes' logs against the mirror, too", false)
    .option("--no-stores", "the history alone: ask no store whether it has the issues")
    .option(
      "--sample <size>",
      "read some blocks only: 20 of every issue, or as many as notice a loss of 1% with a certainty of 95%",
    )
    .option(
      "--seed <hash>",
      "draw the sample by this block hash, to repeat an audit (default: the final block's)",
    )
    .option("--at-block <number>", "as of this final block, to repeat an audit (default: the latest)")
    .option(
      "--late-after <time>",
      "remark on issues anchored as long after the date they bear (default: 30d)",
    )
    .option("--report <file...>", "write a report, too: .html, .md, .json, or .xml for JUnit; may be several")
    .addHelpText(
      "after",
      examples([
        "colophon audit",
        "colophon audit --report audit.html --report audit.json",
        "colophon audit --sample 95%",
        "colophon audit --from letter.mirror.car --no-stores",
        "colophon audit --from mirrors/ --rpc-url https://rpc.example --json",
      ]),
    )
    .action(async (options) => exit(await (await import("../commands/audit.ts")).auditCommand(options)));
}

export function addRepair(program: Command, exit: Exit): void {
  deadlines(command(program, "repair", "audit every store in full and heal what it has lost from the others"))
    .option("--publication <name>", "only this publication")
    .option("--label <label...>", "only these issues; may be given several times")
    .option("--dry-run", "say what would be healed; write nothing", false)
    .addHelpText(
      "after",
      examples(["colophon repair --dry-run", "colophon repair", "colophon repair --label 95"]),
    )
    .action(async (options) => exit(await (await import("../commands/repair.ts")).repairCommand(options)));
}
