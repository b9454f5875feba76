import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import type { Seen } from "../../scripts/build/seen-sources.ts";
import { run } from "../support/archive-fixture.ts";

/* A checkout of its own, whose sources can be changed. */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BUILD = join(ROOT, "scripts/build-cli.ts");
const checkout = mkdtempSync(join(tmpdir(), "colophon-built-"));
for (const part of ["src", "bin", "package.json", "tsconfig.json"])
  cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
mkdirSync(join(checkout, "node_modules"));
for (const name of readdirSync(join(ROOT, "node_modules")))
  symlinkSync(join(ROOT, "node_modules", name), join(checkout, "node_modules", name));
const INSTALLED = join(checkout, "node_modules/.package-lock.json");
rmSync(INSTALLED, { force: true });
writeFileSync(INSTALLED, "{}");
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

const at = (...path: readonly string[]) => join(checkout, ...path);
const built = await run(process.execPath, [BUILD, checkout]);

/** What runs names the file that it began with. */
const TELLING = `data:text/javascript,import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => (/\\/main\\.[jt]s$/.test(url) && console.error(url), next(url, context)) });`;

async function began(...args: readonly string[]) {
  const { status, stdout, stderr } = await run(process.execPath, [
    ...["--import", TELLING.replaceAll("\n", "")],
    ...[at("bin/colophon.js"), ...args],
  ]);
  const [main = ""] = /\/(src|dist)\/cli\/.*/.exec(stderr) ?? [];
  return { status, stdout, from: main.split("/")[1] };
}

const undo: (() => void)[] = [];
afterEach(putBack);

/** Every file as it was. Moving it gave it a new time of its own, which nothing sets back: the list is told of it. */
function putBack(): void {
  for (const step of undo.splice(0)) step();
  const list = JSON.parse(readFileSync(at("dist/cli/built.json"), "utf8")) as BuiltList;
  const retold = ([path, size, time]: Seen) => [path, size, time, statSync(at(path)).ctimeMs];
  const { shared, others } = list;
  const told = JSON.stringify({ ...list, shared: shared.map(retold), others: others.map(retold) });
  writeFileSync(at("dist/cli/built.json"), told);
}

interface BuiltList {
  readonly program: string;
  readonly shared: readonly Seen[];
  readonly others: readonly Seen[];
}

function changing(path: string, change: (path: string) => void): void {
  const kept = `${path}.kept`;
  renameSync(path, kept);
  cpSync(kept, path);
  undo.push(() => renameSync(kept, path));
  change(path);
}

function program(): string {
  return (JSON.parse(readFileSync(at("dist/cli/built.json"), "utf8")) as BuiltList).program;
}

test("the built command line runs when nothing has changed, and says the same", async () => {
  expect(built.status, built.stderr).toBe(0);
  const words = ["publish", "--help"];
  const quick = await began(...words);
  expect(quick).toMatchObject({ status: 0, from: "dist" });
  changing(at("dist/cli/built.json"), (path) => rmSync(path));
  expect(await began(...words)).toEqual({ ...quick, from: "src" });
});

test("every part of it loads, whichever command comes to it", async () => {
  const folder = at(program(), "..");
  const isProgram = /^(main|adapters-)/;
  const parts = readdirSync(folder).filter((name) => name.endsWith(".js") && !isProgram.test(name));
  expect(parts.length).toBeGreaterThan(30);
  const loading = parts.map((name) => `await import(${JSON.stringify(join(folder, name))});`).join("\n");
  const ran = await run(process.execPath, ["--input-type=module", "--eval", loading]);
  expect(ran.status, ran.stderr).toBe(0);
});

test("a source that was changed is what runs, also one whose size is the same", async () => {
  changing(at("src/cli/program.ts"), (path) =>
    writeFileSync(path, readFileSync(path, "utf8").replace("check a copy", "CHECK A COPY")),
  );
  expect(await began("--help")).toMatchObject({
    from: "src",
    stdout: expect.stringContaining("CHECK A COPY") as string,
  });
});

test("a source of the same size is what runs, also when its time was set back as an archive or a copy does it", async () => {
  changing(at("src/cli/program.ts"), (path) => {
    writeFileSync(path, readFileSync(path, "utf8").replace("check a copy", "CHECK A COPY"));
    execFileSync("touch", ["-r", `${path}.kept`, path]);
  });
  expect(await began("--help")).toMatchObject({
    from: "src",
    stdout: expect.stringContaining("CHECK A COPY") as string,
  });
});

test("sources run when one is newer or gone, when packages were installed since, when a built file is cut", async () => {
  const touched = (path: string) => utimesSync(path, new Date(), new Date());
  for (const [path, change] of [
    ["src/cli/options.ts", touched],
    ["src/adapters/disk/mirror.ts", (path: string) => rmSync(path)],
    ["node_modules/.package-lock.json", (path: string) => appendFileSync(path, "\n")],
    [program(), (path: string) => truncateSync(path, 1000)],
  ] as const) {
    changing(at(path), change);
    expect(await began("key", "--help"), path).toMatchObject({ from: "src" });
    putBack();
    expect(await began("key", "--help"), path).toMatchObject({ from: "dist" });
  }
});

test("without a command, what only commands load may have changed", async () => {
  changing(at("src/cli/compose.ts"), (path) => appendFileSync(path, "// changed\n"));
  expect(await began("--version")).toMatchObject({ status: 0, from: "dist" });
  changing(at("src/cli/output.ts"), (path) => appendFileSync(path, "// changed\n"));
  expect(await began("--version")).toMatchObject({ status: 0, from: "src" });
});

test("it publishes without its sources: chain and workers are built with it", async () => {
  renameSync(at("src"), at("elsewhere"));
  undo.push(() => renameSync(at("elsewhere"), at("src")));
  writeFileSync(at("large.bin"), Buffer.alloc(24 * 1024 * 1024, 1));
  const colophon = (...args: string[]) => run(process.execPath, [at(program()), ...args]);
  expect(await colophon("init", at("archive"), "--title", "Built")).toMatchObject({ status: 0 });
  const published = await colophon("publish", at("large.bin"), "--label", "1", "--archive", at("archive"));
  expect(published, published.stderr).toMatchObject({ status: 0 });
});

test("a build leaves the one before it to those who run it, and does away with older ones", async () => {
  const builds = () => readdirSync(at("dist/cli")).filter((name) => !name.endsWith(".json"));
  const first = program().split("/")[2];
  mkdirSync(at("dist/cli/older"));
  utimesSync(at("dist/cli/older"), new Date(0), new Date(0));
  await run(process.execPath, [BUILD, checkout]);
  expect(new Set(builds())).toEqual(new Set([first, program().split("/")[2]]));
});
