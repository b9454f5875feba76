/**
 * `npm run bench:server`: what `colophon serve` answers in a second when asked by the SHA-256 of files, with all that it
 * does for every answer, over an index of 1,000,000 issues; held against a bare Express that sends the same JSON, in the
 * same rounds, 50 connections each. Needs `wrk` (`apt install wrk`, `brew install wrk`). Fails below 60 % of Express,
 * when one answer in a hundred takes more than 50 ms, or above 300 MiB. `-- <issues> <rounds> <seconds>` for others.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { median } from "./bench/measure.ts";
import { addIssues, fileOf } from "./bench/million-issues.ts";

const [ISSUES = 1_000_000, ROUNDS = 3, SECONDS = 8] = process.argv.slice(2).map(Number);
const CONNECTIONS = 50;
const ASKED = 10_000;
const LIMIT = { share: 0.6, p99: 50, mebibytes: 300 };
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const COLOPHON = here("../bin/colophon.js");
const work = mkdtempSync(join(tmpdir(), "colophon-bench-"));
const running: ChildProcess[] = [];

interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

function colophon(...args: string[]): void {
  const run = spawnSync(process.execPath, [COLOPHON, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`colophon ${args.join(" ")} failed: ${run.stderr}`);
}

/** The process, and the address that it tells of on its first line. */
async function serving(args: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  let said = "";
  for await (const line of createInterface({ input: child.stdout })) {
    said += line;
    const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`no address was told: ${said}`);
}

async function load(url: string, paths: string): Promise<Load> {
  const program = ["-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, "--timeout", "10s"];
  const child = spawn("wrk", [...program, "-s", here("bench/server-load.lua"), url, "--", paths]);
  let said = "";
  for await (const part of child.stdout) said += String(part);
  const line = said.trim().split("\n").at(-1) ?? "";
  return JSON.parse(line) as Load;
}

function peakMebibytes({ pid }: ChildProcess): number {
  const kibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kibibytes) / 1024;
}

/** An archive whose catalogue knows a million issues besides its own. */
function archiveOf(issues: number): string {
  const archive = join(work, "archive");
  colophon("init", archive, "--title", "Bench");
  writeFileSync(join(work, "page.txt"), "one page");
  colophon("publish", join(work, "page.txt"), "--label", "page", "--archive", archive);
  addIssues(join(archive, "data", "catalogue.sqlite"), issues);
  return archive;
}

async function measured() {
  if (spawnSync("wrk", ["-v"]).error !== undefined) throw new Error("wrk is not installed");
  const archive = archiveOf(ISSUES);
  const paths = join(work, "paths");
  const step = Math.max(1, Math.floor(ISSUES / ASKED));
  writeFileSync(
    paths,
    Array.from({ length: Math.min(ASKED, ISSUES) }, (_, i) => `/api/files/${fileOf(i * step)}`).join("\n"),
  );
  const ours = await serving([COLOPHON, "serve", "--archive", archive, "--port", "0"]);
  const answer = join(work, "answer.json");
  writeFileSync(answer, await (await fetch(`${ours.url}/api/files/${fileOf(0)}`)).text());
  const bare = await serving([here("bench/bare-express.ts"), answer]);
  const rounds: { ours: Load; bare: Load }[] = [];
  for (let i = 0; i <= ROUNDS; i++)
    rounds.push({ bare: await load(bare.url, paths), ours: await load(ours.url, paths) });
  // The first one warms both up.
  return { rounds: rounds.slice(1), peak: peakMebibytes(ours.child) };
}

const perSecond = ({ requests, seconds }: Load) => requests / seconds;

function refuse(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

try {
  const { rounds, peak } = await measured();
  const share = median(rounds.map(({ ours, bare }) => perSecond(ours) / perSecond(bare)));
  const p99 = median(rounds.map(({ ours }) => ours.p99));
  const failed = rounds.reduce((sum, { ours, bare }) => sum + ours.failed + bare.failed, 0);
  const row = (of: "ours" | "bare") => ({
    "answers/s": median(rounds.map((one) => perSecond(one[of]))).toFixed(0),
    "p50 ms": median(rounds.map((one) => one[of].p50)).toFixed(1),
    "p99 ms": median(rounds.map((one) => one[of].p99)).toFixed(1),
  });
  console.log(`${ISSUES} issues, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${SECONDS} s`);
  console.table({
    "bare Express": row("bare"),
    "colophon serve": { ...row("ours"), share: `${(share * 100).toFixed(0)} %`, "peak MiB": peak.toFixed(0) },
  });
  if (failed > 0) refuse(`${failed} answers failed`);
  if (share < LIMIT.share)
    refuse(`${(share * 100).toFixed(0)} % of Express; the limit is ${LIMIT.share * 100} %`);
  if (p99 > LIMIT.p99) refuse(`one answer in a hundred took ${p99.toFixed(0)} ms; the limit is ${LIMIT.p99}`);
  if (peak > LIMIT.mebibytes) refuse(`${peak.toFixed(0)} MiB were taken; the limit is ${LIMIT.mebibytes}`);
} finally {
  for (const child of running) child.kill();
  rmSync(work, { recursive: true, force: true });
}
