import type { Command } from "commander";
import { command, deadlines, examples, type Exit } from "./shared.ts";

/** Where to ask about a mirror, for those who have no archive. */
export function registryOptions(made: Command): Command {
  return made
    .option("--rpc-url <url>", "a node of the chain, in the place of an archive's (or COLOPHON_RPC_URL)")
    .option("--registry <address>", "without an archive: another registry than this program's own");
}

export function addMirror(program: Command, exit: Exit): void {
  const summary =
    "write the whole history into one file that proves itself; check such a file, or go on from it";
  const mirror = program
    .command("mirror")
    .summary(summary)
    .description(summary)
    .addHelpText(
      "after",
      examples([
        "colophon mirror -o letter.mirror.car",
        "colophon mirror check letter.mirror.car",
        "colophon mirror import letter.mirror.car",
      ]),
    );
  const load = () => import("../commands/mirror.ts");
  deadlines(
    command(mirror, "export", "write entries, manifests, lists, profiles and reasons into one file", {
      isDefault: true,
    }),
  )
    .option(
      "-o, --output <file>",
      "a file, or a folder (default: publication-<number>.mirror.car); a mirror that is there is extended",
    )
    .option("--publication <name>", "only this publication")
    .addHelpText(
      "after",
      examples([
        "colophon mirror",
        "colophon mirror -o letter.mirror.car",
        "colophon mirror -o mirrors/ --json",
      ]),
    )
    .action(async (options) => exit(await (await load()).mirrorCommand(options)));
  addImport(mirror, exit);
  registryOptions(command(mirror, "check <file>", "fold a mirror and compare it with the registry's head"))
    .option("--publication <name>", "the publication that it has to be of")
    .option(
      "--block-hash <hash>",
      "believe no more than this block's hash: the node has to prove the head (eth_getProof)",
    )
    .addHelpText(
      "after",
      examples([
        "colophon mirror check letter.mirror.car",
        "colophon mirror check https://letter.example/letter.mirror.car",
        "colophon mirror check letter.mirror.car --rpc-url https://rpc.example",
      ]),
    )
    .action(async (file: string, options) => exit(await (await load()).mirrorCheckCommand(file, options)));
}

function addImport(mirror: Command, exit: Exit): void {
  command(
    mirror,
    "import <mirror...>",
    "take the history from mirrors, where no node keeps the logs any more",
  )
    .addHelpText(
      "after",
      examples([
        "colophon mirror import letter.mirror.car",
        "colophon mirror import https://archive.example/api/publications/1/mirror",
        "colophon repair --from letter.mirror.car",
      ]),
    )
    .action(async (mirrors: readonly string[], options) =>
      exit(await (await import("../commands/mirror-import.ts")).mirrorImportCommand(mirrors, options)),
    );
}
