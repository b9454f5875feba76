import { type Command, Option } from "commander";
import { command, examples, type Exit } from "./shared.ts";

export function addExport(program: Command, exit: Exit): void {
  command(program, "export [issue]", "write an issue out as a bag, a CAR or a folder: its label, or a digest")
    .addOption(
      new Option("--as <form>", "a bag (BagIt, RFC 8493), a CAR for IPFS, or a plain folder")
        .choices(["bag", "car", "folder"])
        .default("bag"),
    )
    .option(
      "-o, --out <place>",
      "where to (default: <label>.r<revision>); with --all, the folder to write into",
    )
    .option("--all", "every revision of every issue; run again, it goes on with what is not there yet", false)
    .option("--no-proof", "leave the proof file out: the chain need not answer")
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .addHelpText(
      "after",
      examples([
        "colophon export 95",
        "colophon export 95 --as car -o 95.car",
        "colophon export --all -o deposit/",
        "colophon import --bagit deposit/",
      ]),
    )
    .action(async (issue: string | undefined, options) =>
      exit(await (await import("../commands/export.ts")).exportCommand(issue, options)),
    );
}
