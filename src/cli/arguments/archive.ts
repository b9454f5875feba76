import type { Command } from "commander";
import { command, examples, type Exit, together } from "./shared.ts";

export function addInit(program: Command, exit: Exit): void {
  command(program, "init [folder]", "make an archive, or add a publication to one")
    .requiredOption("--title <title>", "the publication's title")
    .option("--name <name>", "a short name for it on the command line (default: from the title)")
    .option("--description <text>")
    .option("--domain <name>", "the domain that vouches for the publication")
    .option("--issn <issn>")
    .option("--language <tag>")
    .option("--chain <name>", "the chain: ethereum, sepolia, base, op, arbitrum, local, or eip155:<number>")
    .option(
      "--rpc-url <url>",
      "a node of the chain to use instead of the embedded one (or COLOPHON_RPC_URL); several, of which most have to agree, by giving it again",
      together,
    )
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
      exit(await (await import("../commands/init.ts")).init(folder, options)),
    );
}

export function addKeep(program: Command, exit: Exit): void {
  command(
    program,
    "keep <mirror> [folder]",
    "make an archive that keeps a copy of what somebody else publishes",
  )
    .option("--name <name>", "a short name for it on the command line (default: from the title)")
    .option(
      "--rpc-url <url>",
      "a node of the mirror's chain (or COLOPHON_RPC_URL); several, of which most have to agree, by giving it again",
      together,
    )
    .option("--registry <address>", "you mean this registry, although it is not this program's own")
    .option("--kubo-url <url>", "a Kubo node to keep the blocks, too (or COLOPHON_KUBO_URL)")
    .addHelpText(
      "after",
      examples([
        "colophon keep https://archive.example/api/publications/1/mirror my-copy --rpc-url https://rpc.example",
        "colophon keep letter.mirror.car my-copy --rpc-url https://rpc.example",
        "colophon repair --archive my-copy",
      ]),
    )
    .action(async (mirror: string, folder: string | undefined, options) =>
      exit(await (await import("../commands/keep.ts")).keepCommand(mirror, folder, options)),
    );
}

export function addDomain(program: Command, exit: Exit): void {
  command(program, "domain", "what makes your domain vouch for a publication, and whether it does")
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .option("-o, --out <file>", "write the file for /.well-known/colophon.json here")
    .addHelpText(
      "after",
      examples([
        "colophon domain",
        "colophon domain --out site/.well-known/colophon.json",
        "colophon domain --json",
      ]),
    )
    .action(async (options) => exit(await (await import("../commands/domain.ts")).domain(options)));
}

export function addKey(program: Command, exit: Exit): void {
  const summary = "make, import or show the keystore to sign with";
  const key = program.command("key").summary(summary).description(summary);
  const load = () => import("../commands/key.ts");
  const where = "[file] is where to: ~/.config/colophon/keys/<address>.json unless stated.";
  command(key, "new [file]", "make a key and encrypt it into a new keystore")
    .addHelpText(
      "after",
      `\n${where}\n${examples(["colophon key new", "colophon key new --passphrase-fd 0 < passphrase"])}`,
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

export function addStatus(program: Command, exit: Exit): void {
  command(program, "status", "show the archive: publications, issues, unfinished work")
    .addHelpText("after", examples(["colophon status", "colophon status --json"]))
    .action(async (options) => exit(await (await import("../commands/status.ts")).status(options)));
}

export function addServe(program: Command, exit: Exit): void {
  command(program, "serve", "run the verifier: pages, API and IPFS gateway")
    .option("--port <number>", "the port (default: 8080, or the next free one)")
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .addHelpText("after", examples(["colophon serve", "colophon serve --port 9000"]))
    .action(async (options) => exit(await (await import("../commands/serve.ts")).serve(options)));
}
