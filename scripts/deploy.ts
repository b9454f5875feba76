/**
 * `npm run deploy -- [folder]`: puts the registry on the chain of COLOPHON_RPC_URL (signed with COLOPHON_PRIVATE_KEY), at
 * the one address that it has on every chain, and writes it into the archive in that folder and into a record. A second
 * run finds it and sends nothing.
 */
import { Command, CommanderError, Option } from "commander";
import { deploy } from "../src/cli/commands/deploy.ts";
import { createOutput, reportFailure } from "../src/cli/output.ts";
import { failure } from "../src/core/errors/error.ts";

const EXAMPLES = `
Examples:
  npm run deploy -- my-archive                                  on the embedded chain of that archive
  npm run deploy -- --chain base --dry-run                      what it would cost; needs COLOPHON_RPC_URL
  npm run deploy -- base-archive --chain base                   needs COLOPHON_PRIVATE_KEY too
  npm run deploy -- --verification out                          what explorers and Sourcify ask for

The key is never an argument: COLOPHON_PRIVATE_KEY, --keystore or --signer. docs/deployments.md has the details.
`;

const program = new Command("npm run deploy --")
  .description(
    "Puts the registry on a chain, at the one address that it has on every chain, or finds it there.",
  )
  .argument("[folder]", "the archive to make or complete (default: COLOPHON_ARCHIVE, or archive)")
  .option("--archive <folder>", "the same")
  .option(
    "--chain <name>",
    "ethereum, sepolia, base, op, arbitrum, local, or eip155:<number>: refuse any other node",
  )
  .option("--rpc-url <url>", "a node of the chain (or COLOPHON_RPC_URL, which is not written down)")
  .option("--keystore <file>", "an encrypted JSON keystore to sign with (default: COLOPHON_PRIVATE_KEY)")
  .option("--signer <url>", "clef, web3signer or a node that signs: http, https, or the path of a socket")
  .option("--signer-account <address>", "the account that it signs as (default: its only one)")
  .addOption(new Option("--wait <for>", "until when to wait").choices(["mined", "final"]).default("final"))
  .option("--dry-run", "show address, gas, fees and the balance needed; write and send nothing", false)
  .option("--plain", "without the factory: an address of its own, which depends on the account", false)
  .option("--again", "although a record names another registry on this chain", false)
  .option(
    "--records <folder>",
    "where <chain>.json is kept (default: deployments/, or the archive's for a local chain)",
  )
  .option("--verification <folder>", "write what explorers ask for to show the source; deploys nothing")
  .option("--json", "print one JSON document on stdout, everything else on stderr", false)
  .addHelpText("after", EXAMPLES)
  .showHelpAfterError("Run with --help to see the arguments and examples.")
  .exitOverride()
  .action(async (folder: string | undefined, options) => {
    process.exitCode = await deploy(folder, options);
  });

// npm runs scripts in the package's folder; a folder is meant from where it was called.
process.chdir(process.env["INIT_CWD"] ?? process.cwd());

try {
  await program.parseAsync();
} catch (error) {
  const output = createOutput(process.argv.includes("--json"));
  if (!(error instanceof CommanderError)) process.exitCode = reportFailure(error, output);
  else if (error.exitCode !== 0) {
    process.exitCode = 2;
    const problem = error.message.replace(/^error: /, "").replace(/\.$/, "");
    if (output.json) output.document({ error: failure("USAGE_INVALID", { problem }) });
  }
}
