import { sep } from "node:path";
import type * as Vite from "vite";
import { asBesideSources } from "./as-beside-sources.ts";
import { ownModules } from "./own-modules.ts";

export interface Bundle {
  /** The checkout. */
  readonly root: string;
  /** The program that becomes `main.js`. */
  readonly main: string;
  /** Where it is put, with its parts and the programs that it starts. */
  readonly folder: string;
  readonly plugins?: readonly Vite.Plugin[];
}

/** A built file, and those that are loaded with it. */
export interface BuiltFile {
  readonly fileName: string;
  readonly imports?: readonly string[];
}

/** Builds a program for Node, with what it needs of packages. */
export async function bundle(
  { build }: typeof Vite,
  { root, main, folder, plugins = [] }: Bundle,
): Promise<readonly BuiltFile[]> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    root,
    ssr: { noExternal: true, target: "node" },
    plugins: [...plugins, asBesideSources(`${root}${sep}src`, folder), ownModules()],
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      copyPublicDir: false,
      target: "esnext",
      minify: false,
      rolldownOptions: {
        input: { main },
        // Errors of packages are told apart by the names of their classes.
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", keepNames: true },
      },
    },
  });
  return "output" in built ? built.output : [];
}
