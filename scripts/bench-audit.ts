/**
 * `npm run bench:audit`: folds a mirror of 1,000,000 entries, checks it with the program by one call of a node and audits
 * its publication from it, and audits 1,000 publications of 1,000 entries each from a folder of mirrors, with no logs and
 * no stores. The histories are made up, and a thread plays the node that has their heads. Fails below 150,000 entries/s,
 * above 30 s for an audit, and above 300 MiB. `-- <rounds>` for another number than 3.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openMirrorFile } from "../src/adapters/disk/mirror-file.ts";
import { streamBlocks } from "../src/core/car-stream.ts";
import { RAW } from "../src/core/cid.ts";
import { nodeSha256 } from "../src/adapters/node/sha256.ts";
import { type Folded, foldBytes, genesis } from "../src/core/history/fold.ts";
import { readMirror } from "../src/core/mirror/read.ts";
import { type Measured, measure, median } from "./bench/measure.ts";
import { mirrorPath, refOf, REGISTRY, type Scene, startScene } from "./bench/scene.ts";

const ONE = { publications: 1, entries: 1_000_000 };
const MANY = { publications: 1_000, entries: 1_000 };
const LIMITS = { perSecond: 150_000, seconds: 30, peak: 300 * 1024 * 1024 };

const SELF = fileURLToPath(import.meta.url);
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));

const [given, ...rest] = process.argv.slice(2);
if (given === "read") console.log(JSON.stringify(await timesOf(rest[0] ?? "")));
else await compared(Number(given ?? 3));

/** In a process of its own, in seconds: the fold by itself, and reading with everything that a reader looks at. */
async function timesOf(path: string): Promise<{ readonly fold: number; readonly read: number }> {
  await using file = await openMirrorFile(path);
  const ref = refOf(1);
  const started = performance.now();
  for await (const part of readMirror(file.chunks(), { name: path, sha256: nodeSha256 }))
    if (part.kind === "document") break;
  const read = (performance.now() - started) / 1000;
  const again = performance.now();
  let folded: Folded = { head: genesis(ref, nodeSha256), entries: 0 };
  for await (const { cid, bytes } of streamBlocks(file.chunks(), "first", path))
    if (cid.code === RAW) folded = foldBytes(folded, ref, bytes, nodeSha256);
  return { read, fold: (performance.now() - again) / 1000 };
}

async function compared(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-bench-"));
  try {
    await benchMillion(join(folder, "one"), rounds);
    await benchMany(join(folder, "many"), rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchMany(folder: string, rounds: number): Promise<void> {
  await using scene = await startScene(folder, MANY);
  await benchAudit(scene, { folder, size: MANY, rounds, reports: [] });
}

function toNode({ url }: Scene): readonly string[] {
  return ["--rpc-url", url, "--registry", REGISTRY, "--json"];
}

async function benchMillion(folder: string, rounds: number): Promise<void> {
  await using scene = await startScene(folder, ONE);
  const path = mirrorPath(folder, 1);
  const took = Array.from({ length: rounds }, () => {
    const openssl = measure("openssl", ["dgst", "-sha256", path], { peak: false }).seconds;
    const { stdout } = measure(process.execPath, [SELF, "read", path], { peak: false });
    const check = [COLOPHON, "mirror", "check", path, ...toNode(scene)];
    const checked = measure(process.execPath, check, { peak: true });
    return { openssl, checked, ...(JSON.parse(stdout) as { fold: number; read: number }) };
  });
  const openssl = median(took.map((one) => one.openssl));
  const [fold, read] = [median(took.map((one) => one.fold)), median(took.map((one) => one.read))];
  const whole = median(took.map((one) => one.checked.seconds));
  const peak = Math.max(...took.map((one) => one.checked.peak));
  const { eth_call: calls = 0, eth_getLogs: logs = 0 } = await scene.counts();
  const megabytes = statSync(path).size / 1e6;
  console.log(
    `a mirror of ${ONE.entries} entries, ${megabytes.toFixed(0)} MB (openssl: ${openssl.toFixed(2)} s)`,
  );
  console.log(`  the fold alone ${line(ONE.entries, fold, openssl)}`);
  console.log(`  read, decoded and folded ${line(ONE.entries, read, openssl)}`);
  console.log(`  colophon mirror check ${line(ONE.entries, whole, openssl)}, peak ${mebibytes(peak)}`);
  console.log(`  calls for each check: ${calls / rounds} eth_call, ${logs} eth_getLogs`);
  // The round that was disturbed least.
  const best = Math.min(...took.map((one) => one.read));
  if (ONE.entries / best < LIMITS.perSecond || peak > LIMITS.peak || calls !== rounds || logs > 0)
    process.exitCode = 1;
  await benchAudit(scene, { folder, size: ONE, rounds, reports: [] });
  await benchAudit(scene, { folder, size: ONE, rounds, reports: ["html", "json"] });
}

interface Audits {
  readonly folder: string;
  readonly size: typeof ONE;
  readonly rounds: number;
  /** Forms of the reports that are written beside. */
  readonly reports: readonly string[];
}

async function benchAudit(scene: Scene, { folder, size, rounds, reports }: Audits): Promise<void> {
  const files = reports.map((form) => `${folder}.${form}`);
  const flags = files.flatMap((file) => ["--report", file]);
  const audit = [COLOPHON, "audit", "--from", folder, ...toNode(scene), ...flags];
  const took = Array.from({ length: rounds }, (): Measured =>
    measure(process.execPath, audit, { peak: true }),
  );
  const seconds = median(took.map((one) => one.seconds));
  const peak = Math.max(...took.map((one) => one.peak));
  const { eth_call: calls = 0, eth_getLogs: logs = 0 } = await scene.counts();
  const all = size.publications * size.entries;
  const written = files.map((file) => `${(statSync(file).size / 1e6).toFixed(1)} MB`).join(" and ");
  const told = reports.length === 0 ? "" : `, with reports as ${reports.join(" and ")} of ${written}`;
  console.log(`colophon audit --from ${size.publications} mirrors of ${size.entries} entries${told}`);
  console.log(`  ${seconds.toFixed(1)} s, ${rate(all, seconds)}, peak ${mebibytes(peak)}`);
  console.log(`  calls for each audit: ${calls / rounds} eth_call, ${logs} eth_getLogs`);
  // The round that was disturbed least.
  const best = Math.min(...took.map((one) => one.seconds));
  if (best > LIMITS.seconds || peak > LIMITS.peak || logs > 0) process.exitCode = 1;
}

function line(entries: number, seconds: number, openssl: number): string {
  return `${seconds.toFixed(2)} s, ${rate(entries, seconds)}, ${(seconds / openssl).toFixed(1)} x openssl`;
}

function rate(entries: number, seconds: number): string {
  return `${Math.round(entries / seconds).toLocaleString("en")} entries/s`;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
