/**
 * `npm run bench:import`: imports 1,000 and then 10,000 posts of 20 KiB, each with one command into a new archive on
 * this machine, for a person and for a program, and runs each import a second time; compares with `openssl dgst -sha256`
 * of the same files in the same run. `-- 30000` does so with 30,000 as well. Fails when an import takes more than
 * 300 MiB, when one of more issues takes more memory than the smallest by over 2 KiB for each and 32 MiB, or when an
 * issue costs 100 gas or more. `-- <issues> <issues> ...` for other numbers.
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
/** What does not grow with the issues but takes half a minute to be there: a heap's room, caches of SQLite, chance. */
const NOISE = 32 * MIB;
const USUAL = [1_000, 10_000];
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 1 ? given.toSorted((a, b) => a - b) : [...USUAL, ...given];
const work = mkdtempSync(join(tmpdir(), "colophon-bench-"));
const colophon = (...args: string[]) => measure(process.execPath, [COLOPHON, ...args], { peak: true });

interface Told {
  readonly anchored: number;
  readonly gas: number;
  readonly stood: number;
}

/** What an import says that it anchored, in gas and issues, and how many it found standing. */
function told({ stdout }: Measured): Told {
  const sum = (pattern: RegExp) =>
    [...stdout.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0);
  return {
    anchored: sum(/^A batch of (\d+) issue/gm),
    gas: sum(/^ {2}gas +(\d+),/gm),
    stood: sum(/^(\d+) issues? stood before/gm),
  };
}

/** The same of what it says to a program. */
function toldByJson({ stdout }: Measured): Told {
  const { batches, already } = JSON.parse(stdout) as {
    readonly batches: readonly { readonly issues: readonly unknown[]; readonly gas: string }[];
    readonly already: readonly unknown[];
  };
  return {
    anchored: batches.reduce((total, { issues }) => total + issues.length, 0),
    gas: batches.reduce((total, { gas }) => total + Number(gas), 0),
    stood: already.length,
  };
}

interface Round {
  readonly issues: number;
  readonly openssl: number;
  readonly runs: readonly { readonly what: string; readonly run: Measured }[];
  /** For each issue. */
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
  const paths = makePosts(posts, issues);
  const openssl = hashed(paths);
  const person = imported(posts, issues, { name: "import", flags: [], read: told });
  const program = imported(posts, issues, { name: "import --json", flags: ["--json"], read: toldByJson });
  rmSync(posts, { recursive: true });
  return { issues, openssl, runs: [...person.runs, ...program.runs], gas: person.gas };
}

interface Way {
  readonly name: string;
  readonly flags: readonly string[];
  read(run: Measured): Told;
}

/** Into an archive of its own, twice. */
function imported(posts: string, issues: number, { name, flags, read }: Way): Pick<Round, "runs" | "gas"> {
  const archive = join(work, `archive-${issues}`);
  colophon("init", archive, "--title", "Bench");
  const importing = () => colophon("import", posts, "--kind", "posts", "--archive", archive, ...flags);
  const [first, second] = [importing(), importing()];
  const { anchored, gas } = read(first);
  const { stood } = read(second);
  if (anchored !== issues || stood !== issues)
    throw new Error(`of ${issues} issues ${anchored} were anchored, and ${stood} found standing`);
  rmSync(archive, { recursive: true });
  const runs = [
    { what: name, run: first },
    { what: `${name}, again`, run: second },
  ];
  return { runs, gas: gas / issues };
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
  for (const { issues, runs, gas } of rounds) {
    if (gas >= LIMIT.gas)
      refuse(`${issues} issues cost ${gas.toFixed(1)} gas each; the limit is ${LIMIT.gas}`);
    const more = issues - (smallest?.issues ?? issues);
    for (const [i, { what, run }] of runs.entries()) {
      const mib = (bytes: number) => (bytes / MIB).toFixed(0);
      if (run.peak > LIMIT.bytes)
        refuse(`${what}: ${issues} issues took ${mib(run.peak)} MiB; the limit is ${mib(LIMIT.bytes)}`);
      const grown = run.peak - (smallest?.runs[i]?.run.peak ?? run.peak);
      const allowed = more * LIMIT.bytesPerIssue + NOISE;
      if (grown > allowed)
        refuse(`${what}: ${more} more issues took ${mib(grown)} MiB more; the limit is ${mib(allowed)}`);
    }
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
      ...one.runs.map(({ what, run }) => row(one, what, run)),
    ]),
  );
  holdToLimits(rounds);
} finally {
  rmSync(work, { recursive: true, force: true });
}
