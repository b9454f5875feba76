import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";

const SRC = fileURLToPath(new URL("../../src", import.meta.url));

/** Source text by path below src/: `core/digest.ts`. */
export type Sources = ReadonlyMap<string, string>;

export function sourcesOnDisk(): Sources {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.split(sep).join("/"));
  return new Map(files.toSorted().map((file) => [file, readFileSync(join(SRC, file), "utf8")]));
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Everything that a source imports, types too, as it is written: `../digest.ts`, `node:fs`, `zod/mini`. */
export function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "");
}

/** The files below src/ that a file imports. */
export function ownImports(file: string, source: string): string[] {
  return importsOf(source)
    .filter((name) => name.startsWith("."))
    .map((name) => posix.normalize(posix.join(dirname(file), name)));
}

/** Where a file belongs: `core`, `adapters/evm`, `web`. */
export function areaOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  return top === "adapters" ? `${top}/${second}` : top;
}

/** The first import cycle found, as the files in it; undefined when there is none. */
export function findCycle(sources: Sources): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of ownImports(file, sources.get(file) ?? "")) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of sources.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
