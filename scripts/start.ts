/** `npm start`: an archive on this machine with the example issues in it, and its page. A second start finds it as it was. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { fail, reasonOf } from "../src/core/errors/error.ts";
import { publicationRef } from "../src/core/publication.ts";
import { found, OWN_MACHINE, register } from "../src/cli/commands/init.ts";
import { portTaken, startServer, untilStopped } from "../src/cli/commands/serve.ts";
import { openPublishing, openReading, type Reading } from "../src/cli/compose.ts";
import { readArchive } from "../src/cli/config.ts";
import { wrapped } from "../src/cli/format.ts";
import { createOutput, paint, reportFailure } from "../src/cli/output.ts";
import { planIssue } from "../src/cli/source.ts";
import { type PublishedIssue, publishIssue, reviseIssue } from "../src/publish/issue.ts";
import { type Publisher, settle } from "../src/publish/publisher.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ARCHIVE = process.env["COLOPHON_ARCHIVE"] ?? join(ROOT, "archive");
const EXAMPLES = join(ROOT, "examples");
const output = createOutput(false);

interface Example {
  readonly name: string;
  readonly title: string;
  readonly language: string;
  readonly description: string;
}

function folders(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
}

function examples(): Example[] {
  return folders(EXAMPLES).map((name) => {
    const file = readFileSync(join(EXAMPLES, name, "publication.yaml"), "utf8");
    return { name, ...(parse(file) as Omit<Example, "name">) };
  });
}

async function publishExamples(): Promise<void> {
  await found(ARCHIVE, { json: false, deploy: false }, () => {});
  for (const example of examples()) {
    const options = { ...example, json: false, deploy: false };
    const { id } = await register(readArchive(ARCHIVE), options, () => {});
    await using reading = await openReading(readArchive(ARCHIVE));
    await using publishing = await openPublishing(reading, { onProgress: () => {}, until: "final" });
    await settle(publishing.publisher);
    const publication = publicationRef(reading.chainId, reading.registry.address, id);
    for (const folder of folders(join(EXAMPLES, example.name)))
      tell(
        example,
        await publishFolder(join(EXAMPLES, example.name, folder), publication, publishing.publisher),
      );
  }
}

/** A folder called `<label>-corrected` is the revision of the issue that came before it. */
async function publishFolder(
  path: string,
  publication: Parameters<typeof planIssue>[1],
  publisher: Publisher,
): Promise<PublishedIssue> {
  const { plan, reason } = await planIssue(path, publication, { hidden: false });
  return path.endsWith("-corrected") ? reviseIssue(plan, reason, publisher) : publishIssue(plan, publisher);
}

function tell({ title }: Example, { label, revision, digest, status }: PublishedIssue): void {
  const which = revision > 1 ? `${label}, revision ${revision}` : label;
  const done = status === "already" ? "was there" : "published";
  output.line(`  ${paint("green", "✓")} ${done}  ${`${title} ${which}`.padEnd(42)} ${paint("dim", digest)}`);
}

async function tellNext(url: string, reading: Reading): Promise<void> {
  const sample = relative(process.cwd(), join(EXAMPLES, "tidewater", "41", "index.html"));
  output.line(`\n${paint("bold", `The archive is open at ${url}`)}\n`);
  output.line(`Its chain answers at http://${reading.chain.node}.\n`);
  output.line("Try next, in another terminal, in this folder:");
  output.line(`  npx colophon verify ${sample}`);
  output.line("  npx colophon audit");
  output.line('  npx colophon init --title "My Letter" --name my-letter');
  output.line("  npx colophon publish <folder> --publication my-letter");
  const drop = `Or drop ${sample} on the page; then change one letter of a copy, and drop that.`;
  output.line(wrapped(drop, process.stdout.columns));
  if (reading.place.config.chain.type === "embedded")
    output.line(`\n${wrapped(OWN_MACHINE, process.stdout.columns)}`);
  output.line(`\nStop it with Ctrl-C; everything stays in ${relative(process.cwd(), ARCHIVE)}/.`);
}

/** `npm start -- --port 9000`; what is misspelt is not passed over. @throws USAGE_INVALID */
function portAsked(): string | undefined {
  try {
    return parseArgs({ options: { port: { type: "string" } } }).values.port;
  } catch (error) {
    return fail("USAGE_INVALID", { problem: `npm start takes --port <number> alone: ${reasonOf(error)}` });
  }
}

async function main(): Promise<number> {
  const port = portAsked() ?? process.env["PORT"];
  output.line(paint("bold", "Colophon"));
  await publishExamples();
  await using reading = await openReading(readArchive(ARCHIVE));
  const server = await startServer(reading, { host: "127.0.0.1", ...(port === undefined ? {} : { port }) });
  if (server.insteadOf !== undefined) output.note(portTaken(server.insteadOf));
  await tellNext(server.url, reading);
  await untilStopped();
  await server.stop();
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = reportFailure(error, output);
}
