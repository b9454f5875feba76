import { Command, CommanderError, Option } from "commander";
import { fail, failure } from "../core/errors/error.ts";
import { createOutput, reportFailure } from "./output.ts";
import { version } from "./version.ts";

const ARCHIVE_OPTION = [
  "--archive <folder>",
  "the archive's folder (default: the nearest one, or COLOPHON_ARCHIVE)",
] as const;
const JSON_OPTION = ["--json", "print one JSON document on stdout, everything else on stderr"] as const;

// A command's code is loaded when it runs, so that --help and --version answer at once.
function command(program: Command, spec: string, summary: string): Command {
  return program
    .command(spec)
    .summary(summary)
    .description(summary)
    .option(...ARCHIVE_OPTION)
    .option(...JSON_OPTION, false);
}

function issueOptions(made: Command): Command {
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

function waiting(made: Command): Command {
  const option = new Option("--wait <for>", "until when to wait");
  return made.addOption(option.choices(["mined", "final"]).default("final"));
}

function noticeOptions(made: Command): Command {
  return despiteOption(made)
    .addOption(
      new Option("--kind <kind>", "what it says")
        .choices(["correction", "retraction", "concern", "withdrawal"])
        .makeOptionMandatory(),
    )
    .option("--reason <text>", "why, for the record")
    .option("--publication <name>", "which of the archive's publications, by name or number");
}

function signingOptions(made: Command): Command {
  return made
    .option("--deadline <when>", "how long the signature counts: 30m, 12h, 7d, 2w, or a date", "7d")
    .option("-o, --output <file>", "the file to write (default: <label>.signed.json)")
    .option("--force", "overwrite that file", false)
    .option("--publisher <address>", "an account whose own wallet signs, not the archive's key");
}

type Exit = (status: number) => void;

function buildProgram(exit: Exit): Command {
  const program = new Command("colophon")
    .description("The verifiable archive for periodicals: publish an issue, check a copy, audit the whole.")
    .version(version, "-v, --version")
    .option("--passphrase-fd <number>", "read a keystore's passphrase from this file descriptor")
    .on("option:passphrase-fd", (number: string) => {
      // Where whoever asks for it looks; the number is no secret.
      process.env["COLOPHON_PASSPHRASE_FD"] = number;
    })
    .showHelpAfterError("Run with --help to see the arguments and examples.")
    .exitOverride();
  for (const add of [addInit, addKey, addPublish, addRevise, addNotice, addSign, addRelay, addStatus])
    add(program, exit);
  for (const add of [addImport, addVerify, addAudit, addServe]) add(program, exit);
  return program;
}

function addInit(program: Command, exit: Exit): void {
  command(program, "init [folder]", "make an archive, or add a publication to one")
    .requiredOption("--title <title>", "the publication's title")
    .option("--name <name>", "a short name for it on the command line (default: from the title)")
    .option("--description <text>")
    .option("--domain <name>", "the domain that vouches for the publication")
    .option("--issn <issn>")
    .option("--language <tag>")
    .option("--chain <name>", "the chain: ethereum, sepolia, base, op, arbitrum, local, or eip155:<number>")
    .option("--rpc-url <url>", "a node of the chain to use instead of the embedded one (or COLOPHON_RPC_URL)")
    .option(
      "--registry <address>",
      "a registry that is already on that chain (default: the one at its usual address)",
    )
    .option("--deploy", "put the registry on that chain if it is not there; costs gas", false)
    .option("--kubo-url <url>", "a Kubo node to keep the blocks (or COLOPHON_KUBO_URL)")
    .option(
      "--keystore <file>",
      "an encrypted JSON keystore to sign with (default: COLOPHON_PRIVATE_KEY; else a new one on a public chain)",
    )
    .option("--signer <url>", "clef, web3signer or a node that signs: http, https, or the path of a socket")
    .option("--signer-account <address>", "the account that it signs as (default: its only one)")
    .addHelpText(
      "after",
      examples([
        'colophon init --title "The Tidewater Letter"',
        'colophon init my-archive --title "Almanac" --rpc-url http://127.0.0.1:8545 --deploy',
      ]),
    )
    .action(async (folder: string | undefined, options) =>
      exit(await (await import("./commands/init.ts")).init(folder, options)),
    );
}

function addKey(program: Command, exit: Exit): void {
  const summary = "make, import or show the keystore to sign with";
  const key = program.command("key").summary(summary).description(summary);
  const load = () => import("./commands/key.ts");
  const where = "[file] is where to: ~/.config/colophon/keys/<address>.json unless stated.";
  command(key, "new [file]", "make a key and encrypt it into a new keystore")
    .addHelpText(
      "after",
      `\n${where}\n${examples(["colophon key new", "colophon key new --passphrase-fd 3 3< passphrase"])}`,
    )
    .action(async (file: string | undefined, options) => exit(await (await load()).keyNew(file, options)));
  command(key, "import [file]", "encrypt a key that exists into a new keystore")
    .option("--key-fd <number>", "read the key from this file descriptor, and ask for nothing")
    .option("--key-file <file>", "read the key from a file that its owner alone can read")
    .addHelpText(
      "after",
      `\n${where}\n${examples(["colophon key import", "colophon key import editor.json --key-fd 3 3< key"])}`,
    )
    .action(async (file: string | undefined, options) => exit(await (await load()).keyImport(file, options)));
  command(key, "show [file]", "show whose key it is (default: the archive's); never the key itself")
    .option("--check", "open it with its passphrase, too", false)
    .addHelpText("after", examples(["colophon key show", "colophon key show editor.json --check"]))
    .action(async (file: string | undefined, options) => exit(await (await load()).keyShow(file, options)));
}

/** Only these two can be given a key by mistake where a number of that length means nothing else. */
function refuseKeys(argv: readonly string[]): void {
  const takesKey = argv[0] === "key" || argv[0] === "init";
  if (takesKey && argv.some((word) => /[0-9a-f]{60}/i.test(word))) fail("KEY_IN_ARGUMENTS", {});
}

function addPublish(program: Command, exit: Exit): void {
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
      exit(await (await import("./commands/publish.ts")).publish(paths, options)),
    );
}

