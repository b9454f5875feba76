import type { Command } from "commander";
import { trustOptions } from "./endorsement.ts";
import { command, examples, type Exit } from "./shared.ts";

export function addVerify(program: Command, exit: Exit): void {
  const verify = command(
    program,
    "verify [what]",
    "check a file, a folder, a SHA-256, a CID or a quotation against the archive, or a proof",
  )
    .option("--label <label>", "the issue that it is said to be a copy of")
    .option("--quote <passage>", "a passage that is said to stand in it (- reads it from stdin)")
    .option("--quote-file <file>", "the same, from a file")
    .option("--copy <path>", "with a proof: the file or folder that you hold")
    .option("--offline", "with a proof: ask nobody", false)
    .option(
      "--block-hash <hash>",
      "with a proof: its block's hash, which you looked up yourself; may be given several times",
      hashes,
    )
    .option("--chain <name>", "with a proof: the chain that is meant")
    .option("--registry <address>", "with a proof: the registry that is meant")
    .option("--endorsements <path...>", "what others have signed of the history: files, or folders of them");
  trustOptions(verify)
    .addHelpText(
      "after",
      examples([
        "colophon verify 95.pdf",
        "colophon verify issues/95 --label 95",
        "colophon verify baguqeera... --json",
        'colophon verify --label 95 --quote "At six in the morning."',
        "colophon verify 95.proof.json --copy 95.pdf",
        "colophon verify 95.proof.json --offline --block-hash 0x61c2...",
        "colophon verify 95.pdf --endorsements endorsements/ --trust libraries.txt --policy 2-of-3",
      ]),
    )
    .action(async (what: string | undefined, options) => {
      const isQuote = options.quote !== undefined || options.quoteFile !== undefined;
      const passage = isQuote ? await (await import("../quoting.ts")).passageOf(options) : undefined;
      const { isProofFile, verifyProofFile } = await import("../commands/verify-proof.ts");
      if (what !== undefined && isProofFile(what, options))
        exit(await verifyProofFile(what, { ...options, ...(passage === undefined ? {} : { passage }) }));
      else if (passage !== undefined)
        exit(await (await import("../commands/verify-quote.ts")).verifyQuote(what, passage, options));
      else exit(await (await import("../commands/verify.ts")).verify(what ?? "", options));
    });
}

export function addProof(program: Command, exit: Exit): void {
  command(program, "proof <issue>", "write a proof of an issue that needs nothing but one block's hash")
    .option("--file <path>", "of this file of it")
    .option("--quote <passage>", "of a passage of it, by a few of its lines (- reads it from stdin)")
    .option("--quote-file <file>", "the same, from a file")
    .option("--endorsements <path...>", "with what others have signed: files, or folders of them")
    .option("-o, --out <file>", "where to (default: <issue>.proof.json or <issue>.quote.proof.json)")
    .option("--publication <name>", "which of the archive's publications, by name or number")
    .addHelpText(
      "after",
      examples([
        "colophon proof 95",
        "colophon proof 95 --file 95.pdf -o 95.proof.json",
        'colophon proof 95 --quote "At six in the morning."',
        "colophon proof 95 --endorsements endorsements/",
      ]),
    )
    .action(async (issue: string, options) =>
      exit(await (await import("../commands/proof.ts")).proof(issue, options)),
    );
}

/** One at a time, so that it takes no path that follows it. */
function hashes(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}
