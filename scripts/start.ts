/** `npm start`: an archive on this machine with the example issues in it, and its page. A second start finds it as it was. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { init, OWN_MACHINE } from "../src/cli/commands/init.ts";
import { publish, revise } from "../src/cli/commands/publish.ts";
import { startServer, untilStopped } from "../src/cli/commands/serve.ts";
import { openReading } from "../src/cli/compose.ts";
import { findArchive } from "../src/cli/config.ts";
import { createOutput, paint, reportFailure } from "../src/cli/output.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ARCHIVE = process.env["COLOPHON_ARCHIVE"] ?? join(ROOT, "archive");
const EXAMPLES = join(ROOT, "examples");
const output = createOutput(false);

interface Example {
  readonly name: string;
  readonly title: string;
  readonly issues: readonly string[];
  readonly corrections: readonly string[];
}

function examples(): Example[] {
  const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => {
    const profile = parse(readFileSync(join(EXAMPLES, name, "publication.yaml"), "utf8")) as {
      title: string;
    };
    const below = readdirSync(join(EXAMPLES, name), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const paths = below.map((entry) => join(EXAMPLES, name, entry.name)).sort();
    const isCorrection = (path: string) => path.endsWith("-corrected");
    return {
      name,
      title: profile.title,
      issues: paths.filter((path) => !isCorrection(path)),
      corrections: paths.filter(isCorrection),
    };
  });
}

async function publishExamples(): Promise<void> {
  const common = { archive: ARCHIVE, json: false, hidden: false, dryRun: false, wait: "final" } as const;
  for (const { name, title, issues, corrections } of examples()) {
    const made = await init(ARCHIVE, { archive: ARCHIVE, json: false, deploy: false, title, name });
    const published = made === 0 ? await publish(issues, { ...common, publication: name }) : made;
    if (published !== 0) throw new Error(`the example ${name} could not be published`);
    for (const path of corrections) await revise(path, { ...common, publication: name });
  }
}

async function main(): Promise<number> {
  await publishExamples();
  await using reading = await openReading(findArchive(ARCHIVE));
  const server = await startServer(reading, { host: "127.0.0.1", ...portOf(process.env["PORT"]) });
  const sample = relative(process.cwd(), join(EXAMPLES, "tidewater", "41", "index.html"));
  output.line();
  output.line(paint("bold", `The archive is open at ${server.url}`));
  output.line();
  output.line("Try next:");
  output.line(`  drop ${sample} on that page, then change one letter of a copy and drop that`);
  output.line(`  npx colophon verify ${sample}`);
  output.line("  npx colophon audit");
  output.line(
    '  npx colophon init --title "My Letter"   and   npx colophon publish <folder> --publication my-letter',
  );
  if (reading.place.config.chain.type === "embedded") output.line(`\n${OWN_MACHINE}`);
  output.line("\nStop it with Ctrl-C; everything stays in archive/.");
  await untilStopped();
  await server.stop();
  return 0;
}

function portOf(port: string | undefined): { port?: string } {
  return port === undefined ? {} : { port };
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = reportFailure(error, output);
}