function addImport(program: Command, exit: Exit): void {
  waiting(
    command(
      program,
      "import <source>",
      "publish a back catalogue: a folder, a zip, a file, a feed's address",
    ),
  )
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .option("--kind <kind>", "issues, posts, feed, substack, ghost or mail (default: what its content says)")
    .option("--drafts", "take drafts along", false)
    .option(
      "--restricted",
      "take along what only members may read: an archive is public, and for good",
      false,
    )
    .option("--no-dkim", "neither check nor archive the signatures of newsletters; the DNS is not asked")
    .option("--batch-size <number>", "issues to one transaction (default: all of them)")
    .option("--dry-run", "show a table of what would be published; write and send nothing", false)
    .addHelpText(
      "after",
      examples([
        "colophon import my-blog/ --dry-run",
        "colophon import my-blog/",
        "colophon import https://example.org/feed.xml --publication letter",
        "colophon import newsletters.mbox --batch-size 500",
      ]),
    )
    .action(async (source: string, options) =>
      exit(await (await import("./commands/import.ts")).importCommand(source, options)),
    );
}

function addRevise(program: Command, exit: Exit): void {
  waiting(issueOptions(command(program, "revise <path>", "publish a correction of an issue that stands")))
    .option("--reason <text>", "what was corrected, for the record")
    .addHelpText(
      "after",
      examples(['colophon revise issues/95 --reason "Corrected the tide table on page 2"']),
    )
    .action(async (path: string, options) =>
      exit(await (await import("./commands/publish.ts")).revise(path, options)),
    );
}

function addNotice(program: Command, exit: Exit): void {
  const summary = "post a notice on an issue: its label, or its digest for one revision";
  waiting(noticeOptions(command(program, "notice <issue>", summary)))
    .addHelpText(
      "after",
      examples(['colophon notice 95 --kind retraction --reason "The interview was invented"']),
    )
    .action(async (issue: string, options) =>
      exit(await (await import("./commands/notice.ts")).notice(issue, options)),
    );
}

function addSign(program: Command, exit: Exit): void {
  const summary = "store and sign what somebody else will send: publish, revise or notice";
  const sign = program.command("sign").summary(summary).description(summary);
  const load = () => import("./commands/sign.ts");
  signingOptions(issueOptions(command(sign, "publish <path>", "sign the first revision of an issue")))
    .addHelpText(
      "after",
      examples([
        "colophon sign publish issues/95",
        "colophon sign publish issues/95 --deadline 12h -o 95.json",
      ]),
    )
    .action(async (path: string, options) => exit(await (await load()).signPublish(path, options)));
  signingOptions(issueOptions(command(sign, "revise <path>", "sign a correction of an issue that stands")))
    .option("--reason <text>", "what was corrected, for the record")
    .addHelpText("after", examples(['colophon sign revise issues/95 --reason "Corrected the tide table"']))
    .action(async (path: string, options) => exit(await (await load()).signRevise(path, options)));
  signingOptions(noticeOptions(command(sign, "notice <issue>", "sign a notice on an issue")))
    .option("--dry-run", "show what would be signed; write and store nothing", false)
    .addHelpText("after", examples(['colophon sign notice 95 --kind retraction --reason "It was invented"']))
    .action(async (issue: string, options) => exit(await (await load()).signNoticeOn(issue, options)));
}

