import { type Command, Option } from "commander";
import { fail } from "../../core/errors/error.ts";
import { command, examples, type Exit, issueOptions, NO_TEXT, noticeOptions, waiting } from "./shared.ts";

export function addPublish(program: Command, exit: Exit): void {
  waiting(issueOptions(command(program, "publish <paths...>", "publish issues: folders, or single files")))
    .option(
      "--batch",
      "anchor all of them with one transaction: the same cost for ten or ten thousand",
      false,
    )
    .addHelpText(
      "after",
      examples([
        "colophon publish issues/95",
        "colophon publish issues/* --publication letter",
        "colophon publish back-catalogue/* --batch",
        "colophon publish 95.pdf --label 95 --title 'Issue 95' --dry-run",
      ]),
    )
    .action(async (paths: string[], options) =>
      exit(await (await import("../commands/publish.ts")).publish(paths, options)),
    );
}

export function addImport(program: Command, exit: Exit): void {
  waiting(
    command(
      program,
      "import <source>",
      "publish a back catalogue: a folder, a zip, a file, a feed's address",
    ),
  )
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .option(
      "--kind <kind>",
      "issue, issues, posts, feed, substack, ghost, mail or maildir (default: what it looks like)",
    )
    .option("--bagit", "take a bag, or a folder of bags: what was exported goes back into the stores", false)
    .option("--label <label>", "with --bagit: the label of the one issue, in place of its identifier")
    .option("--drafts", "take drafts along", false)
    .option(
      "--restricted",
      "take along what only members may read: an archive is public, and for good",
      false,
    )
    .option(
      "--no-dkim",
      "neither check nor archive the signatures of newsletters that are new; the DNS is not asked",
    )
    .option(...NO_TEXT)
    .option("--batch-size <number>", "new issues to one transaction (default: 4096)")
    .option(
      "--check",
      "read what stands already back from every store, and put it where it is missing",
      false,
    )
    .option("--dry-run", "show a table of what would be published; write and send nothing", false)
    .addHelpText(
      "after",
      examples([
        "colophon import my-blog/ --dry-run",
        "colophon import my-blog/",
        "colophon import https://example.org/feed.xml --publication letter",
        "colophon import newsletters.mbox --batch-size 500",
        "colophon import --bagit deposit/",
      ]),
    )
    .action(async (source: string, options) => {
      if (options.bagit) exit(await (await import("../commands/import-bags.ts")).importBags(source, options));
      else if (options.label !== undefined)
        fail("USAGE_INVALID", { problem: "--label is for one bag, with --bagit" });
      else exit(await (await import("../commands/import.ts")).importCommand(source, options));
    });
}

export function addWatch(program: Command, exit: Exit): void {
  const made = command(program, "watch <source>", "publish what is new in a folder or feed, as it comes");
  watchOptions(waiting(made))
    .addHelpText("after", WATCH_HELP)
    .action(async (source: string, options) =>
      exit(await (await import("../commands/watch.ts")).watch(source, options)),
    );
}

function watchOptions(made: Command): Command {
  const changed = new Option("--changed <do>", "what to do about issues that stand and were changed since");
  return made
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .option(
      "--kind <kind>",
      "issue, issues, posts, feed, substack, ghost, mail or maildir (default: what it looks like)",
    )
    .option("--drafts", "take drafts along", false)
    .option(
      "--restricted",
      "take along what only members may read: an archive is public, and for good",
      false,
    )
    .option("--no-dkim", "neither check nor archive the signatures of newsletters; the DNS is not asked")
    .option(...NO_TEXT)
    .option("--once", "look once, publish, and end: for cron and build machines", false)
    .option("--every <time>", "look at least so often; another machine's feed once a minute at most", "5m")
    .option("--settle <time>", "take only what has not changed for so long", "10s")
    .addOption(changed.choices(["tell", "revise", "ignore"]).default("tell"))
    .option("--reason <text>", "of revisions, for the record", "Changed where it is published.");
}

const WATCH_HELP = `
Exit status of --once: 0 nothing is left to do, 1 something was refused, 2 it cannot be used,
3 could not finish: try later. With --json each line is a document (docs/automation.md).
${examples([
  "colophon watch export/ --kind issues",
  "colophon watch my-blog/ --every 1m",
  "colophon watch https://example.org/feed.xml --publication letter",
  "colophon watch ~/Maildir/.letter --kind maildir",
  "colophon watch my-blog/ --once --changed revise --reason 'Corrected'",
])}`;

export function addRevise(program: Command, exit: Exit): void {
  waiting(issueOptions(command(program, "revise <path>", "publish a correction of an issue that stands")))
    .option("--reason <text>", "what was corrected, for the record")
    .addHelpText(
      "after",
      examples(['colophon revise issues/95 --reason "Corrected the tide table on page 2"']),
    )
    .action(async (path: string, options) =>
      exit(await (await import("../commands/publish.ts")).revise(path, options)),
    );
}

export function addNotice(program: Command, exit: Exit): void {
  const summary = "post a notice on an issue: its label, or its digest for one revision";
  waiting(noticeOptions(command(program, "notice <issue>", summary)))
    .addHelpText(
      "after",
      examples(['colophon notice 95 --kind retraction --reason "The interview was invented"']),
    )
    .action(async (issue: string, options) =>
      exit(await (await import("../commands/notice.ts")).notice(issue, options)),
    );
}
