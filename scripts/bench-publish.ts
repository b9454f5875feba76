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
import { cost, medianCost } from "./bench/cost.ts";

const MIB = 1024 * 1024;
const ROUNDS = 3;
const LIMIT = 300 * MIB;
const COLOPHON = fileURLToPath(new URL("../bin/colophon.js", import.meta.url));
const [files = 300, mebibytes = 200] = process.argv.slice(2).map(Number);

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

try {
  const { folder, paths } = makeIssue();
  const small = join(work, "page.txt");
  writeFileSync(small, "one page");
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const archive = join(work, `archive-${round}`);
    const openssl = cost(["openssl", "dgst", "-sha256", ...paths]);
    colophon("init", archive, "--title", "Bench");
    const page = colophon("publish", small, "--archive", archive, "--label", "page", "--json");
    const dry = colophon("publish", folder, "--archive", archive, "--label", "1", "--dry-run", "--json");
    const publish = colophon("publish", folder, "--archive", archive, "--label", "1", "--json");
    const audit = colophon("audit", "--archive", archive, "--json");
    return { openssl, page, dry, publish, audit };
  });
  const of = (what: keyof (typeof rounds)[number]) => medianCost(rounds.map((round) => round[what]));
  const [base, start] = [of("openssl"), of("page")];
  const row = (name: string, what: keyof (typeof rounds)[number], target?: number) => {
    const { seconds, cpu, peak } = of(what);
    const more = what === "publish" || what === "dry";
    return {
      what: name,
      seconds: seconds.toFixed(2),
      "x openssl": (seconds / base.seconds).toFixed(2),
      "CPU x openssl": (cpu / base.cpu).toFixed(2),
      // What it takes more than an issue of one page does: programs have to be started, and chains.
      "beyond a page": more ? ((seconds - start.seconds) / base.seconds).toFixed(2) : "",
      target: target ?? "",
      "CPU beyond": more ? ((cpu - start.cpu) / base.cpu).toFixed(2) : "",
      "peak MiB": (peak / MIB).toFixed(0),
    };
  };
  console.log(
    `${files} files, ${mebibytes} MiB, ${ROUNDS} rounds, medians; whole processes, from start to exit`,
  );
  console.table([
    row("openssl dgst -sha256", "openssl"),
    row("colophon publish --dry-run (pack)", "dry"),
    row("colophon publish of one page", "page"),
    row("colophon publish", "publish", 4),
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
