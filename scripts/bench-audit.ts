/**
 * `npm run bench:audit`: folds a mirror of 1,000,000 entries, checks it with the program by one call of a node, and audits
 * 1,000 publications of 1,000 entries each from a folder of mirrors, with no logs and no stores. The histories are made up,
 * and a thread plays the node that has their heads. Fails below 150,000 entries/s, above 30 s for the audit, and above
 * 300 MiB. `-- <rounds>` for another number than 3.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { openMirrorFile, writeMirrorFile } from "../src/adapters/disk/mirror-file.ts";
import { streamBlocks } from "../src/core/car-stream.ts";
import { RAW } from "../src/core/cid.ts";
import { nodeSha256 } from "../src/adapters/node/sha256.ts";
import { type Folded, foldBytes, genesis } from "../src/core/history/fold.ts";
import { readMirror } from "../src/core/mirror/read.ts";
import { MirrorDraft } from "../src/core/mirror/write.ts";
import { encodeProfile } from "../src/core/profile.ts";
import { publicationRef, type PublicationRef } from "../src/core/publication.ts";
import { historyOf } from "./bench/histories.ts";
import { measure, median } from "./bench/measure.ts";
import type { SyntheticState } from "./bench/registry-node.ts";

const MILLION = 1_000_000;
const [PUBLICATIONS, ENTRIES] = [1_000, 1_000];
const LIMITS = { perSecond: 150_000, seconds: 30, peak: 300 * 1024 * 1024 };

const SELF = fileURLToPath(import.meta.url);
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));
const REGISTRY = `0x${"5a".repeat(20)}`;
const BLOCK = { number: 1_000, hash: `0x${"b1".repeat(32)}`, time: 1_900_000_000 } as const;
const profile = encodeProfile({ title: "The Letter of the Bench" }, nodeSha256);

const [given, ...rest] = process.argv.slice(2);
if (given === "make") console.log(JSON.stringify(await makeMirrors(rest)));
else if (given === "read") console.log(JSON.stringify(await timesOf(rest[0] ?? "")));
else await compared(Number(given ?? 3));

function refOf(id: number): PublicationRef {
  return publicationRef("eip155:31337", REGISTRY, String(id));
}

/**
 * Writes mirrors into a folder and gives the heads that their entries fold to. In a process of its own: the system counts
 * the memory of a process that starts another as that of the other, too.
 */
async function makeMirrors([folder = "", publications, entries]: readonly string[]): Promise<string[]> {
  const heads: string[] = [];
  const read = async (cid: typeof profile.block.cid) =>
    cid.equals(profile.block.cid) ? profile.block : undefined;
  for (let id = 1; id <= Number(publications); id++) {
    const draft = new MirrorDraft(refOf(id), nodeSha256);
    const spec = { name: `publication ${id}`, profile: profile.digest, sha256: nodeSha256 };
    draft.take(historyOf({ ...spec, entries: Number(entries) }));
    await writeMirrorFile(join(folder, `${id}.mirror.car`), draft.blocks(BLOCK, read));
    heads.push(draft.folded.head);
  }
  return heads;
}

/** A folder of mirrors, and the node that has their heads. */
async function startScene(folder: string, publications: number, entries: number) {
  mkdirSync(folder);
  const sizes = [String(publications), String(entries)];
  const { stdout } = measure(process.execPath, [SELF, "make", folder, ...sizes], { peak: false });
  const heads = JSON.parse(stdout) as readonly string[];
  return startNode({ heads, entries, profile: profile.digest, block: BLOCK });
}

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

async function startNode(state: SyntheticState) {
  const worker = new Worker(new URL("bench/registry-node.ts", import.meta.url), { workerData: state });
  const told = () => new Promise<unknown>((resolve) => worker.once("message", resolve));
  const url = `http://127.0.0.1:${String(await told())}`;
  return {
    url,
    counts: async () => {
      const answer = told();
      worker.postMessage("counts");
      return (await answer) as Readonly<Record<string, number>>;
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

async function compared(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "colophon-bench-"));
  try {
    await benchMillion(join(folder, "one"), rounds);
    await benchAudit(join(folder, "many"), rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function benchMillion(folder: string, rounds: number): Promise<void> {
  await using node = await startScene(folder, 1, MILLION);
  const path = join(folder, "1.mirror.car");
  const check = [COLOPHON, "mirror", "check", path, "--rpc-url", node.url, "--registry", REGISTRY, "--json"];
  const took = Array.from({ length: rounds }, () => {
    const openssl = measure("openssl", ["dgst", "-sha256", path], { peak: false }).seconds;
    const { stdout } = measure(process.execPath, [SELF, "read", path], { peak: false });
    const checked = measure(process.execPath, check, { peak: true });
    return { openssl, checked, ...(JSON.parse(stdout) as { fold: number; read: number }) };
  });
  const openssl = median(took.map((one) => one.openssl));
  const [fold, read] = [median(took.map((one) => one.fold)), median(took.map((one) => one.read))];
  const whole = median(took.map((one) => one.checked.seconds));
  const peak = Math.max(...took.map((one) => one.checked.peak));
  const { eth_call: calls = 0, eth_getLogs: logs = 0 } = await node.counts();
  const megabytes = statSync(path).size / 1e6;
  console.log(
    `a mirror of ${MILLION} entries, ${megabytes.toFixed(0)} MB (openssl: ${openssl.toFixed(2)} s)`,
  );
  console.log(`  the fold alone ${line(MILLION, fold, openssl)}`);
  console.log(`  read, decoded and folded ${line(MILLION, read, openssl)}`);
  console.log(`  colophon mirror check ${line(MILLION, whole, openssl)}, peak ${mebibytes(peak)}`);
  console.log(`  calls for each check: ${calls / rounds} eth_call, ${logs} eth_getLogs`);
  // The round that was disturbed least.
  const best = Math.min(...took.map((one) => one.read));
  if (MILLION / best < LIMITS.perSecond || peak > LIMITS.peak || calls !== rounds || logs > 0)
    process.exitCode = 1;
}

async function benchAudit(folder: string, rounds: number): Promise<void> {
  await using node = await startScene(folder, PUBLICATIONS, ENTRIES);
  const audit = [
    COLOPHON,
    "audit",
    "--from",
    folder,
    "--rpc-url",
    node.url,
    "--registry",
    REGISTRY,
    "--json",
  ];
  const took = Array.from({ length: rounds }, () => measure(process.execPath, audit, { peak: true }));
  const seconds = median(took.map((one) => one.seconds));
  const peak = Math.max(...took.map((one) => one.peak));
  const { eth_call: calls = 0, eth_getLogs: logs = 0 } = await node.counts();
  const all = PUBLICATIONS * ENTRIES;
  console.log(`colophon audit --from ${PUBLICATIONS} mirrors of ${ENTRIES} entries`);
  console.log(`  ${seconds.toFixed(1)} s, ${rate(all, seconds)}, peak ${mebibytes(peak)}`);
  console.log(`  calls for each audit: ${calls / rounds} eth_call, ${logs} eth_getLogs`);
  if (seconds > LIMITS.seconds || peak > LIMITS.peak || logs > 0) process.exitCode = 1;
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
