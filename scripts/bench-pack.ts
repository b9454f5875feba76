/**
 * `npm run bench:pack`: packs one file of 512 MiB, 300 files of 200 MiB in all and 10,000 of 20 KiB, by a program that does
 * nothing else, and compares with `openssl dgst -sha256` of the same bytes and with `ipfs add --only-hash`, round by
 * round. Fails when a CID differs from Kubo's or when more than 300 MiB of memory were used. On one core it is measured
 * where there is `taskset`; Kubo where `tools/install-kubo.sh` has put it. `-- <rounds>` for another number than 5.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./bench/measure.ts";
import { folderOf } from "./bench/folder.ts";
import { type Cost, cost, loadText, medianCost, noteLoad } from "./bench/cost.ts";
import { bundle } from "./build/bundle.ts";
import { vite } from "./build/vite.ts";

const MIB = 1024 * 1024;
const LIMIT = 300 * MIB;
const ROUNDS = Number(process.argv[2] ?? 5);
const PACKER = fileURLToPath(new URL("bench/packer.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const IPFS = fileURLToPath(new URL("../node_modules/.cache/colophon/ipfs", import.meta.url));
const hasKubo = existsSync(IPFS);
const hasTaskset = spawnSync("taskset", ["--version"]).status === 0;
/** At least so many times as fast as `ipfs add`. */
const FASTER = 1.5;

/** What is aimed at, in times of OpenSSL; nothing for what no aim was set for. */
interface Aim {
  readonly two?: number;
  readonly one?: number;
}

interface Input {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly aim: Aim;
}

const INPUTS: readonly Input[] = [
  { name: "one file, 512 MiB", files: 1, bytes: 512 * MIB, aim: { two: 1.4, one: 1.9 } },
  { name: "300 files, 200 MiB", files: 300, bytes: Math.floor((200 * MIB) / 300), aim: {} },
  { name: "10,000 files of 20 KiB", files: 10_000, bytes: 20 * 1024, aim: { two: 1.6 } },
];

const work = mkdtempSync(join(tmpdir(), "colophon-bench-"));
/** Compiled code is kept between the rounds, as it is for the command line. */
const kept = { ...process.env, NODE_COMPILE_CACHE: join(work, "compiled") };
const repository = { ...process.env, IPFS_PATH: join(work, "ipfs"), HOME: work };

/** Built as the command line is (`npm run build:cli`). */
async function buildPacker(): Promise<string> {
  const tool = await vite();
  if (tool === undefined) return PACKER;
  const folder = join(work, "packer");
  await bundle(tool, { root: ROOT, main: PACKER, folder });
  return join(folder, "main.js");
}

function runsOf(
  packer: string,
  folder: string,
  paths: readonly string[],
): Record<string, () => Promise<Cost>> {
  const pack = [process.execPath, packer, folder];
  const add = [IPFS, "--offline", "add", "--only-hash", "--recursive", "-Q", folder];
  return {
    openssl: () => cost(["openssl", "dgst", "-sha256", ...paths]),
    pack: () => cost(pack, kept),
    ...(hasTaskset && { alone: () => cost(["taskset", "-c", "0", ...pack], kept) }),
    "CIDs only": () => cost([...pack, "--cid-only"], kept),
    ...(hasKubo && { kubo: () => cost(add, repository) }),
  };
}

type Runs = Partial<Record<string, Cost[]>>;

/** All of them in each round, so that what else the machine does falls on all alike. */
async function measured(packer: string, folder: string, paths: readonly string[]): Promise<Runs> {
  const runs: Runs = {};
  for (let round = 0; round < ROUNDS; round++) {
    noteLoad();
    for (const [name, run] of Object.entries(runsOf(packer, folder, paths)))
      (runs[name] ??= []).push(await run());
  }
  return runs;
}

function row(input: Input, runs: Runs, name: string) {
  const costs = runs[name] ?? [];
  const one = medianCost(costs);
  const base = medianCost(runs["openssl"] ?? []);
  const kubo = runs["kubo"] && medianCost(runs["kubo"]);
  const isPacking = name !== "openssl" && name !== "kubo";
  return {
    input: input.name,
    what: name,
    ms: (one.seconds * 1000).toFixed(0),
    whole: times(one.seconds / base.seconds),
    "without start": isPacking ? times(withoutStart(costs, 0) / base.seconds) : "",
    aim: { pack: input.aim.two, alone: input.aim.one }[name] ?? "",
    "CPU whole": times(one.cpu / base.cpu),
    "CPU without": isPacking ? times(withoutStart(costs, 1) / base.cpu) : "",
    "as fast as ipfs": kubo && isPacking ? times(kubo.seconds / one.seconds) : "",
    "without its start": kubo && isPacking ? times(kubo.seconds / withoutStart(costs, 0)) : "",
    "peak MiB": Number.isNaN(one.peak) ? "" : (one.peak / MIB).toFixed(0),
  };
}

/** The packing by itself, as the program measures it: its seconds, or those of all cores. */
function withoutStart(costs: readonly Cost[], which: 0 | 1): number {
  return median(costs.map(({ stdout }) => Number((stdout.split("\n")[0] ?? "").split(" ")[which])));
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} x`;
}

function cidOf(costs: readonly Cost[] | undefined): string | undefined {
  return costs?.[0]?.stdout.trim().split("\n").at(-1);
}

function failuresOf(input: Input, runs: Runs): string[] {
  const own = cidOf(runs["pack"]);
  const others = Object.keys(runs).filter((name) => name !== "openssl" && cidOf(runs[name]) !== own);
  const large = Object.values(runs).flatMap((costs) => costs?.filter(({ peak }) => peak > LIMIT) ?? []);
  return [
    ...others.map(
      (name) => `${input.name}: ${own ?? "no CID"}, but ${name} gives ${cidOf(runs[name]) ?? ""}`,
    ),
    ...large.map(({ peak }) => `${input.name}: ${(peak / MIB).toFixed(0)} MiB of memory`),
  ];
}

try {
  if (hasKubo) await cost([IPFS, "init", "--profile", "unixfs-v1-2025,test"], repository);
  const packer = await buildPacker();
  const rows: unknown[] = [];
  for (const input of INPUTS) {
    const { folder, paths } = folderOf(join(work, `${input.files}`), input);
    const runs = await measured(packer, folder, paths);
    rows.push(...Object.keys(runs).map((name) => row(input, runs, name)));
    const failures = failuresOf(input, runs);
    for (const problem of failures) console.error(problem);
    if (failures.length > 0) process.exitCode = 1;
    rmSync(folder, { recursive: true });
  }
  console.log(`medians of ${ROUNDS} rounds, in times of openssl dgst; ${loadText()}`);
  console.log(`aims: with the start; against ipfs add ${FASTER} x${hasKubo ? "" : " (no Kubo here)"}`);
  console.table(rows);
} finally {
  rmSync(work, { recursive: true, force: true });
}
