import { Command, CommanderError } from "commander";
import { fail, failure } from "../core/errors/error.ts";
import { addDomain, addInit, addKeep, addKey, addServe, addStatus } from "./arguments/archive.ts";
import { addAudit, addRepair } from "./arguments/auditor.ts";
import { addEndorse, addEndorsements } from "./arguments/endorsement.ts";
import { addExport } from "./arguments/export.ts";
import { addFind } from "./arguments/find.ts";
import { addImport, addNotice, addPublish, addRevise, addWatch } from "./arguments/publisher.ts";
import { addMirror } from "./arguments/mirror.ts";
import { addMonitor } from "./arguments/monitor.ts";
import { addProof, addVerify } from "./arguments/reader.ts";
import { addProfile } from "./arguments/profile.ts";
import { addPublishers } from "./arguments/publishers.ts";
import { addSearch } from "./arguments/search.ts";
import type { Exit } from "./arguments/shared.ts";
import { addRelay, addSign } from "./arguments/signing.ts";
import { createOutput, reportFailure } from "./output.ts";
import { version } from "./version.ts";

function buildProgram(exit: Exit): Command {
  const program = new Command("colophon")
    .description("The verifiable archive for periodicals: publish an issue, check a copy, audit the whole.")
    .version(version, "-v, --version")
    .option(
      "--passphrase-fd <number>",
      "read a keystore's passphrase from this file descriptor (0 < file; npx closes all above 2)",
    )
    .on("option:passphrase-fd", (number: string) => {
      // Where whoever asks for it looks; the number is no secret.
      process.env["COLOPHON_PASSPHRASE_FD"] = number;
    })
    .showHelpAfterError("Run with --help to see the arguments and examples.")
    .exitOverride();
  for (const add of [
    addInit,
    addKeep,
    addDomain,
    addKey,
    addProfile,
    addPublishers,
    addPublish,
    addRevise,
    addNotice,
    addSign,
    addRelay,
    addStatus,
  ])
    add(program, exit);
  for (const add of [
    addImport,
    addWatch,
    addProof,
    addVerify,
    addFind,
    addSearch,
    addAudit,
    addMirror,
    addMonitor,
    addEndorse,
    addEndorsements,
    addRepair,
    addExport,
    addServe,
  ])
    add(program, exit);
  return program;
}

/** Where a key can be given by mistake: a number of that length means nothing else there, but for a relayed file's name, and a sample's seed. */
const KEYS_IN = {
  key: /[0-9a-f]{60}/i,
  init: /[0-9a-f]{60}/i,
  relay: /(^|=)(0x)?[0-9a-f]{64}$/i,
  audit: /(^|=)(0x)?[0-9a-f]{64}$/i,
} as const satisfies Record<string, RegExp>;

function refuseKeys([name = "", ...words]: readonly string[]): void {
  const known = Object.entries(KEYS_IN).find(([command]) => command === name);
  const others = words.filter((word, at) => words[at - 1] !== "--seed" && !word.startsWith("--seed="));
  if (known !== undefined && others.some((word) => known[1].test(word))) fail("KEY_IN_ARGUMENTS", {});
}

/** Runs one command line and returns its exit status: 0 done, 1 negative, 2 wrong usage, 3 could not check or finish. */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that stops early (`colophon status | head`) is no failure of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  if (!endsItself(argv)) process.once("SIGINT", () => interrupted());
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

/** To stop what stays up is how it ends. */
function endsItself([command = "", ...words]: readonly string[]): boolean {
  return ["serve", "watch"].includes(command) || (command === "monitor" && !words.includes("--once"));
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
