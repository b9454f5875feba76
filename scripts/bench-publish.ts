/**
 * `npm run bench:publish`: publishes one issue of 300 files and 200 MiB into a new archive on this machine (pack, store,
 * read back, anchor) and compares with `openssl dgst -sha256` of the same bytes in the same run. Fails above 300 MiB of
 * memory. `-- <files> <MiB> <rounds>` for another size, or another number of rounds than 5.
 */
import { randomFillSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Cost, cost, loadText, medianCost, noteLoad } from "./bench/cost.ts";
import { median } from "./bench/measure.ts";

const MIB = 1024 * 1024;
const LIMIT = 300 * MIB;
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));
const [files = 300, mebibytes = 200, ROUNDS = 5] = process.argv.slice(2).map(Number);

const work = mkdtempSync(join(tmpdir(), "colophon-bench-"));
const colophon = (...args: string[]) => cost([process.execPath, COLOPHON, ...args]);

/** Files of unequal sizes that add up to the whole, in folders of fifty. */
function makeIssue(): { folder: string; paths: string[] } {
  const folder = join(work, "issue");
  const each = Math.floor((mebibytes * MIB) / files);
  const paths = Array.from({ length: files }, (_, i) => {
    const parent = join(folder, `part-${Math.floor(i / 50)}`);
    mkdirSync(parent, { recursive: true });
    const path = join(parent, `${i}.bin`);
    writeFileSync(path, randomFillSync(new Uint8Array(each + (i % 2 === 0 ? 4096 : -4096))));
    return path;
  });
  return { folder, paths };
}

/** From the line that begins an issue to the one that says it was read back: packing, storing and reading back. */
function packedToReadBack({ said }: Cost): number {
  const at = (found: (line: string) => boolean) => said.find(({ line }) => found(line))?.at ?? NaN;
  return at((line) => line.includes("read back")) - at((line) => line.startsWith("issue "));
}

async function round(number: number, folder: string, paths: readonly string[]) {
  noteLoad();
  const archive = join(work, `archive-${number}`);
  const openssl = await cost(["openssl", "dgst", "-sha256", ...paths]);
  await colophon("init", archive, "--title", "Bench");
  const common = ["--archive", archive, "--json"];
  const page = await colophon("publish", join(work, "page.txt"), "--label", "page", ...common);
  const dry = await colophon("publish", folder, "--label", "1", "--dry-run", ...common);
  const publish = await colophon("publish", folder, "--label", "1", ...common);
  const audit = await colophon("audit", ...common);
  return { openssl, page, dry, publish, audit };
}

try {
  const { folder, paths } = makeIssue();
  writeFileSync(join(work, "page.txt"), "one page");
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(i, folder, paths));
  const of = (what: keyof (typeof rounds)[number]) => medianCost(rounds.map((one) => one[what]));
  const base = of("openssl");
  const times = (ratio: number) => `${ratio.toFixed(2)} x`;
  const row = (name: string, what: keyof (typeof rounds)[number], more: object = {}) => {
    const { seconds, cpu, peak } = of(what);
    return {
      what: name,
      seconds: seconds.toFixed(2),
      whole: times(seconds / base.seconds),
      "CPU whole": times(cpu / base.cpu),
      ...more,
      "peak MiB": Number.isNaN(peak) ? "" : (peak / MIB).toFixed(0),
    };
  };
  const inner = median(rounds.map(({ publish }) => packedToReadBack(publish))) / base.seconds;
  const beyond = (of("publish").cpu - of("page").cpu) / base.cpu;
  console.log(
    `${files} files, ${mebibytes} MiB: medians of ${ROUNDS} rounds, in times of openssl; ${loadText()}`,
  );
  console.table([
    row("openssl dgst -sha256", "openssl"),
    row("colophon publish of one page", "page"),
    row("colophon publish --dry-run (pack)", "dry"),
    row("colophon publish", "publish", {
      aim: "4 x",
      "pack, store, read back": times(inner),
      "CPU beyond a page": times(beyond),
    }),
    row("colophon audit", "audit"),
  ]);
  const peak = Math.max(...rounds.map((round) => round.publish.peak));
  if (peak > LIMIT) {
    console.error(`publish took ${(peak / MIB).toFixed(0)} MiB; the limit is ${LIMIT / MIB}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
