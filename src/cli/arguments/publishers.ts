import type { Command } from "commander";
import { command, examples, type Exit, waiting } from "./shared.ts";

const PUBLICATION = [
  "--publication <name>",
  "which of the archive's publications, by name or number",
] as const;

export function addPublishers(program: Command, exit: Exit): void {
  const summary = "list who may publish; grant an account the right, or revoke it";
  const publishers = program.command("publishers").summary(summary).description(summary);
  const load = () => import("../commands/publishers.ts");
  command(publishers, "list", "list the owner and the accounts with a grant", { isDefault: true })
    .option(...PUBLICATION)
    .addHelpText("after", examples(["colophon publishers", "colophon publishers --json"]))
    .action(async (options) => exit(await (await load()).listPublishers(options)));
  const changes = [
    { kind: "grant", says: "let an account publish; only the owner's key can" },
    { kind: "revoke", says: "take an account's right to publish; what it has published stays" },
  ] as const;
  for (const { kind, says } of changes) {
    const example = `colophon publishers ${kind} 0x70997970C51812dc3A010C7d01b50e0d17dc79C8`;
    waiting(command(publishers, `${kind} <address>`, says))
      .option(...PUBLICATION)
      .option("--dry-run", "show what it costs; send nothing", false)
      .addHelpText("after", examples([example, `${example} --dry-run`]))
      .action(async (address: string, options) =>
        exit(await (await load()).changePublishers(kind, address, options)),
      );
  }
}
