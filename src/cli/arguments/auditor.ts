import type { Command } from "commander";
import { registryOptions } from "./mirror.ts";
import { command, deadlines, examples, type Exit } from "./shared.ts";

const HELP = ["-h, --help", "display help for command"] as const;

export function addAudit(program: Command, exit: Exit): void {
  const summary = "replay the history and read every block back from every store";
  // What is said of `colophon audit` is said of the audit itself, which is what it does unless `check` is asked for.
  const audit = program.command("audit").summary(summary).description(summary).helpOption(false);
  const made = command(audit, "audit", summary, { isDefault: true }).helpOption(...HELP);
  const usage = ["colophon audit [options]", "colophon audit check [options] <reports...>"];
  made.configureHelp({ commandUsage: () => usage.join("\n       ") });
  registryOptions(deadlines(made))
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
    .option("--domains", "ask the publications' domains what they say today, too: as of no block", false)
    .option("--report <file...>", "write a report, too: .html, .md, .json, or .xml for JUnit; may be several")
    .option("--sign", "sign each report with the archive's key, into <report>.signature.json", false)
    .option("--keystore <file>", "with --sign: your own key (without an archive: or COLOPHON_PRIVATE_KEY)")
    .option("--signer <url>", "with --sign: clef, web3signer or a node that signs (as for init)")
    .option("--signer-account <address>", "the account that it signs as (default: its only one)")
    .addHelpText(
      "after",
      examples([
        "colophon audit",
        "colophon audit --report audit.html --report audit.json",
        "colophon audit --report audit.html --sign",
        "colophon audit check audit.html --by 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
        "colophon audit --sample 95%",
        "colophon audit --domains",
        "colophon audit --from letter.mirror.car --no-stores",
        "colophon audit --from mirrors/ --rpc-url https://rpc.example --json",
      ]),
    )
    .action(async (options) => exit(await (await import("../commands/audit.ts")).auditCommand(options)));
  addCheck(audit, exit);
}

function addCheck(audit: Command, exit: Exit): void {
  const summary = "check who has signed reports, and that they are the reports that were signed";
  command(audit, "check <reports...>", summary)
    .helpOption(...HELP)
    .option("--by <address>", "who has to have signed them")
    .option("--signature <file>", "the signature, of one report (default: <report>.signature.json)")
    .option("--rpc-url <url>", "a node, to ask about auditors that are contracts (or COLOPHON_RPC_URL)")
    .addHelpText(
      "after",
      examples([
        "colophon audit check audit.html audit.json",
        "colophon audit check audit.html --by 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
      ]),
    )
    .action(async (reports: readonly string[], options) =>
      exit(await (await import("../commands/audit-check.ts")).auditCheckCommand(reports, options)),
    );
}

export function addRepair(program: Command, exit: Exit): void {
  deadlines(command(program, "repair", "audit every store in full and heal what it has lost from the others"))
    .option("--publication <name>", "only this publication")
    .option("--label <label...>", "only these issues; may be given several times")
    .option(
      "--from <car...>",
      "what no store gives any more is taken from there: exported CARs, mirrors, folders of them, addresses",
    )
    .option("--dry-run", "say what would be healed; write nothing", false)
    .addHelpText(
      "after",
      examples([
        "colophon repair --dry-run",
        "colophon repair",
        "colophon repair --label 95",
        "colophon repair --from letter.mirror.car export/95.car",
      ]),
    )
    .action(async (options) => exit(await (await import("../commands/repair.ts")).repairCommand(options)));
}
