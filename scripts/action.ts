import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOutput, reportFailure } from "../src/cli/output.ts";
import { argumentsOf, settingsFrom } from "./action/settings.ts";
import { outcomeOf } from "./action/outcome.ts";
import { runProgram } from "./action/program.ts";
import { keysFrom, maskSecrets } from "./action/secrets.ts";
import { summaryOf } from "./action/summary.ts";

/* What the step of action.yml runs: the program, with the inputs as its arguments and the results as outputs. */

// A secret that is not there, as in a pull request from a fork, comes as an empty text: it is none.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name, value]) => value !== "" || !name.startsWith("COLOPHON_")),
);
const folder = mkdtempSync(join(env["RUNNER_TEMP"] ?? tmpdir(), "colophon-"));
const secrets = join(folder, "secrets");
const json = join(folder, "colophon.json");
maskSecrets(env, (line) => console.log(line));
// What follows holds inputs and titles of the source: no line of it is to be taken for a command to the runner.
const token = randomUUID();
console.log(`::stop-commands::${token}`);
try {
  process.exitCode = await publish();
} catch (error) {
  process.exitCode = reportFailure(error, createOutput(false));
} finally {
  rmSync(secrets, { recursive: true, force: true });
  console.log(`::${token}::`);
}

async function publish(): Promise<number> {
  const settings = settingsFrom(env);
  const keys = keysFrom(env, { archive: settings.archive, folder: secrets });
  const { status, stdout } = await runProgram(argumentsOf(settings), { ...env, ...keys.env }).finally(
    keys.remove,
  );
  writeFileSync(json, stdout);
  const outcome = outcomeOf(stdout);
  output("status", settings.isDryRun ? "dry-run" : String(status));
  output("published", settings.isDryRun ? "0" : String(outcome.issues.length));
  output("labels", outcome.issues.map(({ label }) => label).join("\n"));
  output("digests", outcome.issues.map(({ digest }) => digest).join("\n"));
  output("cids", outcome.issues.map(({ cid }) => cid).join("\n"));
  output("transactions", outcome.transactions.join("\n"));
  output("json", json);
  append(env["GITHUB_STEP_SUMMARY"], summaryOf(outcome, { status, isDryRun: settings.isDryRun }));
  return status;
}

/** A delimiter that no value can know keeps a value from setting another output. */
function output(name: string, value: string): void {
  const delimiter = `end-${randomUUID()}`;
  append(env["GITHUB_OUTPUT"], `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== "") appendFileSync(file, text);
}
