/**
 * `npm run bench:publish`: publishes one issue of 300 files and 200 MiB into a new archive on this machine (pack, store,
 * read back, anchor) and compares with `openssl dgst -sha256` of the same bytes in the same run. Fails above 300 MiB of
 * memory. `-- <files> <MiB>` for another size.
 */
import { randomFillSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure, median } from "./bench/measure.ts";

const MIB = 1024 * 1024;
const ROUNDS = 3;
const LIMIT = 300 * MIB;
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));
const [files = 300, mebibytes = 200] = process.argv.slice(2).map(Number);

const work = mkdtempSync(join(tmpdir(), "colophon-bench-"));
const colophon = (...args: string[]) => measure(process.execPath, [COLOPHON, ...args], { peak: true });

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

try {
  const { folder, paths } = makeIssue();
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const archive = join(work, `archive-${round}`);
    const openssl = measure("openssl", ["dgst", "-sha256", ...paths], { peak: false });
    colophon("init", archive, "--title", "Bench");
    const dry = colophon("publish", folder, "--archive", archive, "--label", "1", "--dry-run", "--json");
    const publish = colophon("publish", folder, "--archive", archive, "--label", "1", "--json");
    const audit = colophon("audit", "--archive", archive, "--json");
    return { openssl, dry, publish, audit };
  });
  const base = median(rounds.map((round) => round.openssl.seconds));
  const row = (name: string, of: "openssl" | "dry" | "publish" | "audit") => {
    const seconds = median(rounds.map((round) => round[of].seconds));
    const peak = Math.max(...rounds.map((round) => round[of].peak));
    return {
      what: name,
      seconds: seconds.toFixed(2),
      "MiB/s": (mebibytes / seconds).toFixed(0),
      "x openssl": (seconds / base).toFixed(2),
      "peak MiB": peak === 0 ? "" : (peak / MIB).toFixed(0),
    };
  };
  console.log(
    `${files} files, ${mebibytes} MiB, ${ROUNDS} rounds, medians; whole processes, from start to exit`,
  );
  console.table([
    row("openssl dgst -sha256", "openssl"),
    row("colophon publish --dry-run (pack)", "dry"),
    row("colophon publish", "publish"),
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
