/**
 * Builds the command line for a quick start: src/cli, with what it needs of packages -> dist/cli/<build>, and
 * dist/cli/built.json, which says what it was made of. bin/colophon.js runs it for as long as all of that is as it was,
 * and else the sources. `node scripts/build-cli.ts <checkout>` for another checkout than this one.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { type BuiltFile, bundle } from "./build/bundle.ts";
import { seen, SeenSources } from "./build/seen-sources.ts";
import { vite } from "./build/vite.ts";

const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));
const SOURCES = join(ROOT, "src");
const MAIN = join(SOURCES, "cli/main.ts");
const OUT = join(ROOT, "dist/cli");
/** What every install writes anew. The files of packages have no times of their own, so that theirs would say nothing. */
const INSTALLED = join(ROOT, "node_modules/.package-lock.json");
/** What says how the sources are to be read. */
const SETTINGS = ["package.json", "tsconfig.json", "src/core/tsconfig.json"];
/** Programs that are running may still load parts of the build that was replaced. */
const OLDER_KEPT = 1;

/** Names of the built files that are loaded before any command is. */
function sharedOf(built: readonly BuiltFile[]): ReadonlySet<string> {
  const importsOf = new Map(built.map(({ fileName, imports = [] }) => [fileName, imports]));
  const found = new Set<string>(["main.js"]);
  for (const name of found) for (const next of importsOf.get(name) ?? []) found.add(next);
  return found;
}

function removeOlder(folder: string): void {
  const others = readdirSync(OUT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && join(OUT, entry.name) !== folder)
    .map(({ name }) => ({ path: join(OUT, name), time: statSync(join(OUT, name)).mtimeMs }));
  for (const { path } of others.sort((a, b) => b.time - a.time).slice(OLDER_KEPT))
    rmSync(path, { recursive: true, force: true });
}

const tool = existsSync(INSTALLED) ? await vite() : undefined;
if (tool !== undefined) {
  const before = [INSTALLED, ...SETTINGS.map((name) => join(ROOT, name))].map((path) => seen(ROOT, path));
  const sources = new SeenSources();
  const folder = join(OUT, randomUUID().slice(0, 8));
  const plugins = [sources.plugin(ROOT, SOURCES)];
  const shared = sharedOf(await bundle(tool, { root: ROOT, main: MAIN, folder, plugins }));
  const files = [
    ...before.map((file) => ({ file, isShared: true })),
    ...[...sources.all].map(([id, file]) => ({ file, isShared: sources.shared.has(id) })),
    ...readdirSync(folder).map((name) => ({
      file: seen(ROOT, join(folder, name)),
      isShared: shared.has(name),
    })),
  ];
  const list = {
    program: relative(ROOT, join(folder, "main.js")).replaceAll(sep, "/"),
    shared: files.filter(({ isShared }) => isShared).map(({ file }) => file),
    others: files.filter(({ isShared }) => !isShared).map(({ file }) => file),
  };
  const draft = join(folder, "built.json");
  writeFileSync(draft, JSON.stringify(list));
  renameSync(draft, join(OUT, "built.json"));
  removeOlder(folder);
}
