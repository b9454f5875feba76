/**
 * Builds the command line for a quick start: src/cli, with what it needs of packages -> dist/cli/<build>, and
 * dist/cli/built.json, which says what it was made of. bin/colophon.js runs it for as long as all of that is as it was,
 * and else the sources. `node scripts/build-cli.ts <checkout>` for another checkout than this one.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Plugin } from "vite";
import { asBesideSources } from "./build/as-beside-sources.ts";
import { ownModules } from "./build/own-modules.ts";
import { vite } from "./build/vite.ts";

const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));
const SOURCES = join(ROOT, "src");
const OUT = join(ROOT, "dist/cli");
/** What every install writes anew. The files of packages have no times of their own, so that theirs would say nothing. */
const INSTALLED = join(ROOT, "node_modules/.package-lock.json");
/** What says how the sources are to be read. */
const SETTINGS = ["package.json", "tsconfig.json", "src/core/tsconfig.json"];
/** Programs that are running may still load parts of the build that was replaced. */
const OLDER_KEPT = 1;

/** A file, and how to see that it has not changed: path below the checkout, bytes, time of change in milliseconds. */
type Seen = readonly [path: string, size: number, time: number];

function seen(path: string): Seen {
  const { size, mtimeMs } = statSync(path);
  return [relative(ROOT, path).replaceAll(sep, "/"), size, mtimeMs];
}

/** Notes each source as it is before it is read. */
function noteSources(into: Map<string, Seen>): Plugin {
  return {
    name: "colophon:note-sources",
    enforce: "pre",
    load(id) {
      if (id.startsWith(SOURCES + sep)) into.set(id, seen(id));
    },
  };
}

/** The files that it made, in a new folder. */
async function build({ build }: NonNullable<Awaited<ReturnType<typeof vite>>>, sources: Map<string, Seen>) {
  const folder = join(OUT, randomUUID().slice(0, 8));
  await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    ssr: { noExternal: true, target: "node" },
    plugins: [noteSources(sources), asBesideSources(SOURCES, folder), ownModules()],
    build: {
      ssr: true,
      outDir: folder,
      copyPublicDir: false,
      target: "esnext",
      minify: false,
      rolldownOptions: {
        input: { main: join(SOURCES, "cli/main.ts") },
        // Errors of packages are told apart by the names of their classes.
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", keepNames: true },
      },
    },
  });
  return folder;
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
  const before = [INSTALLED, ...SETTINGS.map((name) => join(ROOT, name))].map(seen);
  const sources = new Map<string, Seen>();
  const folder = await build(tool, sources);
  const made = readdirSync(folder).map((name) => seen(join(folder, name)));
  const program = relative(ROOT, join(folder, "main.js")).replaceAll(sep, "/");
  const draft = join(folder, "built.json");
  writeFileSync(draft, JSON.stringify({ program, files: [...before, ...sources.values(), ...made] }));
  renameSync(draft, join(OUT, "built.json"));
  removeOlder(folder);
}
