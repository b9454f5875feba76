/**
 * `node scripts/bench-pack.ts`: packs one file of 512 MiB, 300 files of 200 MiB in all and 10,000 of 20 KiB, by a program
 * that does nothing else, and compares with `openssl dgst -sha256` of the same bytes and with `ipfs add --only-hash`,
 * round by round. Fails when a CID differs from Kubo's or when more than 300 MiB of memory were used. On one core it is
 * measured where there is `taskset`; Kubo where `tools/install-kubo.sh` has put it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./bench/measure.ts";
import { folderOf } from "./bench/folder.ts";
import { type Cost, cost, medianCost } from "./bench/cost.ts";

const MIB = 1024 * 1024;
const LIMIT = 300 * MIB;
const ROUNDS = Number(process.argv[2] ?? 5);
const PACKER = fileURLToPath(new URL("bench/packer.ts", import.meta.url));
const IPFS = fileURLToPath(new URL("../node_modules/.cache/colophon/ipfs", import.meta.url));
const hasKubo = existsSync(IPFS);
const hasTaskset = spawnSync("taskset", ["--version"]).status === 0;

const INPUTS = [
  { name: "one file, 512 MiB", files: 1, bytes: 512 * MIB, target: { two: 1.4, one: 1.9 } },
  {
    name: "300 files, 200 MiB",
    files: 300,
    bytes: Math.floor((200 * MIB) / 300),
    target: { two: 1.6, one: 1.9 },
  },
  { name: "10,000 files of 20 KiB", files: 10_000, bytes: 20 * 1024, target: { two: 1.6, one: 1.9 } },
] as const;

const work = mkdtempSync(join(tmpdir(), "colophon-bench-"));
const repository = { ...process.env, IPFS_PATH: join(work, "ipfs"), HOME: work };

function runsOf(folder: string, paths: readonly string[]) {
  const pack = [process.execPath, PACKER, folder];
  return {
    openssl: () => cost(["openssl", "dgst", "-sha256", ...paths]),
    pack: () => cost(pack),
    ...(hasTaskset ? { alone: () => cost(["taskset", "-c", "0", ...pack]) } : {}),
    ...(hasKubo
      ? {
          kubo: () =>
            cost([IPFS, "--offline", "add", "--only-hash", "--recursive", "-Q", folder], repository),
        }
      : {}),
  };
}

type Runs = Partial<Record<"openssl" | "pack" | "alone" | "kubo", Cost[]>>;

/** All of them in each round, so that what else the machine does falls on all alike. */
function measured(folder: string, paths: readonly string[]): Runs {
  const runs: Runs = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, run] of Object.entries(runsOf(folder, paths)))
      (runs[name as keyof Runs] ??= []).push(run());
  return runs;
}

function row(input: (typeof INPUTS)[number], runs: Runs, name: keyof Runs) {
  const one = medianCost(runs[name] ?? []);
  const base = medianCost(runs.openssl ?? []);
  const kubo = runs.kubo && medianCost(runs.kubo);
  const target = { openssl: "", pack: input.target.two, alone: input.target.one, kubo: "" }[name];
  return {
    input: input.name,
    what: { openssl: "openssl dgst", pack: "pack, all cores", alone: "pack, one core", kubo: "ipfs add" }[
      name
    ],
    ms: (one.seconds * 1000).toFixed(0),
    "x openssl": (one.seconds / base.seconds).toFixed(2),
    target,
    "CPU x openssl": (one.cpu / base.cpu).toFixed(2),
    ...withoutStart(runs[name] ?? [], base),
    "x as fast as ipfs": kubo && name === "pack" ? (kubo.seconds / one.seconds).toFixed(2) : "",
    "peak MiB": (one.peak / MIB).toFixed(0),
  };
}

/** The packing by itself: the start of a program costs more than a small issue. */
function withoutStart(costs: readonly Cost[], base: Pick<Cost, "seconds" | "cpu">) {
  const figures = costs.map(({ stdout }) => (stdout.split("\n")[0] ?? "").split(" ").map(Number));
  const of = (at: 0 | 1) => median(figures.map((one) => one[at] ?? Number.NaN));
  const text = (ratio: number) => (Number.isNaN(ratio) ? "" : ratio.toFixed(2));
  return { "without start": text(of(0) / base.seconds), "CPU without": text(of(1) / base.cpu) };
}

function cidOf(costs: readonly Cost[] | undefined): string | undefined {
  return costs?.[0]?.stdout.trim().split("\n").at(-1);
}

try {
  if (hasKubo) cost([IPFS, "init", "--profile", "unixfs-v1-2025,test"], repository);
  const rows: unknown[] = [];
  for (const input of INPUTS) {
    const { folder, paths } = folderOf(join(work, `${input.files}`), input);
    const runs = measured(folder, paths);
    rows.push(...(Object.keys(runs) as (keyof Runs)[]).map((name) => row(input, runs, name)));
    const [own, theirs] = [cidOf(runs.pack), cidOf(runs.kubo)];
    const failures = [
      ...(theirs !== undefined && own !== theirs
        ? [`${input.name}: CID ${own ?? "none"}, Kubo's is ${theirs}`]
        : []),
      ...(cidOf(runs.alone) !== (runs.alone && own) ? [`${input.name}: another CID on one core`] : []),
      ...[...(runs.pack ?? []), ...(runs.alone ?? [])]
        .filter(({ peak }) => peak > LIMIT)
        .map(({ peak }) => `${input.name}: ${(peak / MIB).toFixed(0)} MiB of memory`),
    ];
    for (const problem of failures) console.error(problem);
    if (failures.length > 0) process.exitCode = 1;
    rmSync(folder, { recursive: true });
  }
  console.log(
    `medians of ${ROUNDS} rounds; whole processes, from start to exit${hasKubo ? "" : "; no Kubo here"}`,
  );
  console.table(rows);
} finally {
  rmSync(work, { recursive: true, force: true });
}
