import { type Command, Option } from "commander";
import { HOLDS } from "../../core/endorsement/endorsement.ts";
import { registryOptions } from "./mirror.ts";
import { command, deadlines, examples, type Exit } from "./shared.ts";

export function addEndorse(program: Command, exit: Exit): void {
  const summary = "sign which head of a publication you have seen, and how much of it you hold";
  registryOptions(deadlines(command(program, "endorse [publication]", summary)))
    .addOption(
      new Option("--holds <what>", "what your own stores hold: it is read back first")
        .choices(HOLDS)
        .default("none"),
    )
    .option(
      "--from <mirror...>",
      "take entries and documents from mirrors: files, folders of them, addresses",
    )
    .option(
      "-o, --output <file>",
      "the file to write (default: publication-<number>.<entries>.endorsement.json)",
    )
    .option("--force", "overwrite that file", false)
    .option("--keystore <file>", "a key of your own (without an archive: or COLOPHON_PRIVATE_KEY)")
    .option("--signer <url>", "clef, web3signer or a node that signs (as for init)")
    .option("--signer-account <address>", "the account that it signs as (default: its only one)")
    .option("--dry-run", "check everything and show what would be signed; sign and write nothing", false)
    .addHelpText(
      "after",
      examples([
        "colophon endorse",
        "colophon endorse harbour --holds full",
        "colophon endorse 12 --from letter.mirror.car -o letter.endorsement.json",
        "colophon endorse --from https://archive.example/api/publications/1/mirror --rpc-url https://rpc.example --keystore key.json",
      ]),
    )
    .action(async (publication: string | undefined, options) =>
      exit(await (await import("../commands/endorse.ts")).endorseCommand(publication, options)),
    );
}

/** Whom the reader believes, of those who have endorsed. */
export function trustOptions(made: Command): Command {
  return made
    .option("--trust <who...>", "whom you believe: addresses, or files with one a line")
    .option("--policy <k-of-n>", "how many of them have to agree (default: all)")
    .addOption(
      new Option("--holds <what>", "count only those who hold so much").choices(HOLDS).default("none"),
    );
}

export function addEndorsements(program: Command, exit: Exit): void {
  const summary = "check what others have endorsed, by a policy of your own; check a proof of a fork";
  const endorsements = program.command("endorsements").summary(summary).description(summary);
  const load = () => import("../commands/endorsements.ts");
  trustOptions(
    registryOptions(
      command(
        endorsements,
        "check <files...>",
        "hold endorsements (files, or folders of them) against the registry's history",
      ),
    ),
  )
    .option("--from <mirror...>", "take the entries from mirrors: files, folders of them, addresses")
    .option("--forks <folder>", "where proofs of forks go (default: the archive's folder forks)")
    .addHelpText(
      "after",
      examples([
        "colophon endorsements check *.endorsement.json",
        "colophon endorsements check *.endorsement.json --trust libraries.txt --policy 2-of-3",
        "colophon endorsements check letter.endorsement.json --rpc-url https://rpc.example",
      ]),
    )
    .action(async (files: readonly string[], options) =>
      exit(await (await load()).checkEndorsements(files, options)),
    );
  endorsements
    .command("fork <file>")
    .summary("check a proof of a fork, without any node")
    .description("check a proof of a fork, without any node")
    .option("--json", "print one JSON document on stdout, everything else on stderr", false)
    .addHelpText("after", examples(["colophon endorsements fork forks/publication-1.0b3f1c20....fork.json"]))
    .action(async (file: string, options) => exit(await (await load()).checkFork(file, options)));
}
