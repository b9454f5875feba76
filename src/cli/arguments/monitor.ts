import type { Command } from "commander";
import { registryOptions } from "./mirror.ts";
import { command, deadlines, examples, type Exit } from "./shared.ts";

export function addMonitor(program: Command, exit: Exit): void {
  registryOptions(
    deadlines(command(program, "monitor", "follow publications, and alert on what was not expected")),
  )
    .option("--publication <name...>", "by name, or by number also another's (default: the archive's own)")
    .option("--once", "look once and end: for cron", false)
    .option("--every <time>", "look so often", "1h")
    .option("--expect <entries>", "what is no alarm: issues, any or none", "issues")
    .option("--sample <size>", "read back that much of the stores, too: 20, or 95%")
    .option("--webhook <url>", "post each alert there as JSON, signed with COLOPHON_WEBHOOK_SECRET")
    .option("--feed <file>", "keep an Atom feed of the alerts there (.atom or .xml)")
    .option("--state <file>", "where it remembers what it saw (default: data/monitor.json of the archive)")
    .option("--anew", "forget what was seen", false)
    .addHelpText(
      "after",
      `
Exit status of --once: 0 nothing that was not expected, 1 an alarm, 2 it cannot be used,
3 something could not be asked or delivered.
${examples([
  "colophon monitor --once",
  "colophon monitor --every 15m --sample 20 --webhook https://hooks.example/colophon",
  "colophon monitor --once --feed /srv/www/alerts.atom",
  "colophon monitor --publication 12 --expect none --once --json",
  "colophon monitor --rpc-url https://rpc.example --publication 12 --state twelve.json --once",
])}`,
    )
    .action(async (options) => exit(await (await import("../commands/monitor.ts")).monitor(options)));
}
