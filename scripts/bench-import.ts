/**
 * `npm run bench:import`: imports 1,000 and then 10,000 posts of 20 KiB, each with one command into a new archive on
 * this machine, and runs each import a second time; compares with `openssl dgst -sha256` of the same files in the same
 * run. Fails when an import takes more than 300 MiB, when its memory grows by more than 2 KiB for each further issue, or
 * when an issue costs 100 gas or more. `-- <issues> <issues> ...` for other numbers, the smallest first.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, type Measured } from "./bench/measure.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const ISSUE_BYTES = 20 * KIB;
/** What a command line takes at once. */
const FILES_AT_ONCE = 5_000;
const LIMIT = { bytes: 300 * MIB, bytesPerIssue: 2 * KIB, gas: 100 };
/** What does not grow with the issues but is not there at once: the threads that hash, a heap's room, chance. */
const NOISE = 32 * MIB;
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));

const given = process.argv.slice(2).map(Number);
const sizes = given.length === 0 ? [1_000, 10_000] : given;
const work = mkdtempSync(join(tmpdir(), "colophon-bench-"));
const colophon = (...args: string[]) => measure(process.execPath, [COLOPHON, ...args], { peak: true });

/** What an import says that it anchored, in gas and issues, and how many it found standing. */
function told({ stdout }: Measured) {
  const sum = (pattern: RegExp) =>
    [...stdout.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0);
  return {
    anchored: sum(/^A batch of (\d+) issue/gm),
    gas: sum(/^ {2}gas +(\d+),/gm),
    stood: sum(/^(\d+) issues? stood before/gm),
  };
}

interface Round {
  readonly issues: number;
  readonly openssl: number;
  readonly first: Measured;
  readonly second: Measured;
  readonly gas: number;
}

/** Posts as a blog has them: front matter, and paragraphs that no other post has. */
function makePosts(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.UTC(1960, 0, 1 + i)).toISOString().slice(0, 10);
    const line = `The tide of ${day} stood at ${(i * 7919) % 1000} when the ferry came in.\n`;
    const head = `---\ntitle: Letter ${i}\ndate: ${day}\n---\n`;
    const path = join(folder, `letter-${i}.md`);
    writeFileSync(path, (head + line.repeat(Math.ceil(ISSUE_BYTES / line.length))).slice(0, ISSUE_BYTES));
    return path;
  });
}

function hashed(paths: readonly string[]): number {
  let seconds = 0;
  for (let at = 0; at < paths.length; at += FILES_AT_ONCE)
    seconds += measure("openssl", ["dgst", "-sha256", ...paths.slice(at, at + FILES_AT_ONCE)], {
      peak: false,
    }).seconds;
  return seconds;
}

function round(issues: number): Round {
  const posts = join(work, `posts-${issues}`);
  const archive = join(work, `archive-${issues}`);
  const paths = makePosts(posts, issues);
  colophon("init", archive, "--title", "Bench");
  const openssl = hashed(paths);
  const importing = () => colophon("import", posts, "--kind", "posts", "--archive", archive);
  const [first, second] = [importing(), importing()];
  const { anchored, gas } = told(first);
  const { stood } = told(second);
  if (anchored !== issues || stood !== issues)
    throw new Error(`of ${issues} issues ${anchored} were anchored, and ${stood} found standing`);
  rmSync(posts, { recursive: true });
  rmSync(archive, { recursive: true });
  return { issues, openssl, first, second, gas: gas / issues };
}

function row({ issues, openssl, gas }: Round, what: string, run: Measured) {
  return {
    what,
    issues,
    seconds: run.seconds.toFixed(2),
    "issues/s": (issues / run.seconds).toFixed(0),
    "x openssl": (run.seconds / openssl).toFixed(1),
    "peak MiB": run.peak === 0 ? "" : (run.peak / MIB).toFixed(0),
    "gas/issue": what === "import" ? gas.toFixed(1) : "",
  };
}

function refuse(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

function holdToLimits(rounds: readonly Round[]): void {
  const [smallest] = rounds;
  for (const { issues, first, gas } of rounds) {
    if (first.peak > LIMIT.bytes)
      refuse(`${issues} issues took ${(first.peak / MIB).toFixed(0)} MiB; the limit is ${LIMIT.bytes / MIB}`);
    if (gas >= LIMIT.gas)
      refuse(`${issues} issues cost ${gas.toFixed(1)} gas each; the limit is ${LIMIT.gas}`);
    const more = issues - (smallest?.issues ?? issues);
    const grown = first.peak - (smallest?.first.peak ?? first.peak);
    if (grown > more * LIMIT.bytesPerIssue + NOISE)
      refuse(
        `${more} more issues took ${(grown / MIB).toFixed(0)} MiB more; the limit is ${LIMIT.bytesPerIssue / KIB} KiB for each`,
      );
  }
}

try {
  const rounds = sizes.map((issues) => round(issues));
  console.log(
    `posts of ${ISSUE_BYTES / KIB} KiB; whole processes, from start to exit; Node ${process.version}`,
  );
  console.table(
    rounds.flatMap((one) => [
      row(one, "openssl dgst -sha256", { seconds: one.openssl, peak: 0, stdout: "" }),
      row(one, "import", one.first),
      row(one, "import again", one.second),
    ]),
  );
  holdToLimits(rounds);
} finally {
  rmSync(work, { recursive: true, force: true });
}
