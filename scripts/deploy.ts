/**
 * `npm run deploy -- [folder]`: puts a registry on the chain of COLOPHON_RPC_URL (signed with COLOPHON_PRIVATE_KEY) and
 * writes its address into the archive in that folder. A second run finds the first one's registry and sends nothing.
 */
import { found } from "../src/cli/commands/init.ts";
import { createOutput, reportFailure } from "../src/cli/output.ts";
import { showProgress } from "../src/cli/progress.ts";

const [folder, ...rest] = process.argv.slice(2).filter((word) => word !== "--json");
const output = createOutput(process.argv.includes("--json"));

// npm runs scripts in the package's folder; a folder is meant from where it was called.
process.chdir(process.env["INIT_CWD"] ?? process.cwd());

try {
  if (rest.length > 0 || folder?.startsWith("-") === true) {
    output.note("usage: npm run deploy -- [folder] [--json]");
    process.exitCode = 2;
  } else {
    const { config, folder: archive } = await found(
      folder,
      { json: output.json, deploy: true },
      showProgress(process.stderr),
    );
    if (output.json) output.document({ archive, chain: config.chain.id, registry: config.registry });
    output.line(`The registry of ${archive} is ${config.registry ?? ""} on ${config.chain.id}.`);
    output.line(`Next: npx colophon init ${archive} --title "My Letter"`);
  }
} catch (error) {
  process.exitCode = reportFailure(error, output);
}
