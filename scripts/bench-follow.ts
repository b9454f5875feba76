/**
 * `npm run bench:follow`: what it costs to follow a registry of 1,000 publications with 1,000 entries each, through
 * `colophon monitor` and through the catalogue that `colophon serve` keeps: when nothing is new, when 100 entries are,
 * and after it was killed. And to bring a mirror of 1,000,000 entries up to date. The histories are made up, and a thread
 * plays the node that has them. Fails when more is asked for than what is new, or above 300 MiB. `-- <rounds>` for
 * another number than 3.
 */
import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Measured, measure, median } from "./bench/measure.ts";
import { mirrorPath, REGISTRY, type Scene, startScene } from "./bench/scene.ts";

const ONE = { publications: 1, entries: 1_000_000 };
const MANY = { publications: 1_000, entries: 1_000 };
const NEW = 100;
const PEAK = 300 * 1024 * 1024;
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));
const CATALOGUE = fileURLToPath(new URL("bench/follow-round.ts", import.meta.url));

const rounds = Number(process.argv[2] ?? 3);
const folder = mkdtempSync(join(tmpdir(), "colophon-bench-"));
try {
  await benchMany(join(folder, "many"));
  await benchMirror(join(folder, "one"));
} finally {
  rmSync(folder, { recursive: true });
}

async function benchMany(place: string): Promise<void> {
  await using scene = await startScene(place, MANY);
  const archive = archiveAt(`${place}-archive`, scene, MANY.publications);
  await benchMonitor(scene, archive);
  await benchCatalogue(scene, archive, place);
}

/** An archive of so many publications, of whose chain a made-up node tells. */
function archiveAt(archive: string, { url }: Scene, publications: number): string {
  mkdirSync(join(archive, "data"), { recursive: true });
  const named = Array.from({ length: publications }, (_, at) => ({
    ...{ name: `publication-${at + 1}`, id: String(at + 1), title: `Publication ${at + 1}` },
  }));
  const settings = {
    ...{ type: "colophon/archive/1", chain: { type: "rpc", id: "eip155:31337", url }, registry: REGISTRY },
    ...{ publications: named, signer: { type: "environment" }, targets: [{ type: "embedded", id: "here" }] },
  };
  writeFileSync(join(archive, "colophon.json"), JSON.stringify(settings));
  return archive;
}

async function benchMonitor(scene: Scene, archive: string): Promise<void> {
  console.log(`colophon monitor --once, of ${MANY.publications} publications of ${MANY.entries} entries`);
  const look = [COLOPHON, "monitor", "--once", "--archive", archive];
  const once = () => measure(process.execPath, look, { peak: true });
  tell("at first sight", [once()], await scene.counts(), MANY.publications);
  await rounded(scene, { gaining: 0, run: once });
  await rounded(scene, { gaining: NEW, run: once });
  const half = await killedHalfWay(look, join(archive, "data", "monitor.json"));
  await scene.counts();
  tell(
    `after it was killed with ${half} of them seen`,
    [once()],
    await scene.counts(),
    MANY.publications - half,
  );
}

/** Starts from nothing, and is killed when about half is remembered; how many publications that are. */
async function killedHalfWay(look: readonly string[], memory: string): Promise<number> {
  rmSync(memory);
  const running = spawn(process.execPath, look, { stdio: "ignore" });
  const ended = new Promise((resolve) => running.once("exit", resolve));
  const seen = () =>
    existsSync(memory) ? (readFileSync(memory, "utf8").match(/"publication"/g) ?? []).length : 0;
  while (seen() < MANY.publications / 2 && running.exitCode === null) await delay(20);
  running.kill("SIGKILL");
  await ended;
  return seen();
}

async function benchCatalogue(scene: Scene, archive: string, mirrors: string): Promise<void> {
  console.log(`the catalogue of a server, of as many`);
  const file = join(archive, "data", "catalogue.sqlite");
  measure(process.execPath, [CATALOGUE, "fill", file, mirrors, String(MANY.publications)], { peak: false });
  // It was filled from what the mirrors have; since then there was more.
  const round = [CATALOGUE, "round", file, scene.url, String(MANY.publications)];
  const catchUp = () => measure(process.execPath, round, { peak: true });
  catchUp();
  await rounded(scene, { gaining: 0, run: catchUp });
  await rounded(scene, { gaining: NEW, run: catchUp });
}

async function rounded(
  scene: Scene,
  { gaining, run }: { readonly gaining: number; readonly run: () => Measured },
): Promise<void> {
  const took: Measured[] = [];
  await scene.counts();
  const all: Record<string, number> = {};
  for (let round = 0; round < rounds; round++) {
    await scene.mine(gaining);
    took.push(run());
    for (const [name, count] of Object.entries(await scene.counts())) all[name] = (all[name] ?? 0) + count;
  }
  const each = Object.fromEntries(Object.entries(all).map(([name, count]) => [name, count / rounds]));
  tell(gaining === 0 ? "nothing new" : `${gaining} new entries`, took, each, gaining);
}

/** `logs` is how often logs may be asked for. */
function tell(
  what: string,
  took: readonly Measured[],
  counts: Readonly<Record<string, number>>,
  logs: number,
): void {
  const seconds = median(took.map((one) => one.seconds));
  const peak = Math.max(...took.map((one) => one.peak));
  const calls = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const { eth_getLogs: asked = 0, eth_call: states = 0 } = counts;
  console.log(
    `  ${what}: ${seconds.toFixed(1)} s, peak ${Math.round(peak / 2 ** 20)} MiB, ${calls} questions (${states} eth_call, ${asked} eth_getLogs)`,
  );
  if (peak > PEAK || asked > logs) process.exitCode = 1;
}

async function benchMirror(place: string): Promise<void> {
  await using scene = await startScene(place, ONE);
  const archive = archiveAt(`${place}-archive`, scene, 1);
  const path = join(place, "again.mirror.car");
  console.log(`colophon mirror again, of one publication of ${ONE.entries} entries`);
  const took: Measured[] = [];
  for (let entry = 0; entry < NEW; entry++) await scene.mine(1);
  await scene.counts();
  for (let round = 0; round < rounds; round++) {
    copyFileSync(mirrorPath(place, 1), path);
    took.push(
      measure(process.execPath, [COLOPHON, "mirror", "-o", path, "--archive", archive], { peak: true }),
    );
  }
  const counts = Object.entries(await scene.counts()).map(([name, count]) => [name, count / rounds]);
  tell(`${NEW} new entries`, took, Object.fromEntries(counts) as Record<string, number>, 1);
}
