import type { Command } from "commander";
import { command, examples, type Exit } from "./shared.ts";

export function addVerify(program: Command, exit: Exit): void {
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
      exit(await (await import("../commands/verify.ts")).verify(what, options)),
    );
}