function addRelay(program: Command, exit: Exit): void {
  waiting(command(program, "relay <file>", "send what a publisher has signed, and pay for it"))
    .option("--rpc-url <url>", "a node to send by, without any archive (or COLOPHON_RPC_URL)")
    .option("--keystore <file>", "without an archive: the key that pays (default: COLOPHON_PRIVATE_KEY)")
    .option(
      "--state <folder>",
      "without an archive: where the journals are (default: ~/.local/state/colophon)",
    )
    .option("--registry <address>", "the registry that you mean, if its code is not this program's")
    .option("--max-gas <number>", "the most gas that is paid for", "1000000")
    .option("--dry-run", "check the file and show the cost; send nothing", false)
    .addHelpText(
      "after",
      examples([
        "colophon relay 95.signed.json",
        "colophon relay 95.signed.json --dry-run",
        "colophon relay 95.signed.json --rpc-url http://127.0.0.1:8545 --keystore relayer.json",
      ]),
    )
    .action(async (file: string, options) =>
      exit(await (await import("./commands/relay.ts")).relayCommand(file, options)),
    );
}

function addStatus(program: Command, exit: Exit): void {
  command(program, "status", "show the archive: publications, issues, unfinished work")
    .addHelpText("after", examples(["colophon status", "colophon status --json"]))
    .action(async (options) => exit(await (await import("./commands/status.ts")).status(options)));
}

function addVerify(program: Command, exit: Exit): void {
  command(program, "verify <what>", "check a file, a folder or a CID against the archive")
    .option("--label <label>", "the issue that it is said to be a copy of")
    .addHelpText(
      "after",
      examples([
        "colophon verify 95.pdf",
        "colophon verify issues/95 --label 95",
        "colophon verify baguqeera... --json",
      ]),
    )
    .action(async (what: string, options) =>
      exit(await (await import("./commands/verify.ts")).verify(what, options)),
    );
}

function addAudit(program: Command, exit: Exit): void {
  command(program, "audit", "replay the history and read every block back from every store")
    .option("--publication <name>", "only this publication")
    .addHelpText("after", examples(["colophon audit", "colophon audit --json"]))
    .action(async (options) => exit(await (await import("./commands/audit.ts")).auditCommand(options)));
}

function addServe(program: Command, exit: Exit): void {
  command(program, "serve", "run the verifier: pages, API and IPFS gateway")
    .option("--port <number>", "the port (default: 8080, or the next free one)")
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .addHelpText("after", examples(["colophon serve", "colophon serve --port 9000"]))
    .action(async (options) => exit(await (await import("./commands/serve.ts")).serve(options)));
}

function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}

/** Runs one command line and returns its exit status: 0 done, 1 negative, 2 wrong usage, 3 could not check or finish. */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that stops early (`colophon status | head`) is no failure of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  if (argv[0] !== "serve") process.once("SIGINT", () => interrupted());
  let status = 0;
  const program = buildProgram((code) => {
    status = code;
  });
  try {
    refuseKeys(argv);
    await program.parseAsync(argv, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return usageStatus(error, argv);
    return reportFailure(error, createOutput(argv.includes("--json")));
  }
}

/** Nothing needs to be undone: whatever was begun is in the journal, or was not begun. */
function interrupted(): never {
  const { message, next, exit } = failure("INTERRUPTED", {});
  process.stderr.write(`\n${message} ${next}\n`);
  process.exit(exit);
}

/** Commander has already told a person; a program gets its document. */
function usageStatus(error: CommanderError, argv: readonly string[]): number {
  if (error.exitCode === 0) return 0;
  const problem = error.message.replace(/^error: /, "").replace(/\.$/, "");
  if (argv.includes("--json")) createOutput(true).document({ error: failure("USAGE_INVALID", { problem }) });
  return 2;
}
