import type { Command } from "commander";
import { command, examples, type Exit, issueOptions, noticeOptions, together, waiting } from "./shared.ts";

function signingOptions(made: Command): Command {
  return made
    .option("--deadline <when>", "how long the signature counts: 30m, 12h, 7d, 2w, or a date", "7d")
    .option("-o, --output <file>", "the file to write (default: <label>.signed.json)")
    .option("--force", "overwrite that file", false)
    .option("--publisher <address>", "an account whose own wallet signs, not the archive's key");
}

export function addSign(program: Command, exit: Exit): void {
  const summary = "store and sign what somebody else will send: publish, revise or notice";
  const sign = program.command("sign").summary(summary).description(summary);
  const load = () => import("../commands/sign.ts");
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

export function addRelay(program: Command, exit: Exit): void {
  waiting(command(program, "relay <file>", "send what a publisher has signed, and pay for it"))
    .option(
      "--rpc-url <url>",
      "a node to send by, without any archive (or COLOPHON_RPC_URL); may be given again",
      together,
    )
    .option("--keystore <file>", "without an archive: the key that pays (default: COLOPHON_PRIVATE_KEY)")
    .option("--signer <url>", "without an archive: clef, web3signer or a node that signs (as for init)")
    .option("--signer-account <address>", "the account that it signs as (default: its only one)")
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
        "colophon relay 95.signed.json --rpc-url http://127.0.0.1:8545 --signer /home/me/.clef/clef.ipc",
      ]),
    )
    .action(async (file: string, options) =>
      exit(await (await import("../commands/relay.ts")).relayCommand(file, options)),
    );
}
